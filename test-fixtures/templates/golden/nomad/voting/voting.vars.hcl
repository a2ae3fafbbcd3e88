# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_POSTGRES_PASSWORD = "postgres"

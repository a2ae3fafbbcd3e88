# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_MYSQL_ROOT_PASSWORD = "1234"

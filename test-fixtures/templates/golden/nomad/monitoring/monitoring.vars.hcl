# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_FILE_GRAFANA_ADMIN = "correct horse battery staple"

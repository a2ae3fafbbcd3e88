# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_POSTGRES_PASSWORD = "correct-horse-battery-staple"
SECRET_DATABASE_URL = "postgres://shop:correct-horse-battery-staple@db:5432/shop"
SECRET_SMTP_PASSWORD = "not-so-secret # really"

# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_DATABASE_URL = "postgres://jobs:correct-horse-battery@db/jobs"
SECRET_FILE_TOKEN = "a-token-of-many-letters"

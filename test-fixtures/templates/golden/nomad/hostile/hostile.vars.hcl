# Written by transpose. To change it, change the Compose file and convert it again.
SECRET_MY_SECRET = "s3cret \" $${x} {{y}} \n end-of-it"

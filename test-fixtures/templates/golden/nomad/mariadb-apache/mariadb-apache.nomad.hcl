# Written by transpose. To change it, change the Compose file and convert it again.

variable "project_dir" {
  type        = string
  default     = "."
  description = "The project directory, on the clients"
}

variable "home_dir" {
  type        = string
  default     = "/root"
  description = "The home directory, on the clients"
}

variable "SECRET_MYSQL_ROOT_PASSWORD" {
  type = string
}

job "mariadb-apache" {
  type        = "service"
  datacenters = ["*"]

  group "mdb" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "mariadb-apache-mdb"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "mdb" {
      driver = "docker"

      config {
        image = "mariadb:latest"
      }

      env = {
        "MYSQL_ROOT_PASSWORD" = var.SECRET_MYSQL_ROOT_PASSWORD
      }
    }
  }

  group "web" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 80
        to = 80
      }
    }

    service {
      name     = "mariadb-apache-web"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "await-mdb" { # started
      driver = "docker"

      lifecycle {
        hook = "prestart"
      }

      config {
        image   = "docker.io/library/busybox:1.37"
        command = "sh"
        args    = ["-c", "until [ -s /local/address ]; do sleep 1; done"]
      }

      template {
        destination = "local/address"
        change_mode = "noop"
        data        = "{{ range nomadService \"mariadb-apache-mdb\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "web" {
      driver = "docker"

      config {
        image = "apache_df:web"
        ports = ["port0"]
      }
    }
  }
}

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

variable "SECRET_POSTGRES_PASSWORD" {
  type = string
}

job "voting" {
  type        = "service"
  datacenters = ["*"]

  group "redis" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "voting-redis"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "redis" {
      driver = "docker"

      config {
        image = "redis:alpine"

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "healthchecks"])
          target   = "/healthchecks"
          readonly = false
        }
      }
    }
  }

  group "db" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "voting-db"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "db" {
      driver = "docker"

      config {
        image = "postgres:15-alpine"

        mount {
          type     = "volume"
          source   = "voting_db-data"
          target   = "/var/lib/postgresql/data"
          readonly = false
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "healthchecks"])
          target   = "/healthchecks"
          readonly = false
        }
      }

      env = {
        "POSTGRES_USER" = "postgres"
        "POSTGRES_PASSWORD" = var.SECRET_POSTGRES_PASSWORD
      }
    }
  }

  group "vote" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 5000
        to = 80
      }
    }

    service {
      name     = "voting-vote"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "await-redis" { # healthy
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
        data        = "{{ range nomadService \"voting-redis\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "vote" {
      driver = "docker"

      config {
        image = "voting-vote"
        ports = ["port0"]
      }
    }
  }

  group "result" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 5001
        to = 80
      }
      port "port1" {
        static = 9229
        to = 9229
      }
    }

    service {
      name     = "voting-result"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "await-db" { # healthy
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
        data        = "{{ range nomadService \"voting-db\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "result" {
      driver = "docker"

      config {
        image = "voting-result"
        ports = ["port0", "port1"]
        entrypoint = ["nodemon", "--inspect=0.0.0.0", "server.js"]
      }
    }
  }

  group "worker" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "voting-worker"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "await-redis" { # healthy
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
        data        = "{{ range nomadService \"voting-redis\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "await-db" { # healthy
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
        data        = "{{ range nomadService \"voting-db\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "worker" {
      driver = "docker"

      config {
        image = "voting-worker"
      }
    }
  }
}

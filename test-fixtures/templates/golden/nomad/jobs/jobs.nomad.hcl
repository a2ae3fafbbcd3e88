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

variable "SECRET_DATABASE_URL" {
  type = string
}

variable "SECRET_FILE_TOKEN" {
  type = string
}

job "jobs" {
  type        = "service"
  datacenters = ["*"]

  group "db" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "jobs-db"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "db" {
      driver = "docker"

      config {
        image = "postgres:17"

        mount {
          type     = "volume"
          source   = "jobs_data"
          target   = "/var/lib/postgresql/data"
          readonly = false
        }
      }
    }
  }

  group "migrate" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "jobs-migrate"
      provider = "nomad"
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
        data        = "{{ range nomadService \"jobs-db\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "migrate" {
      driver = "docker"

      config {
        image = "ghcr.io/example/tool:3"
        args = ["migrate", "--to", "head"]
      }

      env = {
        "DATABASE_URL" = var.SECRET_DATABASE_URL
        "REGION" = "eu"
      }
    }
  }

  group "worker" {
    count = 3

    network {
      mode = "host"
    }

    service {
      name     = "jobs-worker"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "fail"
    }

    task "await-migrate" { # completed
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
        data        = "{{ range nomadService \"jobs-migrate\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "worker" {
      driver = "docker"
      user   = "1000"
      kill_timeout = "120s"

      config {
        image = "ghcr.io/example/tool:3"
        entrypoint = ["/usr/bin/tool", "--verbose"]
        args = ["work", "two words"]

        mount {
          type     = "bind"
          source   = join("/", [var.home_dir, "in"])
          target   = "/in"
          readonly = true
        }

        mount {
          type     = "volume"
          target   = "/var/cache"
          readonly = false
        }

        mount {
          type     = "tmpfs"
          target   = "/scratch"
          readonly = false
        }

        mount {
          type     = "bind"
          source   = "secrets/file0"
          target   = "/run/secrets/token"
          readonly = true
        }

        mount {
          type     = "bind"
          source   = "secrets/file1"
          target   = "/etc/tool.ini"
          readonly = true
        }
      }

      template {
        destination = "secrets/file0"
        perms       = "0444"
        data        = "{{ base64Decode \"${base64encode(var.SECRET_FILE_TOKEN)}\" }}"
      }

      template {
        destination = "secrets/file1"
        perms       = "0444"
        data        = "{{ base64Decode \"W3Rvb2xdCm5hbWUgPSB7eyBub3QgYSB0ZW1wbGF0ZSB9fQo=\" }}"
      }

      resources {
        memory = 256
      }
    }
  }
}

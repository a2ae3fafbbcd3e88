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

variable "SECRET_DATABASE_URL" {
  type = string
}

variable "SECRET_SMTP_PASSWORD" {
  type = string
}

job "shop" {
  type        = "service"
  datacenters = ["*"]

  group "db" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "shop-db"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "db" {
      driver = "docker"

      config {
        image = "postgres:17-alpine"

        mount {
          type     = "volume"
          source   = "shop_db-data"
          target   = "/var/lib/postgresql/data"
          readonly = false
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "db/init.sql"])
          target   = "/docker-entrypoint-initdb.d/init.sql"
          readonly = true
        }
      }

      env = {
        "POSTGRES_USER" = "shop"
        "POSTGRES_DB" = "shop"
        "POSTGRES_PASSWORD" = var.SECRET_POSTGRES_PASSWORD
      }
    }
  }

  group "cache" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "shop-cache"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "cache" {
      driver = "docker"

      config {
        image = "valkey/valkey:8-alpine"
        args = ["valkey-server", "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"]
      }
    }
  }

  group "migrate" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "shop-migrate"
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
        data        = "{{ range nomadService \"shop-db\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "migrate" {
      driver = "docker"

      config {
        image = "registry.example/shop/api:1.4.2"
        args = ["node", "migrate.js", "--to", "latest"]
      }

      env = {
        "DATABASE_URL" = var.SECRET_DATABASE_URL
      }
    }
  }

  group "api" {
    count = 2

    network {
      mode = "bridge"
    }

    service {
      name     = "shop-api"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
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
        data        = "{{ range nomadService \"shop-db\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "await-cache" { # started
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
        data        = "{{ range nomadService \"shop-cache\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
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
        data        = "{{ range nomadService \"shop-migrate\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "api" {
      driver = "docker"
      user   = "1000:1000"
      kill_timeout = "25s"

      config {
        image = "registry.example/shop/api:1.4.2"

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "secrets/payment-key.pem"])
          target   = "/run/secrets/payment-key.pem"
          readonly = true
        }
      }

      env = {
        "DATABASE_URL" = var.SECRET_DATABASE_URL
        "CACHE_URL" = "redis://cache:6379/0"
        "LOG_LEVEL" = "debug"
        "PUBLIC_NAME" = "Bärbel's $5 shop"
      }

      resources {
        memory = 384
      }
    }
  }

  group "worker" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "shop-worker"
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
        data        = "{{ range nomadService \"shop-migrate\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "worker" {
      driver = "docker"

      config {
        image = "registry.example/shop/api:1.4.2"
        args = ["node", "worker.js", "--queues", "mail,invoices", "--concurrency", "4"]
      }

      env = {
        "SMTP_HOST" = "mail.example"
        "SMTP_USER" = "shop"
        "SMTP_PASSWORD" = var.SECRET_SMTP_PASSWORD
        "MAIL_FROM" = "Shop <shop@example.com>"
        "DATABASE_URL" = var.SECRET_DATABASE_URL
        "CACHE_URL" = "redis://cache:6379/0"
      }
    }
  }

  group "web" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 8000
        to = 80
      }
    }

    service {
      name     = "shop-web"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "await-api" { # healthy
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
        data        = "{{ range nomadService \"shop-api\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "web" {
      driver = "docker"

      config {
        image = "nginx:1.29-alpine"
        ports = ["port0"]
        readonly_rootfs = true

        mount {
          type     = "tmpfs"
          target   = "/var/cache/nginx"
          readonly = false
        }

        mount {
          type     = "tmpfs"
          target   = "/run"
          readonly = false
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "config/nginx.conf"])
          target   = "/etc/nginx/conf.d/default.conf"
          readonly = true
        }
      }
    }
  }
}

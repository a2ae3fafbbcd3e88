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

variable "SECRET_FILE_GRAFANA_ADMIN" {
  type = string
}

job "monitoring" {
  type        = "service"
  datacenters = ["*"]

  group "alertmanager" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "monitoring-alertmanager"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "alertmanager" {
      driver = "docker"

      config {
        image = "prom/alertmanager:v0.28.1"

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "alertmanager/alertmanager.yml"])
          target   = "/etc/alertmanager/alertmanager.yml"
          readonly = true
        }

        mount {
          type     = "volume"
          source   = "monitoring_alertmanager"
          target   = "/alertmanager"
          readonly = false
        }
      }
    }
  }

  group "node-exporter" {
    count = 1

    network {
      mode = "host"
    }

    service {
      name     = "monitoring-node-exporter"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "node-exporter" {
      driver = "docker"

      config {
        image = "prom/node-exporter:v1.9.1"
        args = ["--path.rootfs=/host"]
        cap_add = ["SYS_TIME"]

        mount {
          type     = "bind"
          source   = "/"
          target   = "/host"
          readonly = true
        }
      }
    }
  }

  group "prometheus" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 9090
        to = 9090
      }
    }

    service {
      name     = "monitoring-prometheus"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "await-alertmanager" { # started
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
        data        = "{{ range nomadService \"monitoring-alertmanager\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "await-node-exporter" { # started
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
        data        = "{{ range nomadService \"monitoring-node-exporter\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "prometheus" {
      driver = "docker"

      config {
        image = "prom/prometheus:v3.5.0"
        ports = ["port0"]
        args = ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=30d", "--web.enable-lifecycle"]
        labels = {
          "org.example.role" = "metrics"
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "prometheus"])
          target   = "/etc/prometheus"
          readonly = true
        }

        mount {
          type     = "volume"
          source   = "monitoring_prometheus"
          target   = "/prometheus"
          readonly = false
        }
      }

      resources {
        memory = 1024
      }
    }
  }

  group "loki" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "monitoring-loki"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "loki" {
      driver = "docker"
      user   = "10001:10001"

      config {
        image = "grafana/loki:3.5.0"
        args = ["-config.file=/etc/loki/loki.yaml"]

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "loki/loki.yaml"])
          target   = "/etc/loki/loki.yaml"
          readonly = true
        }

        mount {
          type     = "volume"
          source   = "monitoring_loki"
          target   = "/loki"
          readonly = false
        }
      }
    }
  }

  group "grafana" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        static = 3000
        to = 3000
      }
    }

    service {
      name     = "monitoring-grafana"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "await-prometheus" { # started
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
        data        = "{{ range nomadService \"monitoring-prometheus\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "await-loki" { # started
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
        data        = "{{ range nomadService \"monitoring-loki\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "grafana" {
      driver = "docker"

      config {
        image = "grafana/grafana:12.1.0"
        ports = ["port0"]

        mount {
          type     = "volume"
          source   = "grafana-data"
          target   = "/var/lib/grafana"
          readonly = false
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "grafana/provisioning"])
          target   = "/etc/grafana/provisioning"
          readonly = true
        }

        mount {
          type     = "bind"
          source   = "secrets/file0"
          target   = "/run/secrets/grafana-admin"
          readonly = true
        }
      }

      template {
        destination = "secrets/file0"
        perms       = "0444"
        data        = "{{ base64Decode \"${base64encode(var.SECRET_FILE_GRAFANA_ADMIN)}\" }}"
      }

      env = {
        "GF_SECURITY_ADMIN_USER" = "admin"
        "GF_SECURITY_ADMIN_PASSWORD__FILE" = "/run/secrets/grafana-admin"
        "GF_USERS_ALLOW_SIGN_UP" = "false"
        "GF_SERVER_ROOT_URL" = "http://localhost:3000"
      }
    }
  }

  group "cadvisor" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "monitoring-cadvisor"
      provider = "nomad"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "cadvisor" {
      driver = "docker"

      config {
        image = "gcr.io/cadvisor/cadvisor:v0.52.1"
        privileged = true

        mount {
          type     = "bind"
          source   = "/sys"
          target   = "/sys"
          readonly = true
        }

        mount {
          type     = "bind"
          source   = "/var/lib/docker/"
          target   = "/var/lib/docker"
          readonly = true
        }
      }
    }
  }
}

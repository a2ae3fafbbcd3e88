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

variable "SECRET_MY_SECRET" {
  type = string
}

job "hostile" {
  type        = "service"
  datacenters = ["*"]

  group "end" {
    count = 1

    network {
      mode = "bridge"
    }

    service {
      name     = "hostile-end"
      provider = "nomad"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    task "end" {
      driver = "docker"

      config {
        image = "x:1"
      }
    }
  }

  group "a.b-c_d" {
    count = 1

    network {
      mode = "bridge"
      port "port0" {
        to = 80
      }
      port "port1" {
        static = 53
        to = 53
      }
    }

    service {
      name     = "hostile-a-b-c-d"
      provider = "nomad"
      port     = "port0"
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "5m"
      mode     = "delay"
    }

    task "await-end" { # started
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
        data        = "{{ range nomadService \"hostile-end\" }}{{ .Address }}:{{ .Port }} {{ end }}"
      }
    }

    task "a.b-c_d" {
      driver = "docker"
      user   = "`id` $(id) \"x\" 'y'"

      config {
        image = "registry.example:5000/x/y:1"
        ports = ["port0", "port1"]
        entrypoint = ["{{#each services}}", "a\nb", "$${HOME}", "%%{x}", "\"", "'", "\\", " ", ""]
        args = ["}}", "{{{{raw}}}}", "$\u0024{x}", "|", "<b>&amp;&#65;</b>", "| --- |", "\t", "é ☃", "* _x_ `c`", "# no heading"]
        hostname = "{{ .Host }}"
        work_dir = "/w {{name}} $${PWD} %%{ if true }\nnext"
        labels = {
          "{{key}} $\u0024{k} \"" = "\n{{value}}\n"
        }

        mount {
          type     = "bind"
          source   = join("/", [var.project_dir, "in {{x}} $${y} \"z\""])
          target   = "/in {{x}} $${y} \"z\" | w"
          readonly = false
        }

        mount {
          type     = "volume"
          source   = "data"
          target   = "/data"
          readonly = false
        }
      }

      env = {
        "QUOTES" = "\" ' ` \\"
        "BRACES" = "{{ constructor }} {{{name}}} {{> partial}}"
        "DOLLARS" = "$${x} $x $\u0024{y} %%{z} %\u0025{z}"
        "LINES" = "one\ntwo\r\n\n  three\n"
        "odd | name \" {{x}}" = "| a | b |\n- c"
        "EMPTY" = ""
        "MARKUP" = "<script>alert(1)</script> [l](u) **b** &lt;"
        "MY_SECRET" = var.SECRET_MY_SECRET
      }
    }
  }
}

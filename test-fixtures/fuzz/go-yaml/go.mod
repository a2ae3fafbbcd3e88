module transpose.invalid/go-yaml

go 1.24

require go.yaml.in/yaml/v4 v4.0.0-rc.6

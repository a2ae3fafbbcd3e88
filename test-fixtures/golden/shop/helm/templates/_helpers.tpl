{{/*
Name and version of the chart, for labels.
*/}}
{{- define "shop.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels of all objects of a service: (list . NAME)
*/}}
{{- define "shop.labels" -}}
helm.sh/chart: {{ include "shop.chart" (index . 0) }}
{{ include "shop.podLabels" . }}
{{- end }}

{{/*
Labels of Pods: without the version of the chart, which would restart all of them.
*/}}
{{- define "shop.podLabels" -}}
{{ include "shop.selectorLabels" . }}
app.kubernetes.io/part-of: {{ "shop" | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/*
Labels that select the Pods of a service. They cannot be changed later.
*/}}
{{- define "shop.selectorLabels" -}}
app.kubernetes.io/name: {{ index . 1 | quote }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
{{- end }}

{{/*
An image from its parts.
*/}}
{{- define "shop.image" -}}
{{- $image := .repository -}}
{{- with .tag }}{{ $image = printf "%s:%v" $image . }}{{ end -}}
{{- with .digest }}{{ $image = printf "%s@%s" $image . }}{{ end -}}
{{- $image -}}
{{- end }}

{{/*
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "shop.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), from .Values.secrets, else from secret-values.yaml.
*/}}
{{- define "shop.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "secret-values.yaml" | fromYaml | dig "secrets" $secret "values" dict -}}
{{- if hasKey $given $key -}}
{{- index $given $key -}}
{{- else if hasKey $kept $key -}}
{{- index $kept $key -}}
{{- else -}}
{{- fail (printf "give a value for secrets.%s.values.%s, or name a Secret that has it in secrets.%s.existingSecret" $secret $key $secret) -}}
{{- end -}}
{{- end }}

{{/*
What goes into checksums of secret values, so that nobody who reads the checksum can test guesses.
*/}}
{{- define "shop.salt" -}}
{{- $kept := .Files.Get "secret-values.yaml" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}

{{/*
Name and version of the chart, for labels.
*/}}
{{- define "voting.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels of all objects of a service: (list . NAME)
*/}}
{{- define "voting.labels" -}}
helm.sh/chart: {{ include "voting.chart" (index . 0) }}
{{ include "voting.podLabels" . }}
{{- end }}

{{/*
Labels of Pods: without the version of the chart, which would restart all of them.
*/}}
{{- define "voting.podLabels" -}}
{{ include "voting.selectorLabels" . }}
app.kubernetes.io/part-of: voting
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/*
Labels that select the Pods of a service. They cannot be changed later.
*/}}
{{- define "voting.selectorLabels" -}}
app.kubernetes.io/name: {{ index . 1 | quote }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
{{- end }}

{{/*
An image from its parts.
*/}}
{{- define "voting.image" -}}
{{- $image := .repository -}}
{{- with .tag }}{{ $image = printf "%s:%v" $image . }}{{ end -}}
{{- with .digest }}{{ $image = printf "%s@%s" $image . }}{{ end -}}
{{- $image -}}
{{- end }}

{{/*
When an image is pulled: (list GIVEN IMAGE). Docker pulls what a node lacks; Kubernetes would pull latest at each start.
*/}}
{{- define "voting.pullPolicy" -}}
{{- $image := index . 1 -}}
{{- $file := splitList "/" $image | last -}}
{{- $floats := not (or (contains "@" $image) (and (contains ":" $file) (not (hasSuffix ":latest" $file)))) -}}
{{- first . | default (ternary "IfNotPresent" "" $floats) -}}
{{- end }}

{{/*
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "voting.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), or with "optional" behind them where it may lack; from .Values.secrets, else from secret-values.yaml.
*/}}
{{- define "voting.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "secret-values.yaml" | fromYaml | dig "secrets" $secret "values" dict -}}
{{- if hasKey $given $key -}}
{{- index $given $key -}}
{{- else if hasKey $kept $key -}}
{{- index $kept $key -}}
{{- else if lt (len .) 4 -}}
{{- fail (printf "give a value for secrets.%s.values.%s, or name a Secret that has it in secrets.%s.existingSecret" $secret $key $secret) -}}
{{- end -}}
{{- end }}

{{/*
What goes into checksums of secret values, so that nobody who reads the checksum can test guesses.
*/}}
{{- define "voting.salt" -}}
{{- $kept := .Files.Get "secret-values.yaml" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}

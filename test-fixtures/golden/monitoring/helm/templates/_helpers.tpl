{{/*
Name and version of the chart, for labels.
*/}}
{{- define "monitoring.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels of all objects of a service: (list . NAME)
*/}}
{{- define "monitoring.labels" -}}
helm.sh/chart: {{ include "monitoring.chart" (index . 0) }}
{{ include "monitoring.podLabels" . }}
{{- end }}

{{/*
Labels of Pods: without the version of the chart, which would restart all of them.
*/}}
{{- define "monitoring.podLabels" -}}
{{ include "monitoring.selectorLabels" . }}
app.kubernetes.io/part-of: monitoring
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/*
Labels that select the Pods of a service. They cannot be changed later.
*/}}
{{- define "monitoring.selectorLabels" -}}
app.kubernetes.io/name: {{ index . 1 | quote }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
{{- end }}

{{/*
An image from its parts.
*/}}
{{- define "monitoring.image" -}}
{{- $image := .repository -}}
{{- with .tag }}{{ $image = printf "%s:%v" $image . }}{{ end -}}
{{- with .digest }}{{ $image = printf "%s@%s" $image . }}{{ end -}}
{{- $image -}}
{{- end }}

{{/*
When an image is pulled: (list GIVEN IMAGE). Docker pulls what a node lacks; Kubernetes would pull latest at each start.
*/}}
{{- define "monitoring.pullPolicy" -}}
{{- $image := index . 1 -}}
{{- $file := splitList "/" $image | last -}}
{{- $floats := not (or (contains "@" $image) (and (contains ":" $file) (not (hasSuffix ":latest" $file)))) -}}
{{- first . | default (ternary "IfNotPresent" "" $floats) -}}
{{- end }}

{{/*
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "monitoring.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), or with "optional" behind them where it may lack; from .Values.secrets, else from secret-values.yaml.
*/}}
{{- define "monitoring.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "secret-values.yaml" | fromYaml | dig "secrets" $secret "values" dict -}}
{{- if hasKey $given $key -}}
{{- $value := index $given $key -}}
{{- if kindIs "slice" $value -}}
{{- include "monitoring.text" (prepend $value $root) -}}
{{- else -}}
{{- $value -}}
{{- end -}}
{{- else if hasKey $kept $key -}}
{{- $value := index $kept $key -}}
{{- if kindIs "slice" $value -}}
{{- include "monitoring.text" (prepend $value $root) -}}
{{- else -}}
{{- $value -}}
{{- end -}}
{{- else if lt (len .) 4 -}}
{{- fail (printf "give a value for secrets.%s.values.%s, or name a Secret that has it in secrets.%s.existingSecret" $secret $key $secret) -}}
{{- end -}}
{{- end }}

{{/*
What goes into checksums of secret values, so that nobody who reads the checksum can test guesses.
*/}}
{{- define "monitoring.salt" -}}
{{- $kept := .Files.Get "secret-values.yaml" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}

{{/*
A text with variables of the Compose file: (list $ PIECE…). A piece is a text, or a variable:
(list NAME) is ${NAME}, (list NAME ":-" PIECE…) is ${NAME:-…}, and so on with -, :+, +, :? and ?.
*/}}
{{- define "monitoring.text" -}}
{{- $root := first . -}}
{{- range rest . -}}
{{- if kindIs "string" . -}}
{{- . -}}
{{- else -}}
{{- include "monitoring.variable" (list $root .) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
A variable of the Compose file: (list $ (list NAME OPERATOR PIECE…)). From .Values.variables, else from secret-values.yaml.
*/}}
{{- define "monitoring.variable" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 0 -}}
{{- $rest := rest (index . 1) -}}
{{- $operator := first $rest | default "" -}}
{{- $pieces := prepend (rest $rest | default list) $root -}}
{{- $value := index ($root.Values.variables | default dict) $name -}}
{{- if kindIs "invalid" $value -}}
{{- $value = index ($root.Files.Get "secret-values.yaml" | fromYaml | dig "variables" dict) $name -}}
{{- end -}}
{{- if kindIs "float64" $value -}}
{{- $value = int64 $value -}}
{{- end -}}
{{- $isSet := not (kindIs "invalid" $value) -}}
{{- $text := ternary (toString $value) "" $isSet -}}
{{- $counts := and $isSet (or (not (hasPrefix ":" $operator)) (ne $text "")) -}}
{{- if hasSuffix "-" $operator -}}
{{- if $counts }}{{ $text }}{{ else }}{{ include "monitoring.text" $pieces }}{{ end -}}
{{- else if hasSuffix "+" $operator -}}
{{- if $counts }}{{ include "monitoring.text" $pieces }}{{ end -}}
{{- else if and (hasSuffix "?" $operator) (not $counts) -}}
{{- fail (printf "required variable %s is missing a value: %s; set variables.%s" $name (include "monitoring.text" $pieces) $name) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}

{{/*
A value where one is given, else a text with variables: (list VALUE $ PIECE…)
*/}}
{{- define "monitoring.given" -}}
{{- if kindIs "invalid" (first .) -}}
{{- include "monitoring.text" (rest .) -}}
{{- else -}}
{{- first . -}}
{{- end -}}
{{- end }}

{{/*
An image from the parts that are given, and for the others from a text with variables: (list PARTS $ PIECE…). The tag
null: without one.
*/}}
{{- define "monitoring.openImage" -}}
{{- $given := first . -}}
{{- $text := include "monitoring.text" (rest .) -}}
{{- $name := regexReplaceAll "(:[^/@]*)?(@.*)?$" $text "" -}}
{{- $noTag := kindIs "invalid" $given.tag -}}
{{- if or $noTag $given.tag $given.digest (ne ($given.repository | default $name) $name) -}}
{{- $tag := ternary "" (regexFind "^:[^/@]+" (trimPrefix $name $text) | trimPrefix ":") $noTag -}}
{{- include "monitoring.image" (dict "repository" ($given.repository | default $name) "tag" ($given.tag | default $tag) "digest" $given.digest) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}

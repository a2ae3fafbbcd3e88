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
app.kubernetes.io/part-of: shop
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
When an image is pulled: (list GIVEN IMAGE). Docker pulls what a node lacks; Kubernetes would pull latest at each start.
*/}}
{{- define "shop.pullPolicy" -}}
{{- $image := index . 1 -}}
{{- $file := splitList "/" $image | last -}}
{{- $floats := not (or (contains "@" $image) (and (contains ":" $file) (not (hasSuffix ":latest" $file)))) -}}
{{- first . | default (ternary "IfNotPresent" "" $floats) -}}
{{- end }}

{{/*
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "shop.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), or with "optional" behind them where it may lack; from .Values.secrets, else from secret-values.yaml.
*/}}
{{- define "shop.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "secret-values.yaml" | fromYaml | dig "secrets" $secret "values" dict -}}
{{- if hasKey $given $key -}}
{{- $value := index $given $key -}}
{{- if kindIs "slice" $value -}}
{{- include "shop.text" (prepend $value $root) -}}
{{- else -}}
{{- $value -}}
{{- end -}}
{{- else if hasKey $kept $key -}}
{{- $value := index $kept $key -}}
{{- if kindIs "slice" $value -}}
{{- include "shop.text" (prepend $value $root) -}}
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
{{- define "shop.salt" -}}
{{- $kept := .Files.Get "secret-values.yaml" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}

{{/*
A text with variables of the Compose file: (list $ PIECE…). A piece is a text, or a variable:
(list NAME) is ${NAME}, (list NAME ":-" PIECE…) is ${NAME:-…}, and so on with -, :+, +, :? and ?.
*/}}
{{- define "shop.text" -}}
{{- $root := first . -}}
{{- range rest . -}}
{{- if kindIs "string" . -}}
{{- . -}}
{{- else -}}
{{- include "shop.variable" (list $root .) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
A variable of the Compose file: (list $ (list NAME OPERATOR PIECE…)). From .Values.variables, else from secret-values.yaml.
*/}}
{{- define "shop.variable" -}}
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
{{- if $counts }}{{ $text }}{{ else }}{{ include "shop.text" $pieces }}{{ end -}}
{{- else if hasSuffix "+" $operator -}}
{{- if $counts }}{{ include "shop.text" $pieces }}{{ end -}}
{{- else if and (hasSuffix "?" $operator) (not $counts) -}}
{{- fail (printf "required variable %s is missing a value: %s; set variables.%s" $name (include "shop.text" $pieces) $name) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}

{{/*
A value where one is given, else a text with variables: (list VALUE $ PIECE…)
*/}}
{{- define "shop.given" -}}
{{- if kindIs "invalid" (first .) -}}
{{- include "shop.text" (rest .) -}}
{{- else -}}
{{- first . -}}
{{- end -}}
{{- end }}

{{/*
An image from the parts that are given, and for the others from a text with variables: (list PARTS $ PIECE…). The tag
null: without one.
*/}}
{{- define "shop.openImage" -}}
{{- $given := first . -}}
{{- $text := include "shop.text" (rest .) -}}
{{- $name := regexReplaceAll "(:[^/@]*)?(@.*)?$" $text "" -}}
{{- $noTag := kindIs "invalid" $given.tag -}}
{{- if or $noTag $given.tag $given.digest (ne ($given.repository | default $name) $name) -}}
{{- $tag := ternary "" (regexFind "^:[^/@]+" (trimPrefix $name $text) | trimPrefix ":") $noTag -}}
{{- include "shop.image" (dict "repository" ($given.repository | default $name) "tag" ($given.tag | default $tag) "digest" $given.digest) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}

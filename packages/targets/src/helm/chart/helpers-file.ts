import { printYaml } from '../../shared/formats/yaml.ts';
import type { Chart } from './chart.ts';
import { secretValuesFile } from '../options.ts';

/** `_helpers.tpl`: the names and labels of `helm create`, and what the templates of services share. */
export function helpersFile({ name, instance, definitions }: Chart, hasVariables: boolean): string {
  const own = hasVariables ? [variableHelpers(name), ...definitions].join('\n') : '';
  const valueOf = (values: string): string =>
    hasVariables
      ? `{{- $value := index ${values} $key -}}
{{- if kindIs "slice" $value -}}
{{- include "${name}.text" (prepend $value $root) -}}
{{- else -}}
{{- $value -}}
{{- end -}}`
      : `{{- index ${values} $key -}}`;
  return `{{/*
Name and version of the chart, for labels.
*/}}
{{- define "${name}.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels of all objects of a service: (list . NAME)
*/}}
{{- define "${name}.labels" -}}
helm.sh/chart: {{ include "${name}.chart" (index . 0) }}
{{ include "${name}.podLabels" . }}
{{- end }}

{{/*
Labels of Pods: without the version of the chart, which would restart all of them.
*/}}
{{- define "${name}.podLabels" -}}
{{ include "${name}.selectorLabels" . }}
${printYaml({ 'app.kubernetes.io/part-of': instance }).trimEnd()}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/*
Labels that select the Pods of a service. They cannot be changed later.
*/}}
{{- define "${name}.selectorLabels" -}}
app.kubernetes.io/name: {{ index . 1 | quote }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
{{- end }}

{{/*
An image from its parts.
*/}}
{{- define "${name}.image" -}}
{{- $image := .repository -}}
{{- with .tag }}{{ $image = printf "%s:%v" $image . }}{{ end -}}
{{- with .digest }}{{ $image = printf "%s@%s" $image . }}{{ end -}}
{{- $image -}}
{{- end }}

{{/*
When an image is pulled: (list GIVEN IMAGE). Docker pulls what a node lacks; Kubernetes would pull latest at each start.
*/}}
{{- define "${name}.pullPolicy" -}}
{{- $image := index . 1 -}}
{{- $file := splitList "/" $image | last -}}
{{- $floats := not (or (contains "@" $image) (and (contains ":" $file) (not (hasSuffix ":latest" $file)))) -}}
{{- first . | default (ternary "IfNotPresent" "" $floats) -}}
{{- end }}

{{/*
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "${name}.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$\${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), or with "optional" behind them where it may lack; from .Values.secrets, else from ${secretValuesFile}.
*/}}
{{- define "${name}.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "${secretValuesFile}" | fromYaml | dig "secrets" $secret "values" dict -}}
{{- if hasKey $given $key -}}
${valueOf('$given')}
{{- else if hasKey $kept $key -}}
${valueOf('$kept')}
{{- else if lt (len .) 4 -}}
{{- fail (printf "give a value for secrets.%s.values.%s, or name a Secret that has it in secrets.%s.existingSecret" $secret $key $secret) -}}
{{- end -}}
{{- end }}

{{/*
What goes into checksums of secret values, so that nobody who reads the checksum can test guesses.
*/}}
{{- define "${name}.salt" -}}
{{- $kept := .Files.Get "${secretValuesFile}" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}
${own === '' ? '' : `\n${own}`}`;
}

/** What makes texts of variables of the Compose file, by its rules: docs.docker.com/reference/compose-file/interpolation. */
function variableHelpers(name: string): string {
  return `{{/*
A text with variables of the Compose file: (list $ PIECE…). A piece is a text, or a variable:
(list NAME) is \${NAME}, (list NAME ":-" PIECE…) is \${NAME:-…}, and so on with -, :+, +, :? and ?.
*/}}
{{- define "${name}.text" -}}
{{- $root := first . -}}
{{- range rest . -}}
{{- if kindIs "string" . -}}
{{- . -}}
{{- else -}}
{{- include "${name}.variable" (list $root .) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
A variable of the Compose file: (list $ (list NAME OPERATOR PIECE…)). From .Values.variables, else from ${secretValuesFile}.
*/}}
{{- define "${name}.variable" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 0 -}}
{{- $rest := rest (index . 1) -}}
{{- $operator := first $rest | default "" -}}
{{- $pieces := prepend (rest $rest | default list) $root -}}
{{- $value := index ($root.Values.variables | default dict) $name -}}
{{- if kindIs "invalid" $value -}}
{{- $value = index ($root.Files.Get "${secretValuesFile}" | fromYaml | dig "variables" dict) $name -}}
{{- end -}}
{{- if kindIs "float64" $value -}}
{{- $value = int64 $value -}}
{{- end -}}
{{- $isSet := not (kindIs "invalid" $value) -}}
{{- $text := ternary (toString $value) "" $isSet -}}
{{- $counts := and $isSet (or (not (hasPrefix ":" $operator)) (ne $text "")) -}}
{{- if hasSuffix "-" $operator -}}
{{- if $counts }}{{ $text }}{{ else }}{{ include "${name}.text" $pieces }}{{ end -}}
{{- else if hasSuffix "+" $operator -}}
{{- if $counts }}{{ include "${name}.text" $pieces }}{{ end -}}
{{- else if and (hasSuffix "?" $operator) (not $counts) -}}
{{- fail (printf "required variable %s is missing a value: %s; set variables.%s" $name (include "${name}.text" $pieces) $name) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}

{{/*
A value where one is given, else a text with variables: (list VALUE $ PIECE…)
*/}}
{{- define "${name}.given" -}}
{{- if kindIs "invalid" (first .) -}}
{{- include "${name}.text" (rest .) -}}
{{- else -}}
{{- first . -}}
{{- end -}}
{{- end }}

{{/*
An image from the parts that are given, and for the others from a text with variables: (list PARTS $ PIECE…). The tag
null: without one.
*/}}
{{- define "${name}.openImage" -}}
{{- $given := first . -}}
{{- $text := include "${name}.text" (rest .) -}}
{{- $name := regexReplaceAll "(:[^/@]*)?(@.*)?$" $text "" -}}
{{- $noTag := kindIs "invalid" $given.tag -}}
{{- if or $noTag $given.tag $given.digest (ne ($given.repository | default $name) $name) -}}
{{- $tag := ternary "" (regexFind "^:[^/@]+" (trimPrefix $name $text) | trimPrefix ":") $noTag -}}
{{- include "${name}.image" (dict "repository" ($given.repository | default $name) "tag" ($given.tag | default $tag) "digest" $given.digest) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end }}
`;
}

import type { Chart } from './chart.ts';
import { goString } from './go-template.ts';
import { secretValuesFile } from './options.ts';

/** `_helpers.tpl`: the names and labels of `helm create`, and what the templates of services share. */
export function helpersFile({ name, instance }: Chart): string {
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
app.kubernetes.io/part-of: {{ ${goString(instance)} | quote }}
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
The value of a variable of a container, as it is: Kubernetes would read $(NAME) in it as another variable.
*/}}
{{- define "${name}.env" -}}
{{- regexReplaceAll "[$][$]([^$(]|$)" (. | default "" | replace "$" "$$") "$$\${1}" | quote }}
{{- end }}

{{/*
A value of a Secret: (list . SECRET KEY), from .Values.secrets, else from ${secretValuesFile}.
*/}}
{{- define "${name}.secretValue" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $key := index . 2 -}}
{{- $given := (index $root.Values.secrets $secret).values | default dict -}}
{{- $kept := $root.Files.Get "${secretValuesFile}" | fromYaml | dig "secrets" $secret "values" dict -}}
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
{{- define "${name}.salt" -}}
{{- $kept := .Files.Get "${secretValuesFile}" | fromYaml | dig "checksumSalt" "" -}}
{{- .Values.checksumSalt | default $kept | default .Release.Name -}}
{{- end }}
`;
}

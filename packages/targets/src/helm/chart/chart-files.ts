import { printYaml } from '../../shared/formats/yaml.ts';
import { markdownText } from '../../shared/formats/markdown-text.ts';
import { objectId } from '../../kubernetes/objects/metadata.ts';
import type { KubernetesService, RouteObject } from '../../kubernetes/objects/objects.ts';
import type { Chart } from './chart.ts';
import { valueExpression } from '../templates/go-template.ts';
import { portPath } from '../templates/network.ts';
import { secretValuesFile } from '../options.ts';
import type { ChartValue } from '../values.ts';

export function chartYaml({ name, context, plan, open }: Chart, version: string): string {
  const { project } = context;
  const [first] = plan.workloads;
  const tag = project.services[first?.of ?? '']?.image?.tag;
  return `# Written by Transpose from the Compose project ${project.name}.\n${printYaml({
    apiVersion: 'v2',
    name,
    description: `The Compose project ${project.name}`,
    type: 'application',
    version,
    appVersion: open.now(tag ?? 'latest'),
    kubeVersion: `>=1.${Math.min(context.options.minor, 25)}.0-0`,
  })}`;
}

export const helmIgnore = `# Not part of the chart's package.
.DS_Store
.git/
.gitignore
.transpose-*
*.swp
*.bak
*.tmp
*.orig
*~
build.sh
secret-values-*.yaml
# Uncomment before helm package: secrets do not belong into a package. Give the file with -f then.
# ${secretValuesFile}
`;

/** NOTES.txt: how to reach what the project publishes. */
export function notesFile(chart: Chart): string {
  const { plan, keys } = chart;
  const lines = plan.services.flatMap(({ of, object }) => {
    const type = object.spec?.type;
    if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
    const name = object.metadata.name;
    const all = object.spec?.ports ?? [];
    const ports = all.map(
      ({ port, protocol }) => `${portText(chart, object, port)}${protocol === 'UDP' ? '/udp' : ''}`,
    );
    const first = portText(chart, object, all[0]?.port ?? 80);
    return guarded(chart, keys.get(chart.context.names.service(of)), [
      `${of} publishes ${ports.join(', ')}:`,
      `  kubectl get service ${name} --namespace {{ .Release.Namespace }}`,
      `  kubectl port-forward service/${name} ${first}:${first} --namespace {{ .Release.Namespace }}`,
    ]);
  });
  const routes = plan.routes.flatMap(({ of, object }) => {
    const shown = addressLines(chart, object);
    return shown.length === 0 ? [] : guarded(chart, keys.get(chart.context.names.service(of)), [`${of}:`, ...shown]);
  });
  const access = [...routes, ...lines];
  return `{{ .Chart.Name }} {{ .Chart.Version }} is installed as {{ .Release.Name }}.

Watch the Pods start:
  kubectl get pods --namespace {{ .Release.Namespace }} -l app.kubernetes.io/instance={{ .Release.Name }} --watch
${access.length === 0 ? '\nNothing is published outside the cluster.\n' : `\nReach it:\n${access.join('\n')}\n`}`;
}

/** The addresses of a route: its hosts are values, too. */
function addressLines(chart: Chart, object: RouteObject): readonly string[] {
  const values = chart.routes.get(objectId(object.kind, object.metadata.name));
  const isRedirect = object.kind === 'HTTPRoute' && object.spec.rules?.every(({ backendRefs }) => !backendRefs);
  if (!values || isRedirect === true || object.kind === 'TLSRoute') return [];
  const secure =
    object.kind === 'HTTPRoute' && object.spec.parentRefs?.some(({ sectionName }) => sectionName?.startsWith('https'));
  const scheme = values.tls === undefined ? (secure === true ? 'https' : 'http') : '{{ $scheme }}';
  return [
    ...(values.tls === undefined ? [] : [`{{- $scheme := empty ${values.tls} | ternary "http" "https" }}`]),
    `{{- range ${values.hosts} }}`,
    `  ${scheme}://{{ ${object.kind === 'Ingress' ? '.host' : '.'} | default "ANY-HOST" }}/`,
    '{{- end }}',
  ];
}

/** The number of a port of a Service, which a value decides. */
function portText(chart: Chart, { metadata }: KubernetesService, port: number): string {
  const path = portPath(chart, metadata.name, port);
  return path ? `{{ ${valueExpression(path)} }}` : String(port);
}

function guarded({ values }: Chart, key: string | undefined, lines: readonly string[]): readonly string[] {
  const known = key !== undefined && values.has([key, 'enabled']);
  return known ? [`{{- if ${valueExpression([key, 'enabled'])} }}`, ...lines, '{{- end }}'] : lines;
}

const pullSecretLines = `  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
`;

/** A Pod that connects to each Service with a TCP port: `helm test`. */
export function testFile(chart: Chart): string | undefined {
  const { plan, values, keys, context, name } = chart;
  const reached = plan.services.flatMap(({ of, object }) => {
    const ports = (object.spec?.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
    const key = keys.get(context.names.service(of));
    if (object.spec?.type === 'ExternalName' || ports.length === 0 || key === undefined) return [];
    return [{ key, name: object.metadata.name, ports: ports.map(({ port }) => portText(chart, object, port)) }];
  });
  if (reached.length === 0) return undefined;
  const image = values.add({
    path: ['tests', 'image'],
    value: context.options.waitImage,
    about: 'image of the Pod of helm test, which needs nc',
    schema: { type: 'string' },
  });
  const checks = reached.flatMap((one) => {
    const service = values.has([one.key, 'enabled']);
    const lines = one.ports.map((port) => `          check ${one.name} ${port}`);
    return service ? [`          {{- if .Values.${one.key}.enabled }}`, ...lines, '          {{- end }}'] : lines;
  });
  const networks = new Set(
    plan.networkPolicies.flatMap(({ spec }) =>
      Object.keys(spec?.podSelector?.matchLabels ?? {}).filter((key) => !key.startsWith('app.kubernetes.io/')),
    ),
  );
  const labels = [...networks].map((key) => `    ${key}: "true"\n`).join('');
  return testPod(name, labels, values.has(['imagePullSecrets']) ? pullSecretLines : '', image, checks);
}

const testPod = (
  name: string,
  networkLabels: string,
  pullSecrets: string,
  image: string,
  checks: readonly string[],
): string => `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name | trunc 40 | trimSuffix "-" }}-test-connection
  labels:
    {{- include "${name}.labels" (list . "test-connection") | nindent 4 }}
${networkLabels}  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 65534
    seccompProfile:
      type: RuntimeDefault
${pullSecrets}  containers:
    - name: connect
      image: {{ ${image} | quote }}
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
        readOnlyRootFilesystem: true
      command:
        - sh
        - -c
        - |
          failed=0
          check() { nc -w 10 "$1" "$2" -e true || { echo "$1 does not answer on port $2"; failed=1; }; }
${checks.join('\n')}
          exit $failed
`;

export function readme(chart: Chart): string {
  const { name, context, values } = chart;
  const rows = values.all.map(
    (value) => `| \`${value.path.join('.')}\` | ${markdownText(aboutOf(value))} | ${defaultOf(value.value)} |`,
  );
  return `# ${name}

A Helm chart of the Compose project ${markdownText(context.project.name)}, written by Transpose.

    helm upgrade --install ${name} . --namespace ${name} --create-namespace

Services keep the names that they have in the Compose file, because their programs call each other by them. So install the
chart once per namespace; releases in different namespaces do not touch each other.

\`helm uninstall\` leaves the claims, and the data in them. \`helm test ${name}\` connects to each Service.
${chart.secrets.size === 0 ? '' : `\nSecret values are in \`${secretValuesFile}\`, which templates read. See \`.helmignore\` before you publish a package of the chart.\n`}
## Values

| Key | What it is | Default |
| --- | --- | --- |
${rows.join('\n')}
`;
}

const aboutOf = ({ about = '', place }: ChartValue): string =>
  [about, ...(place === undefined ? [] : [`(${place})`])].filter((one) => one !== '').join(' ');

/** A default in a table; long ones are in values.yaml. */
function defaultOf(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (text.length > 60 || /[`|\n]/.test(text)) return 'see values.yaml';
  return `\`${text}\``;
}

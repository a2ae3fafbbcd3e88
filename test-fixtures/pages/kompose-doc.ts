import { komposeFields } from './kompose-fields.ts';
import { refusedRows } from '../../packages/targets/src/kubernetes/kompose/refused-labels.ts';
import { routeRows, settingRows } from '../../packages/targets/src/kubernetes/kompose/table.ts';
import { code, table } from './support-doc.ts';

/** The page for those who come from kompose, in Markdown: its table of labels is the code's. */
export function komposePage(): string {
  return [
    '# From kompose',
    '',
    'Transpose reads the labels of kompose, so a file that was written for it converts as it is. This page says what each label and',
    'flag is here, and what behaves differently on purpose.',
    '',
    '```sh',
    'transpose convert -o k8s/      # kompose convert -o k8s/',
    'transpose check                # what is carried, and what is not: kompose drops most of it without a word',
    '```',
    '',
    '<!-- Made from packages/targets/src/kubernetes/kompose/table.ts by `npm run docs`: edit that. -->',
    '',
    '## Labels',
    '',
    'Labels are on the service, or under `deploy`; `kompose.volume.size` and `kompose.volume.storage-class-name` on a top-level volume as well. What',
    '`x-transpose` says of the same goes before. A value that cannot be read is reported first, with its place.',
    '',
    ...table(
      ['Label', 'Value', 'Becomes', 'The same in Transpose'],
      settingRows.map(({ label, values, field, word }) => [code(label), values, code(field), word]),
    ),
    '',
    'Routes are described under [Routes](kubernetes.md#routes):',
    '',
    ...table(
      ['Label', 'Value', 'Becomes'],
      routeRows.map(({ label, values, word }) => [code(label), values, word]),
    ),
    '',
    'These are not read, and reported:',
    '',
    ...table(
      ['Label', 'Why', 'Instead'],
      refusedRows.map(({ label, reason, instead }) => [code(label), reason, instead]),
    ),
    '',
    '## Flags',
    '',
    'Flags that mean the same are taken, without a line in the help. Others end with what to write instead.',
    '',
    ...table(
      ['kompose convert', 'transpose convert', 'What differs'],
      flags.map((row) => [...row]),
    ),
    '',
    '## What behaves differently',
    '',
    ...differences.map((line) => `- ${line}`),
    '',
    '## Kinds of objects',
    '',
    "kompose's own tests compare 42 conversions of its fixtures. With the same command lines 34 convert here; 7 have a flag that",
    'is refused (see above), and one mounts `D:\\config`, a place that no Linux container has. Where the kinds are others than those of kompose:',
    '',
    ...table(
      ['Here', 'There', 'Fixtures', 'Why'],
      kinds.map((row) => [...row]),
    ),
    '',
    '## Fields',
    '',
    "Where the kinds are the same, 41 of kompose's recorded answers were compared field by field. Fields that are otherwise:",
    '',
    ...table(
      ['Field', 'Here', 'There', 'Why'],
      komposeFields.map((row) => [...row]),
    ),
    '',
  ].join('\n');
}

const flags: readonly (readonly [there: string, here: string, differs: string])[] = [
  [
    '`-f FILE`, `--profile`',
    'the same',
    '`compose.override.yaml`, `COMPOSE_FILE` and `COMPOSE_PROFILES` are read as Docker Compose reads them',
  ],
  ['`-o FILE`, `-o DIR/`, `-o -`', 'the same', 'files are written whole or not at all, and never over what you edited'],
  ['`--stdout`', 'the same, or `-o -`', ''],
  ['`-j`, `--json`', 'the same', 'works with one stream, too'],
  [
    '`-n`, `--namespace NAME`',
    '`--namespace NAME`',
    'without it the namespace is the project; `--no-namespace` writes none',
  ],
  [
    '`--controller KIND`',
    '`x-transpose: {kind: KIND}` or `kompose.controller.type`',
    'per service: a Job or database beside a web server is not a DaemonSet',
  ],
  ['`--replicas N`', '`--scale SERVICE=N`', 'per service'],
  [
    '`--volumes TYPE`',
    '`--bind-mounts pvc|host-path`',
    'files of the project are ConfigMaps or Secrets; `tmpfs` is an emptyDir',
  ],
  ['`--pvc-request-size SIZE`', 'the same, or `--volume-size SIZE`', ''],
  [
    '`--generate-network-policies`',
    '(always)',
    'written when the file has networks that are apart, and never against a published port',
  ],
  ['`--secrets-as-files`', '(always)', 'each secret is the file `/run/secrets/NAME`, as under Docker'],
  ['`--service-group-mode`, `--service-group-name`', '`network_mode: service:NAME`', 'Docker reads it as well'],
  ['`--build`, `--push-image`', '`build.sh` beside the manifests', 'nothing is built or pushed while converting'],
  ['`--push-image-registry REGISTRY`', 'the same, or `--registry REGISTRY`', 'in manifests and build.sh'],
  [
    '`--with-kompose-annotation`',
    '(never)',
    'the same input gives the same bytes: no version and no command line in objects',
  ],
  [
    '`--error-on-warning`, `--suppress-warnings`',
    '`--strict`, `--quiet`',
    '`--strict` gives exit code 3 for anything that is not carried',
  ],
  ['`--no-interpolate`', '`-t helm`, `transpose config --no-interpolate`', 'manifests have no variables, charts have'],
  ['`--emptyvols`', '`tmpfs`', 'volumes that may be lost are said in the file'],
  [
    '`-c`, `--chart`',
    '`-t helm -o DIR/`',
    'the flag is taken; a directory has to be named, and values are in `values.yaml`',
  ],
  [
    '`--provider openshift`',
    '(not supported)',
    'DeploymentConfig is deprecated; OpenShift takes Deployments and Ingresses, of which it makes Routes',
  ],
];

/** What a run over `script/test/fixtures` of kompose gave, by the lines of its `script/test/cmd/tests.sh`. */
const kinds: readonly (readonly [here: string, there: string, fixtures: string, why: string])[] = [
  [
    'Namespace',
    '(none)',
    'all without `-n`',
    'a project is a namespace, as it is a world of its own under Docker; `--no-namespace` writes none',
  ],
  [
    'two Services',
    'one Service',
    'all with published ports',
    'one for peers, by the ports of the container, and one that is published',
  ],
  ['Service', '(none)', 'those without `ports`', 'peers reach every service by its name, declared ports or not'],
  [
    'Deployment',
    'Pod',
    '`configmap-pod`, `envfile-interpolation`',
    '`restart: "no"` of a server: a bare Pod does not survive its node',
  ],
  [
    'Job',
    'Deployment',
    '`envvars-interpolation`, `configmap-file-configs`',
    'the command ends, and a Deployment would run it forever',
  ],
  [
    'variables of the container',
    'ConfigMap',
    '`env`, `env-dotenv`, `envfile-interpolation`, `configmap-pod`',
    'what `env_file` gives is read as Docker Compose reads it, with its order and interpolation',
  ],
  [
    'Secret',
    'ConfigMap',
    '`configmap-volume`, `multiple-type-volumes`, `configmap-file-configs`, `env-dotenv`',
    'the files or values look secret',
  ],
  ['Secret', '(none)', '`fsgroup`, `vols-subpath`', 'passwords in `environment`'],
  ['Ingress', '(none)', '`external-traffic-policy`', '`kompose.service.expose` counts beside a load balancer, too'],
  ['(none)', 'NetworkPolicy', '`network-policies`', 'no networks are apart in it, so a policy would keep nobody away'],
  [
    'PersistentVolumeClaim',
    '(none)',
    '`configmap-file-configs`',
    'a mounted directory of the host is a claim; kompose leaves out what it cannot read',
  ],
];

const differences: readonly string[] = [
  'Every service that peers name has a Service with its own name and its container ports; published ports are a second one, `NAME-published`.',
  'A `healthcheck` is a readinessProbe. Docker restarts no unhealthy container, so a livenessProbe comes by label or `x-transpose` only.',
  '`restart: "no"` with a command that ends is a Job, never a bare Pod; `depends_on` with a condition is an init container that waits.',
  'Values that look secret go into a Secret.',
  'Names that Kubernetes refuses (`my_web`) are made legal, and their mentions as hosts follow.',
  'Volumes of 1Gi by default, not 100Mi; data stores have more.',
  '`kompose.hpa.*` takes the number of replicas out of the Deployment, or each `kubectl apply` would set it back. Without `replicas.max` it is 3.',
  '`kompose.service.type: loadbalancer` keeps both the name of the Service and its route.',
];

import type { Report } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';
import { isDns1123Label, isDns1123Subdomain } from '../shared/names/k8s-name.ts';
import type { OptionValues, TargetOption } from '../target.ts';

/** Ingress controllers whose own words are written with `--ingress-controller`. */
const ingressControllers = ['haproxy', 'nginx', 'traefik'] as const;
export type IngressController = (typeof ingressControllers)[number];

/** The name of the file that takes all objects. */
export const streamName = 'kubernetes.yaml';

/** The options of the target, read and checked. */
export interface KubernetesOptions {
  /** Overrides the project's name. */
  readonly namespace: string | undefined;
  readonly noNamespace: boolean;
  readonly expose: 'load-balancer' | 'node-port' | 'none';
  readonly route: 'ingress' | 'gateway' | 'none';
  /** `[NAMESPACE/]NAME` of the Gateway that HTTPRoutes belong to. */
  readonly gateway: string | undefined;
  /** The class of the Gateway that is written as well. */
  readonly gatewayClass: string | undefined;
  readonly ingressClass: string | undefined;
  /** Whose annotations an Ingress may have. */
  readonly ingressController: IngressController | undefined;
  /** A ClusterIssuer of cert-manager. */
  readonly certIssuer: string | undefined;
  readonly env: 'plain' | 'configmap';
  readonly secrets: 'objects' | 'plain' | 'omit';
  /** A quantity, for claims whose size nothing says. */
  readonly volumeSize: string;
  /** It is not the default: it goes before what is usual for the data. */
  readonly volumeSizeGiven: boolean;
  /** Adds what the file or the image table says is possible of Pod Security "restricted". */
  readonly hardened: boolean;
  /** Empty volumes are filled with what the image has at their paths. */
  readonly populate: boolean;
  readonly sharedVolumes: 'one-node' | 'rwx';
  readonly bindMounts: 'pvc' | 'host-path' | 'error';
  readonly wait: 'init' | 'none';
  readonly waitImage: string;
  readonly kubectlImage: string;
  /** `HOST/PATH` put in front of the names of built images. */
  readonly registry: string | undefined;
  readonly imagePullSecrets: readonly string[];
  /** `SERVICE=N`: other numbers of replicas. */
  readonly scale: readonly string[];
  /** Each field says where it comes from. */
  readonly annotate: boolean;
  readonly json: boolean;
  /** The minor version of the API: 34 for 1.34. */
  readonly minor: number;
}

/** The newest API that the types of the objects know. */
const newestMinor = 34;

export const kubernetesOptions = [
  {
    name: 'namespace',
    type: 'string',
    value: 'NAME',
    description: 'namespace of all objects (default: the project name)',
  },
  { name: 'no-namespace', type: 'flag', default: false, description: 'name no namespace: kubectl -n decides' },
  {
    name: 'expose',
    type: 'string',
    value: 'TYPE',
    choices: ['load-balancer', 'node-port', 'none'],
    default: 'load-balancer',
    description: 'type of the Services for published ports',
  },
  {
    name: 'route',
    type: 'string',
    value: 'KIND',
    choices: ['ingress', 'gateway', 'none'],
    default: 'ingress',
    description: 'objects for the routes that labels of Traefik, Caddy, kompose and variables of nginx-proxy tell',
  },
  { name: 'gateway', type: 'string', value: '[NS/]NAME', description: 'Gateway of the routes of --route gateway' },
  {
    name: 'gateway-class',
    type: 'string',
    value: 'NAME',
    description: 'write the Gateway as well, of this class (default name: gateway)',
  },
  {
    name: 'ingress-class',
    type: 'string',
    value: 'NAME',
    description: 'class of the Ingresses (default: the cluster has one)',
  },
  {
    name: 'ingress-controller',
    type: 'string',
    value: 'NAME',
    choices: ingressControllers,
    description: 'write what middlewares of Traefik do in the words of this controller',
  },
  {
    name: 'cert-issuer',
    type: 'string',
    value: 'NAME',
    description: 'ClusterIssuer of cert-manager that makes the certificates of routes with TLS',
  },
  {
    name: 'env',
    type: 'string',
    value: 'KIND',
    choices: ['plain', 'configmap'],
    default: 'plain',
    description: 'where plain environment variables go',
  },
  {
    name: 'secrets',
    type: 'string',
    value: 'KIND',
    choices: ['objects', 'plain', 'omit'],
    default: 'objects',
    description: 'secret values in Secret objects, in plain text, or left for you to create',
  },
  {
    name: 'volume-size',
    type: 'string',
    value: 'SIZE',
    default: '1Gi',
    description: 'size of claims that name none; data stores and media have more by default',
  },
  {
    name: 'populate',
    type: 'flag',
    default: false,
    description: 'fill empty volumes with what the image has at their paths, as Docker does',
  },
  {
    name: 'shared-volumes',
    type: 'string',
    value: 'HOW',
    choices: ['one-node', 'rwx'],
    default: 'one-node',
    description: 'services that share a volume share a node, or the claim is ReadWriteMany',
  },
  {
    name: 'bind-mounts',
    type: 'string',
    value: 'HOW',
    choices: ['pvc', 'host-path', 'error'],
    default: 'pvc',
    description: 'what becomes of directories outside the project',
  },
  {
    name: 'wait',
    type: 'string',
    value: 'HOW',
    choices: ['init', 'none'],
    default: 'init',
    description: 'init containers wait for dependencies, or nothing waits',
  },
  {
    name: 'wait-image',
    type: 'string',
    value: 'IMAGE',
    default: 'busybox:1.37',
    description: 'image that waits for ports',
  },
  {
    name: 'kubectl-image',
    type: 'string',
    value: 'IMAGE',
    default: 'registry.k8s.io/kubectl:v1.34.1',
    description: 'image that waits for Jobs and rollouts',
  },
  {
    name: 'registry',
    type: 'string',
    value: 'HOST/PATH',
    description: 'registry of the images that the project builds',
  },
  { name: 'image-pull-secret', type: 'list', value: 'NAME', description: 'Secret with the credentials of a registry' },
  { name: 'scale', type: 'list', value: 'SERVICE=N', description: 'number of replicas of a service' },
  {
    name: 'hardened',
    type: 'flag',
    default: false,
    description: 'add rights, requests and probes that hardened clusters ask for, where the service can live with them',
  },
  { name: 'annotate', type: 'flag', default: false, description: 'say beside each field where it comes from' },
  { name: 'json', type: 'flag', default: false, description: 'write JSON instead of YAML' },
  {
    name: 'kubernetes-version',
    type: 'string',
    value: 'VERSION',
    default: `1.${newestMinor}`,
    description: `oldest API server to write for, from 1.25`,
  },
] as const satisfies readonly TargetOption[];

/** Reads the options; what is wrong goes into the report and has its default. */
export function readOptions(values: OptionValues, report: Report<TargetCode>): KubernetesOptions {
  const defaults = new Map(kubernetesOptions.map((option: TargetOption) => [option.name, option.default]));
  const text = (name: string): string | undefined => {
    const value = values[name] ?? defaults.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const choice = <T extends string>(name: string, choices: readonly T[]): T => {
    const value = text(name);
    const found = choices.find((one) => one === value);
    if (found === undefined && value !== undefined) {
      report.add({ code: 'bad-option', message: `--${name} ${value}: choose one of ${choices.join(', ')}` });
    }
    return found ?? (choices[0] as T);
  };
  const list = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : [];
  };

  return {
    namespace: text('namespace'),
    noNamespace: values['no-namespace'] === true,
    expose: choice('expose', ['load-balancer', 'node-port', 'none']),
    ...routeOptions(choice('route', ['ingress', 'gateway', 'none']), text, report),
    env: choice('env', ['plain', 'configmap']),
    secrets: choice('secrets', ['objects', 'plain', 'omit']),
    volumeSize: text('volume-size') ?? '1Gi',
    volumeSizeGiven: text('volume-size') !== defaults.get('volume-size'),
    populate: values['populate'] === true,
    hardened: values['hardened'] === true,
    sharedVolumes: choice('shared-volumes', ['one-node', 'rwx']),
    bindMounts: choice('bind-mounts', ['pvc', 'host-path', 'error']),
    wait: choice('wait', ['init', 'none']),
    waitImage: text('wait-image') ?? '',
    kubectlImage: text('kubectl-image') ?? '',
    registry: text('registry')?.replace(/(?<!\/)\/+$/, ''),
    imagePullSecrets: list('image-pull-secret'),
    scale: list('scale'),
    annotate: values['annotate'] === true,
    json: values['json'] === true,
    minor: minorOf(text('kubernetes-version') ?? '', report),
  };
}

type RouteOptions = Pick<
  KubernetesOptions,
  'route' | 'gateway' | 'gatewayClass' | 'ingressClass' | 'ingressController' | 'certIssuer'
>;

function routeOptions(
  route: KubernetesOptions['route'],
  text: (name: string) => string | undefined,
  report: Report<TargetCode>,
): RouteOptions {
  const wrong = (message: string) => report.add({ code: 'bad-option', message });
  const gatewayClass = text('gateway-class');
  const gateway = text('gateway') ?? (gatewayClass === undefined ? undefined : 'gateway');
  const ingressClass = text('ingress-class');
  const given = text('ingress-controller');
  const ingressController = ingressControllers.find((name) => name === given);
  const certIssuer = text('cert-issuer');
  if (route === 'gateway' && gateway === undefined)
    wrong(
      '--route gateway needs the Gateway that the routes belong to: --gateway [NAMESPACE/]NAME, or --gateway-class NAME writes one',
    );
  if (gateway !== undefined) {
    const given = gatewayClass === undefined ? `--gateway ${gateway}` : `--gateway-class ${gatewayClass}`;
    if (route !== 'gateway') wrong(`${given} is for --route gateway`);
    const [name = '', namespace = 'x', more] = gateway.split('/').toReversed();
    if (!isDns1123Subdomain(name) || !isDns1123Label(namespace) || more !== undefined)
      wrong(`--gateway ${gateway}: give a name, or NAMESPACE/NAME`);
  }
  if (gatewayClass !== undefined && gateway?.includes('/'))
    wrong(
      `--gateway ${gateway}: the Gateway of --gateway-class is in the namespace of the project, so give a name alone`,
    );
  for (const [option, value, isUsed] of [
    ['gateway-class', gatewayClass, true],
    ['ingress-class', ingressClass, route === 'ingress'],
    ['ingress-controller', ingressController, route === 'ingress'],
    ['cert-issuer', certIssuer, route === 'ingress' || gatewayClass !== undefined],
  ] as const) {
    if (value === undefined) continue;
    if (!isUsed)
      wrong(`--${option} ${value} is for --route ingress${option === 'cert-issuer' ? ' or --gateway-class' : ''}`);
    if (!isDns1123Subdomain(value)) wrong(`--${option} ${value}: it is not a legal name in Kubernetes`);
  }
  return { route, gateway, gatewayClass, ingressClass, ingressController, certIssuer };
}

function minorOf(text: string, report: Report<TargetCode>): number {
  const minor = Number(/^v?1\.(\d{2})(?:\.\d+)?$/.exec(text)?.[1]);
  if (minor >= 25 && minor <= newestMinor + 5) return minor;
  report.add({
    code: 'bad-option',
    message: `--kubernetes-version ${text}: give a version such as 1.${newestMinor}, from 1.25 on`,
  });
  return newestMinor;
}

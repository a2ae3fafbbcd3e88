import { entries, field, items, text } from '../fields.ts';
import type { Manifest } from '../manifests.ts';
import { podTemplateOf } from '../manifests.ts';

/** A mount of a container and what is mounted. */
export interface Mount {
  readonly path: string;
  readonly subPath: string;
  readonly readOnly: boolean;
  /** The volume of the Pod; undefined: there is none of the mount's name. */
  readonly volume: unknown;
}

/** A container as the kubelet starts it: references are followed, `$(NAME)` is filled in. */
export interface Container {
  readonly name: string;
  readonly image: string | undefined;
  /** Undefined: those of the image. */
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  readonly env: ReadonlyMap<string, string>;
  /** The variables that command, arguments and other variables are filled in from. */
  readonly fillers: ReadonlySet<string>;
  readonly mounts: readonly Mount[];
  readonly ports: readonly { readonly port: number; readonly protocol: string; readonly name: string | undefined }[];
  /** The template of its Pod. */
  readonly template: unknown;
  /** What makes the Pod: `Deployment`, `Job`. */
  readonly kind: string;
}

export interface Service {
  readonly name: string;
  /** No address of its own: the name leads to the Pods themselves, every port works. */
  readonly headless: boolean;
  readonly ports: readonly {
    readonly port: number;
    readonly protocol: string;
    readonly target: number | string;
  }[];
  readonly selector: readonly (readonly [string, unknown])[];
}

/** All that objects say, in the order in which they appear. */
export interface Emitted {
  readonly containers: readonly Container[];
  readonly services: readonly Service[];
  readonly claims: ReadonlySet<string>;
  /** The content of a key of a ConfigMap or Secret. */
  content(kind: string, name: string, key: string): Uint8Array | undefined;
}

export function readEmitted(manifests: readonly Manifest[]): Emitted {
  const contents = new Map<string, Uint8Array>();
  for (const { kind, name, data } of manifests) {
    if (kind !== 'ConfigMap' && kind !== 'Secret') continue;
    const put = (at: string, encoding: 'utf8' | 'base64') => {
      for (const [key, value] of entries(data, at))
        contents.set(`${kind}/${name}/${key}`, new Uint8Array(Buffer.from(String(value), encoding)));
    };
    put('data', kind === 'Secret' ? 'base64' : 'utf8');
    put('binaryData', 'base64');
    put('stringData', 'utf8');
  }
  const content: Emitted['content'] = (kind, name, key) => contents.get(`${kind}/${name}/${key}`);
  const keysOf = (kind: string, name: string): readonly string[] =>
    [...contents.keys()].flatMap((key) =>
      key.startsWith(`${kind}/${name}/`) ? key.slice(kind.length + name.length + 2) : [],
    );
  return {
    containers: manifests.flatMap((manifest) => containersOf(manifest, content, keysOf)),
    services: manifests.filter(({ kind }) => kind === 'Service').map(serviceOf),
    claims: new Set(manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ name }) => name)),
    content,
  };
}

function containersOf(
  manifest: Manifest,
  content: Emitted['content'],
  keysOf: (kind: string, name: string) => readonly string[],
): readonly Container[] {
  const template = podTemplateOf(manifest);
  const sidecars = items(template, 'spec', 'initContainers').filter((one) => text(one, 'restartPolicy') === 'Always');
  const volumes = new Map(items(template, 'spec', 'volumes').map((volume) => [text(volume, 'name'), volume]));
  return [...items(template, 'spec', 'containers'), ...sidecars].map((container) => {
    const env = environmentOf(container, content, keysOf);
    const words = (key: string) =>
      field(container, key) === undefined
        ? undefined
        : items(container, key).map((word) => filledIn(String(word), env));
    return {
      name: text(container, 'name') ?? '',
      image: text(container, 'image'),
      command: words('command'),
      args: words('args'),
      env,
      fillers: fillersOf(container),
      mounts: items(container, 'volumeMounts').map((mount) => ({
        path: plainPath(text(mount, 'mountPath') ?? ''),
        subPath: text(mount, 'subPath') ?? '',
        readOnly: field(mount, 'readOnly') === true,
        volume: volumes.get(text(mount, 'name')),
      })),
      ports: items(container, 'ports').map((port) => ({
        port: Number(field(port, 'containerPort')),
        protocol: text(port, 'protocol') ?? 'TCP',
        name: text(port, 'name'),
      })),
      template,
      kind: manifest.kind,
    };
  });
}

function fillersOf(container: unknown): ReadonlySet<string> {
  const values = items(container, 'env').map((variable) => text(variable, 'value') ?? '');
  const texts = [...items(container, 'command'), ...items(container, 'args'), ...values].map(String);
  const found = texts.flatMap((one) => [...one.matchAll(reference)].map(([, name]) => name ?? ''));
  return new Set(found);
}

function environmentOf(
  container: unknown,
  content: Emitted['content'],
  keysOf: (kind: string, name: string) => readonly string[],
): ReadonlyMap<string, string> {
  const env = new Map<string, string>();
  const sources = [
    ['configMapRef', 'ConfigMap'],
    ['secretRef', 'Secret'],
  ] as const;
  for (const from of items(container, 'envFrom')) {
    for (const [at, kind] of sources) {
      const name = text(from, at, 'name');
      for (const key of name === undefined ? [] : keysOf(kind, name))
        env.set(key, new TextDecoder().decode(content(kind, name ?? '', key)));
    }
  }
  for (const variable of items(container, 'env')) {
    const name = text(variable, 'name') ?? '';
    const value = text(variable, 'value');
    if (value !== undefined) env.set(name, filledIn(value, env));
    else if (field(variable, 'valueFrom') === undefined) env.set(name, '');
    for (const [at, kind] of [
      ['configMapKeyRef', 'ConfigMap'],
      ['secretKeyRef', 'Secret'],
    ] as const) {
      const source = field(variable, 'valueFrom', at);
      const bytes = content(kind, text(source, 'name') ?? '', text(source, 'key') ?? '');
      if (source !== undefined && bytes) env.set(name, new TextDecoder().decode(bytes));
    }
  }
  return env;
}

/** `$$`, or `$(NAME)`. */
const reference = /\$(?:\$|\(([^)]*)\))/g;

/** As the kubelet does it: `$$` is `$`, `$(NAME)` the value of a variable that is known so far, all else stays. */
export function filledIn(value: string, env: ReadonlyMap<string, string>): string {
  return value.replaceAll(reference, (whole, name?: string) => (name === undefined ? '$' : (env.get(name) ?? whole)));
}

function serviceOf({ name, data }: Manifest): Service {
  return {
    name,
    headless: text(data, 'spec', 'clusterIP') === 'None',
    ports: items(data, 'spec', 'ports').map((port) => {
      const target = field(port, 'targetPort') ?? field(port, 'port');
      return {
        port: Number(field(port, 'port')),
        protocol: text(port, 'protocol') ?? 'TCP',
        target: typeof target === 'number' ? target : String(target),
      };
    }),
    selector: entries(data, 'spec', 'selector'),
  };
}

/** Whether a Service leads to the Pods of a template. */
export function selects({ selector }: Service, template: unknown): boolean {
  return selector.length > 0 && selector.every(([key, value]) => field(template, 'metadata', 'labels', key) === value);
}

/** A path without what changes nothing: `/a//b/../c/` is `/a/c`. */
export function plainPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

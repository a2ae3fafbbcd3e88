import type { Service } from '@transpose/core';
import { pathText } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { utf8Bytes } from '../../shared/bytes/utf8.ts';
import type { Manifest } from '../objects/objects.ts';
import { table } from '../../shared/formats/table.ts';
import type { KubernetesPlan } from '../plan.ts';
import { templateOf } from '../workload/template.ts';

/** Annotations of an object have at most this size together. */
const mostBytes = 256 * 1024;

/** `kubectl apply` keeps a copy of each object in this annotation, beside the object's own annotations. */
const copyKey = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Reports each object that `kubectl apply` cannot take for its size. That is a matter of the input: every value of it is
 * legal, and together they are too large.
 */
export function checkSizes(plan: KubernetesPlan, objects: readonly Manifest[]): void {
  for (const object of objects) {
    const copy = JSON.stringify(object);
    // No character takes more than six bytes, and the annotations of the object count twice: they are in the copy, too.
    if (copy.length * 12 <= mostBytes) continue;
    const bytes = annotationBytes(object, copy);
    if (bytes <= mostBytes) continue;
    const path = plan.patches.placeOf(object) ?? largestInput(plan, object);
    const most = path ? `: most of it is ${pathText(path.slice(0, 3))}` : '';
    plan.context.report.add({
      code: 'too-large',
      message: `${object.kind} "${object.metadata.name}" has ${Math.ceil(bytes / 1024)} KiB, more than the 256 KiB that kubectl apply takes${most}`,
      ...(path && { path }),
      hint: hintFor(path),
    });
  }
}

/** What the annotations of an object take once it is applied. Go writes these five characters as six ASCII ones. */
function annotationBytes(object: Manifest, copy: string): number {
  const own = Object.entries(object.metadata.annotations ?? {});
  return [[copyKey, copy.replace(/[<>&\u2028\u2029]/g, '\\u0000')], ...own]
    .flat()
    .reduce((sum, text) => sum + utf8Bytes(text).length, 0);
}

/** The place of the value that takes most of an object; undefined where the object belongs to the whole project. */
function largestInput(plan: KubernetesPlan, object: Manifest): KeyPath | undefined {
  return resourceOf(plan, object) ?? largestKey(plan, object);
}

/** The volume, secret or config that an object is made of. */
function resourceOf(
  { context: { project, names } }: KubernetesPlan,
  { kind, metadata }: Manifest,
): KeyPath | undefined {
  const named = [
    ['PersistentVolumeClaim', 'volumes', names.volume],
    ['ConfigMap', 'configs', names.config],
    ['Secret', 'secrets', names.secret],
    // A config with a secret value in it is a Secret.
    ['Secret', 'configs', names.config],
  ] as const;
  for (const [ofKind, section, nameOf] of named) {
    const key = Object.keys(project[section]).find((one) => kind === ofKind && nameOf(one) === metadata.name);
    if (key !== undefined) return pathTo([section, key]);
  }
  return undefined;
}

/** The largest key of the services that an object is made of. */
function largestKey(plan: KubernetesPlan, object: Manifest): KeyPath | undefined {
  const { services, keys } = makersOf(plan, object);
  const [largest] = services
    .flatMap((service) =>
      Object.entries(service)
        .filter(([key]) => keys?.includes(key) ?? true)
        .map(([key, value]) => ({ path: pathTo(['services', service.name, key]), value, size: sizeOf(value) })),
    )
    .toSorted((one, other) => other.size - one.size);
  if (!largest) return undefined;
  const { path, value } = largest;
  // Variables of an env file have their place there.
  const [entry] = path.at(-1) === 'environment' ? Object.entries(value ?? {}).toSorted(byLength) : [];
  return entry ? pathTo([...path, entry[0]]) : path;
}

/** The services that an object is made of, and which of their keys; undefined: any. */
function makersOf(plan: KubernetesPlan, object: Manifest): Makers {
  const { owners, pods } = plan.context;
  const workload = plan.workloads.find((one) => one.object === object);
  if (workload) return { services: pods.membersOf(workload.of), keys: undefined };
  const owner = owners.get(object.metadata.labels?.['app.kubernetes.io/name'] ?? '');
  if (object.kind === 'Service') return { services: owner ? [owner] : [], keys: ['ports', 'expose', 'annotations'] };
  if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return { services: [], keys: undefined };
  const name = JSON.stringify(object.metadata.name);
  const isNamedIn = (part: unknown) => (JSON.stringify(part) ?? '').includes(name);
  const users = plan.workloads.filter(({ object: one }) => isNamedIn(templateOf(one)?.spec));
  const isMounted = users.some(({ object: one }) => isNamedIn(templateOf(one)?.spec?.volumes));
  const services = owner ? [owner] : users.flatMap(({ of }) => pods.membersOf(of));
  return { services, keys: isMounted ? ['volumes', 'healthcheck'] : ['environment', 'healthcheck'] };
}

interface Makers {
  readonly services: readonly Service[];
  readonly keys: readonly string[] | undefined;
}

const sizeOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

const byLength = ([, one]: readonly [string, unknown], [, other]: readonly [string, unknown]): number =>
  sizeOf(other) - sizeOf(one);

const hints: Readonly<Record<string, string>> = table({
  environment: 'let the program read them from a file of a volume or of its image',
  command: 'put the script into a file of the image or of a volume',
  volumes: 'leave out files that the service does not need, or keep them in a named volume',
});

function hintFor(path: KeyPath | undefined): string {
  const [section, , key = ''] = path ?? [];
  if (section === 'configs' || section === 'secrets') return 'split it, or keep the file in a volume or in the image';
  const script = ['command', 'entrypoint', 'healthcheck', 'post_start', 'pre_stop'].includes(String(key));
  return hints[script ? 'command' : String(key)] ?? 'make it shorter';
}

import type { Path } from '@transpose/core';
import { nearestName } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { fieldProblems } from '../api/check-fields.ts';
import { grouped } from '../../shared/grouped.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Manifest } from '../objects/objects.ts';
import { objectId } from '../objects/metadata.ts';
import { isWorkload } from '../workload/template.ts';
import { strategicMerge } from './strategic-merge.ts';

/** The patches of `x-transpose`, applied to the objects one by one as they are made. */
export interface Patches {
  /**
   * An object with its patches; undefined: one of them deletes it. `name`: by which patches know it where that is not
   * the name of the object (a Job without its hash).
   */
  on<T extends Manifest>(object: T, name?: string): T | undefined;
  /** Where the last patch of an object is; undefined: it has none. */
  placeOf(object: Manifest): KeyPath | undefined;
  /** Where the first patch of all is. */
  readonly first: KeyPath | undefined;
  /** Says which patches found no object. To be called when all objects were asked for. */
  reportUnused(): void;
}

interface Patch {
  /** Its place among all patches: they are applied in this order. */
  readonly index: number;
  readonly path: KeyPath;
  readonly kind: string;
  /** Undefined: of the project, any object of the kind. */
  readonly name: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whom a patch is for: an object, or all of a kind. Kinds are written in any case. */
const addressee = (kind: string, name: string | undefined): string =>
  name === undefined ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;

export function patchesOf(context: KubernetesContext): Patches {
  const patches = allPatches(context);
  const byAddressee = grouped(patches, ({ kind, name }) => addressee(kind, name));
  const used = new Set<Patch>();
  const seen: string[] = [];
  const places = new Map<string, KeyPath>();
  return {
    on(object, name = object.metadata.name) {
      seen.push(objectId(object.kind, name));
      let patched: typeof object | undefined = object;
      const ofKind = byAddressee.get(addressee(object.kind, undefined)) ?? [];
      const own = byAddressee.get(addressee(object.kind, name)) ?? [];
      for (const patch of [...ofKind, ...own].toSorted((a, b) => a.index - b.index)) {
        if (!patched) break;
        used.add(patch);
        places.set(objectId(object.kind, object.metadata.name), patch.path);
        patched = apply(context, patched, patch);
      }
      return patched;
    },
    placeOf: (object) => places.get(objectId(object.kind, object.metadata.name)),
    first: patches[0]?.path,
    reportUnused() {
      for (const patch of patches) if (!used.has(patch)) reportUnused(context, patch, seen);
    },
  };
}

function allPatches(context: KubernetesContext): readonly Patch[] {
  const { pods, names } = context;
  const ofServices = pods.emitted.flatMap(({ name }) => {
    const own = (kind: string) => (isWorkloadKind(kind) ? names.service(pods.leadOf(name)) : names.service(name));
    return listed(context.settings(name).patches, pathTo(['services', name]), own);
  });
  const ofProject = listed(context.projectSettings.patches, pathTo([]), () => undefined);
  return [...ofServices, ...ofProject].map((patch, index) => ({ ...patch, index }));
}

function listed(
  written: Readonly<Record<string, object>> | undefined,
  at: KeyPath,
  ownName: (kind: string) => string | undefined,
): readonly Omit<Patch, 'index'>[] {
  return Object.entries(written ?? {}).map(([key, body]) => {
    const [kind = '', name = ownName(kind)] = key.split('/');
    return { path: pathTo([...at, 'x-transpose', 'patches', key]), kind, name, body: body as Patch['body'] };
  });
}

const isWorkloadKind = (kind: string): boolean => /^(deployment|daemonset|statefulset|job|cronjob)$/i.test(kind);

function apply<T extends Manifest>(context: KubernetesContext, object: T, patch: Patch): T | undefined {
  const { report, ledger, options } = context;
  const say = (path: Path, message: string, hint?: string) =>
    report.add({ code: 'illegal-patch', message, path, ...(hint === undefined ? {} : { hint }) });

  const faults: (readonly [path: Path, message: string, hint?: string | undefined])[] = [];
  for (const { path, message, hint, since } of fieldProblems(patch.body, object.kind, {
    minor: options.minor,
    patch: true,
  })) {
    const place = [...patch.path, ...path];
    // The user may know that the gate is open.
    if (since !== undefined) ledger.note(`${path.join('.')}: ${message}`, pathTo(place));
    else if (!isAmount(path, message)) faults.push([place, `${path.join('.') || object.kind}: ${message}`, hint]);
  }
  for (const [field, value] of identityFields(patch.body)) {
    if (value !== currentValue(object, field))
      faults.push([[...patch.path, ...field], `${field.join('.')}: a patch makes no other object of an object`]);
  }
  for (const fault of faults) say(...fault);
  if (faults.length > 0) return object;
  const merged = strategicMerge(object, patch.body, object.kind, patch.path, say);
  if (merged !== undefined) return merged as T;
  if (isWorkload(object)) {
    say([...patch.path, '$patch'], 'a workload is not deleted by a patch', 'write `kind: none` under x-transpose');
    return object;
  }
  return undefined;
}

/** Numbers stand for amounts in limits and requests: the merge writes them as texts. */
function isAmount(path: Path, message: string): boolean {
  const field = path.at(-2);
  return message === 'must be a string' && (field === 'limits' || field === 'requests');
}

/** What a patch says of the identity of its object. */
function identityFields(body: Patch['body']): readonly (readonly [readonly string[], unknown])[] {
  const metadata = body['metadata'];
  const inside = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
  return [
    ...Object.entries(body)
      .filter(([name]) => name === 'kind' || name === 'apiVersion')
      .map(([name, value]) => [[name], value] as const),
    ...inside
      .filter(([name]) => name === 'name' || name === 'namespace')
      .map(([name, value]) => [['metadata', name], value] as const),
  ];
}

function currentValue(object: Manifest, [field = '', inner = '']: readonly string[]): unknown {
  const data = object as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return inner === '' ? data[field] : data[field]?.[inner];
}

function reportUnused(context: KubernetesContext, { path, kind, name }: Patch, seen: readonly string[]): void {
  const sameKind = seen.filter((one) => one.toLowerCase().startsWith(`${kind.toLowerCase()}/`));
  const wanted = name === undefined ? kind : `${kind}/${name}`;
  const near = nearestName(wanted, seen);
  const hint =
    near === undefined
      ? `there are ${(sameKind.length > 0 ? sameKind : seen).join(', ')}`
      : `did you mean \`${near}\`?`;
  context.report.add({ code: 'illegal-patch', message: `no object "${wanted}" is written`, path, hint });
}

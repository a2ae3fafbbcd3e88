import { base64Bytes } from '../shared/bytes/base64.ts';
import { utf8Text } from '../shared/bytes/utf8.ts';
import { fileName, pathProblem } from '../shared/output-path.ts';
import type { ConfigMap, Secret } from '../kubernetes/objects/objects.ts';
import { isEqual } from '../kubernetes/patch/difference.ts';
import { objectId } from '../kubernetes/objects/metadata.ts';
import type { KubernetesPlan } from '../kubernetes/plan.ts';
import { templateOf } from '../kubernetes/workload/template.ts';
import { configReferences } from '../kubernetes/workload/checksum.ts';
import type { OutputFile } from '../target.ts';

/** A ConfigMap or Secret that Kustomize makes of files. Pods that refer to it roll when it changes: its name has a hash. */
export interface Generated {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly entries: ReadonlyMap<string, string>;
  /** What a generator says besides its files. */
  readonly options: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly disableNameSuffixHash?: true;
  };
  /** Whether the entries are files that Pods mount, and not variables. */
  readonly mounted: boolean;
}

/** The ConfigMaps and Secrets of a plan, as `Kind/name`. */
export const configIds = ({ configMaps, secrets }: KubernetesPlan): readonly string[] =>
  [...configMaps, ...secrets].map(({ kind, metadata: { name } }) => objectId(kind, name));

/** The ConfigMaps and Secrets of a plan as Kustomize makes them, by `Kind/name`; those with bytes that are not text stay objects. */
export function generatedOf(plan: KubernetesPlan): ReadonlyMap<string, Generated> {
  const specs = plan.workloads.flatMap(({ object }) => templateOf(object)?.spec ?? []);
  const used = new Set(specs.flatMap((spec) => [...configReferences(spec)]));
  const mounted = new Set(specs.flatMap(({ volumes }) => [...configReferences({ containers: [], volumes })]));
  const found = [...plan.configMaps, ...plan.secrets].flatMap((object): readonly Generated[] => {
    const entries = textsOf(object);
    if (!entries) return [];
    const { name, labels, annotations } = object.metadata;
    const id = objectId(object.kind, name);
    const options = {
      ...(labels && Object.keys(labels).length > 0 && { labels }),
      ...(annotations && Object.keys(annotations).length > 0 && { annotations }),
      // Kustomize follows names in Pods; in other objects they would lead to nothing.
      ...(!used.has(id) && { disableNameSuffixHash: true as const }),
    };
    return [{ kind: object.kind, name, entries, options, mounted: mounted.has(id) }];
  });
  return new Map(found.map((one) => [objectId(one.kind, one.name), one]));
}

/** The texts of an object by their keys; undefined where files cannot hold them. */
function textsOf(object: ConfigMap | Secret): ReadonlyMap<string, string> | undefined {
  if (object.kind === 'ConfigMap' && Object.keys(object.binaryData ?? {}).length > 0) return undefined;
  if (object.kind === 'Secret' && object.type !== undefined && object.type !== 'Opaque') return undefined;
  const data = Object.entries(object.data ?? {}).map(
    ([key, value]) => [key, object.kind === 'Secret' ? utf8Text(base64Bytes(value)) : value] as const,
  );
  const plain = object.kind === 'Secret' ? Object.entries(object.stringData ?? {}) : [];
  const texts = [...data, ...plain].flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const]));
  const names = new Set(texts.map(([key]) => fileName(key, '').toLowerCase()));
  const areFiles = texts.every(([key]) => pathProblem(fileName(key, '')) === undefined);
  return texts.length === data.length + plain.length && names.size === texts.length && areFiles
    ? new Map(texts)
    : undefined;
}

/** An entry of `configMapGenerator` or `secretGenerator`, and the files that it reads. */
export interface Generator {
  readonly kind: Generated['kind'];
  readonly entry: Readonly<Record<string, unknown>>;
  readonly files: readonly OutputFile[];
}

/** The generator of an object; `directory`: that of the kustomization. */
export function generatorOf(
  { kind, name, entries, options, mounted }: Generated,
  directory: string,
  behavior?: 'merge' | 'replace',
): Generator {
  const folder = kind === 'Secret' ? 'secrets' : 'configs';
  const mode = kind === 'Secret' ? 0o600 : 0o644;
  const asFile = [...entries].filter(([key, text]) => mounted || !isVariable(key, text));
  const variables = [...entries].filter(([key, text]) => !mounted && isVariable(key, text));
  const envFile = `${folder}/${fileName(name, '.env')}`;
  const file = (path: string, content: string): OutputFile => ({ path: `${directory}/${path}`, content, mode });
  const pathOf = (key: string) => `${folder}/${fileName(name, '')}/${fileName(key, '')}`;
  return {
    kind,
    entry: {
      name,
      ...(behavior && { behavior }),
      ...(variables.length > 0 && { envs: [envFile] }),
      ...(asFile.length > 0 && { files: asFile.map(([key]) => `${key}=${pathOf(key)}`) }),
      ...(behavior === undefined && Object.keys(options).length > 0 && { options }),
    },
    files: [
      ...(variables.length > 0 ? [file(envFile, variables.map(([key, text]) => `${key}=${text}\n`).join(''))] : []),
      ...asFile.map(([key, text]) => file(pathOf(key), text)),
    ],
  };
}

/** Whether a line `KEY=TEXT` of an env file gives Kustomize the text: it reads what is behind the `=` as it is. */
const isVariable = (key: string, text: string): boolean =>
  /^[A-Za-z_][\w.-]*$/.test(key) && !/[\r\n\0]/.test(text) && text.length < 30_000;

/** How a variation's object comes about when the base has one of the name; undefined: it is the same. */
export function changedGenerator(base: Generated, wanted: Generated, directory: string): Generator | undefined {
  const sameOptions = isEqual(base.options, wanted.options);
  if (sameOptions && isEqual([...base.entries], [...wanted.entries])) return undefined;
  if (!sameOptions) return withOptions(generatorOf(wanted, directory, 'replace'), wanted.options);
  const isKept = [...base.entries.keys()].every((key) => wanted.entries.has(key));
  const changed = new Map([...wanted.entries].filter(([key, text]) => base.entries.get(key) !== text));
  if (!isKept) return generatorOf(wanted, directory, 'replace');
  return generatorOf({ ...wanted, entries: changed }, directory, 'merge');
}

const withOptions = (generator: Generator, options: Generated['options']): Generator => ({
  ...generator,
  entry: { ...generator.entry, options },
});

import { applyOrder } from '../objects/apply-order.ts';
import type { Conversion, OutputField, OutputFile } from '../../target.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import { grouped } from '../../shared/grouped.ts';
import { fileName } from '../../shared/output-path.ts';
import { printDocuments } from '../../shared/formats/yaml.ts';
import { eachField, fieldsAt, sourceComments } from './annotate.ts';
import { headerOf } from './header.ts';
import { buildScript } from './build-script.ts';
import { copyDataScript } from '../copy-data/copy-data.ts';
import type { Copying } from '../copy-data/pods.ts';
import { copyPods } from '../copy-data/pods.ts';
import type { ImageBuild } from './image-builds.ts';
import { imageBuilds } from './image-builds.ts';
import { createSecretsScript } from './create-secrets.ts';
import type { Manifest } from '../objects/objects.ts';
import { looseFileOf, looseFiles } from './loose-files.ts';
import { streamName } from '../options.ts';
import type { KubernetesPlan } from '../plan.ts';

/** A file of the target with what is in it, for programs that do not want to read YAML again. */
export interface KubernetesFile extends OutputFile {
  /** In the order of the text, which is the order of application; none in scripts. */
  readonly objects: readonly Manifest[];
  /** How the claims are filled with what Docker has; of the stream alone. */
  copying?(): Copying;
  /** How the images that the project builds are built; of the stream alone. */
  builds?(): readonly ImageBuild[];
}

/** The comment at the top of a file with these objects. */
type Header = (output: 'FILE' | 'DIR', objects: readonly Manifest[]) => string | undefined;

/**
 * Objects to files: one stream in the order of application, or a directory that `kubectl apply -f` takes as it is.
 * `header`: of targets that apply the files otherwise.
 */
export function printKubernetes(
  plan: KubernetesPlan,
  conversion: Conversion,
  header: Header = (output, objects) => headerOf(plan, conversion, output, objects),
): readonly KubernetesFile[] {
  return conversion.layout === 'directory' ? directory(plan, conversion, header) : [stream(plan, conversion, header)];
}

function stream(plan: KubernetesPlan, conversion: Conversion, header: Header): KubernetesFile {
  const objects = applyOrder(plan);
  for (const { name, build } of plan.context.pods.emitted) {
    const instead = 'Convert into a directory (-o DIR/) for build.sh, or build and push them yourself';
    if (build)
      plan.context.ledger.approximated(
        ['services', name, 'build'],
        'Container.image',
        'Kubernetes builds no images',
        instead,
      );
  }
  return {
    path: streamName,
    ...manifests(plan, conversion, objects, header('FILE', objects)),
    mode: objects.some(({ kind }) => kind === 'Secret') ? 0o600 : 0o644,
    builds: () => imageBuilds(plan.context, conversion),
    copying: () => ({ pods: copyPods(plan), image: plan.context.options.waitImage }),
  };
}

/**
 * `kubectl apply -f DIR` goes by file name, so everything that Pods refer to has a number in front and is there before
 * the first Pod: a Pod that starts on the old Secret would never roll again. Names of services start with a letter.
 */
function directory(plan: KubernetesPlan, conversion: Conversion, header: Header): readonly KubernetesFile[] {
  const suffix = plan.context.options.json ? 'json' : 'yaml';
  const file = (name: string, objects: readonly Manifest[], mode = 0o644): readonly KubernetesFile[] =>
    objects.length === 0
      ? []
      : [{ path: fileName(name, `.${suffix}`), ...manifests(plan, conversion, objects, header('DIR', objects)), mode }];

  const script = (path: string, content: string | undefined): readonly KubernetesFile[] =>
    content === undefined ? [] : [{ path, content, mode: 0o755, objects: [] }];
  const build = buildScript(plan.context, conversion);
  const create = createSecretsScript(plan);
  const copy = copyDataScript(plan, conversion);
  const { pods, names } = plan.context;
  const leadOf = (of: string) => (pods.has(of) ? pods.leadOf(of) : '');
  const objects = byLead([
    ...plan.services.map(({ of, object }) => [leadOf(of), object] as const),
    ...plan.routes.map(({ of, object }) => [leadOf(of), object] as const),
    ...plan.workloads.map(({ of, object }) => [of, object] as const),
    ...plan.scaling.map((object) => [plan.context.owners.get(object.metadata.name)?.name ?? '', object] as const),
  ]);
  const loose = objects.get('') ?? [];
  const services = pods.leads.flatMap(({ name }) => file(names.service(name), objects.get(name) ?? []));
  return [
    ...file('00-namespace', plan.namespace ? [plan.namespace] : []),
    ...file('01-access', plan.access),
    ...file('02-configs', plan.configMaps),
    ...file('03-secrets', plan.secrets, 0o600),
    ...file('04-volumes', [...plan.persistentVolumes, ...plan.claims]),
    ...file('05-network-policies', plan.networkPolicies),
    ...looseFiles.flatMap((name, index) =>
      file(
        `0${6 + index}-${name}`,
        loose.filter((object) => looseFileOf(object) === name),
      ),
    ),
    ...services,
    ...script('build.sh', build),
    ...script('create-secrets.sh', create),
    ...script('copy-data.sh', copy),
  ];
}

/** The objects by the service that names their file. */
const byLead = (
  owned: readonly (readonly [lead: string, object: Manifest])[],
): ReadonlyMap<string, readonly Manifest[]> =>
  new Map(
    Array.from(
      grouped(owned, ([lead]) => lead),
      ([lead, pairs]) => [lead, pairs.map(([, object]) => object)],
    ),
  );

function manifests(
  plan: KubernetesPlan,
  conversion: Conversion,
  objects: readonly Manifest[],
  header: string | undefined,
): Pick<KubernetesFile, 'objects' | 'content' | 'fields'> {
  const { context } = plan;
  const { origins } = conversion.base.loaded;
  const text = (entry?: (path: YamlPath, line: number | undefined, document: number) => void): string => {
    if (context.options.json) {
      if (entry)
        for (const [index, object] of objects.entries()) eachField(object, (path) => entry(path, undefined, index));
      return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, undefined, 2)}\n`;
    }
    const source = context.options.annotate ? sourceComments(context, origins) : undefined;
    return printDocuments(objects, {
      header,
      comment(path, document) {
        const object = objects[document];
        return object && (modeBits(object, path) ?? source?.(object, path));
      },
      ...(entry && { entry }),
    });
  };
  return {
    objects,
    content: text(),
    fields() {
      const found: OutputField[] = [];
      text((path, line, document) => {
        const object = objects[document];
        if (!object) return;
        const place = line === undefined ? {} : { line };
        for (const field of fieldsAt(context, origins, object, path)) found.push({ ...field, ...place });
      });
      return found;
    },
  };
}

/** Permission bits as people write them are beside the number: JSON knows no octal, and readers of YAML differ. */
function modeBits(object: Manifest, path: YamlPath): string | undefined {
  const key = path.at(-1);
  if (key !== 'defaultMode' && key !== 'mode') return undefined;
  const value = path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[step],
    object,
  );
  return typeof value === 'number' ? `0${value.toString(8)}` : undefined;
}

import { printKubernetes } from '../kubernetes/output/print.ts';
import { printDocuments } from '../shared/formats/yaml.ts';
import { fileName } from '../shared/output-path.ts';
import type { OutputFile, Variation } from '../target.ts';
import type { Generated, Generator } from './generators.ts';
import { changedGenerator, generatorOf } from './generators.ts';
import { kustomization } from './kustomization.ts';
import type { Written } from './written.ts';
import { withObjects } from './written.ts';
import type { ObjectPatch } from './changes.ts';
import { changesOf } from './changes.ts';

/** The directory of an environment or a profile: what makes it of the base, as small as it can be. */
export function variationFiles(
  base: Written,
  wanted: Written,
  { kind, name, conversion }: Variation,
  directory: string,
): readonly OutputFile[] {
  const { namespace } = wanted.plan.context;
  const { added, patches, images, replicas } = changesOf(base, wanted);
  const own = withObjects(wanted.plan, (object) => (added.has(object) ? object : undefined));
  const files = printKubernetes(own, conversion, () => undefined).filter(({ objects }) => objects.length > 0);
  const changed = generatorChanges(base.generated, wanted.generated, directory);
  const written = [...patches.map((patch) => patchFile(patch, directory)), ...changed.removals];
  const header =
    kind === 'overlay'
      ? `Environment ${name}: kubectl apply -k DIR/${directory}`
      : `Profile ${name}: name it under \`components\` of a kustomization that has the base.`;
  return [
    kustomization(directory, kind === 'overlay' ? 'Kustomization' : 'Component', header, {
      ...(namespace !== undefined && { namespace }),
      resources: [...(kind === 'overlay' ? ['../../base'] : []), ...files.map(({ path }) => path)],
      generators: changed.generators,
      images,
      replicas,
      patches: written.map(({ entry }) => entry),
    }),
    ...files.map((file) => ({ ...file, path: `${directory}/${file.path}` })),
    ...written.map(({ file }) => file),
    ...changed.generators.flatMap((generator) => generator.files),
  ];
}

interface PatchFile {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly file: OutputFile;
}

function patchFile({ of, body, newName }: ObjectPatch, directory: string): PatchFile {
  const { apiVersion, kind, metadata } = of;
  const { metadata: changed, ...rest } = body ?? {};
  const content = {
    ...(body === undefined && { $patch: 'delete' }),
    apiVersion,
    kind,
    metadata: { ...(changed as object | undefined), name: newName ?? metadata.name },
    ...rest,
  };
  const path = `patches/${fileName(`${metadata.name}-${kind.toLowerCase()}`, '.yaml')}`;
  return {
    entry: {
      path,
      ...(newName !== undefined && { target: { kind, name: metadata.name }, options: { allowNameChange: true } }),
    },
    file: { path: `${directory}/${path}`, content: printDocuments([content]), mode: 0o644 },
  };
}

function generatorChanges(
  base: ReadonlyMap<string, Generated>,
  wanted: ReadonlyMap<string, Generated>,
  directory: string,
): { readonly generators: readonly Generator[]; readonly removals: readonly PatchFile[] } {
  const generators = [...wanted].flatMap(([id, one]): readonly Generator[] => {
    const known = base.get(id);
    if (!known) return [generatorOf(one, directory)];
    const changed = changedGenerator(known, one, directory);
    return changed ? [changed] : [];
  });
  const gone = [...base].filter(([id]) => !wanted.has(id)).map(([, one]) => one);
  const removals = gone.map(({ kind, name }) =>
    patchFile({ of: { apiVersion: 'v1', kind, metadata: { name } }, body: undefined }, directory),
  );
  return { generators, removals };
}

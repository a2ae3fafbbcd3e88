import { againLine, downLine, relativeTo } from '../kubernetes/output/header.ts';
import { printKubernetes } from '../kubernetes/output/print.ts';
import type { Conversion, OutputFile } from '../target.ts';
import type { Generated } from './generators.ts';
import { generatorOf } from './generators.ts';
import { kustomization } from './kustomization.ts';
import type { Written } from './written.ts';

/** The base: the objects as the kubernetes target writes them, and what Kustomize generates. */
export function baseFiles(written: Written, conversion: Conversion): readonly OutputFile[] {
  const { plan } = written;
  const files = printKubernetes(plan, conversion, () => undefined);
  const labels = commonLabels([...written.generated.values()]);
  const generators = [...written.generated.values()].map((one) => generatorOf(without(one, labels), 'base'));
  const header = [
    `Project ${plan.context.project.name}, written by Transpose.`,
    `Again:     ${againLine(plan, conversion, 'kustomize', 'DIR/', overlayOptions(conversion))}`,
    'Apply:     kubectl apply -k DIR/base',
    `Take down: ${downLine(plan)}   (claims and their data stay)`,
  ].join('\n');
  return [
    kustomization('base', 'Kustomization', header, {
      ...(plan.context.namespace !== undefined && { namespace: plan.context.namespace }),
      resources: files.filter(({ objects }) => objects.length > 0).map(({ path }) => path),
      generators,
      labels,
    }),
    ...files.map((file) => ({ ...file, path: `base/${file.path}` })),
    ...generators.flatMap((generator) => generator.files),
  ];
}

/** The labels that all generated objects have: they are said once. */
function commonLabels(all: readonly Generated[]): Labels {
  const [first, ...others] = all.map(({ options }) => options.labels ?? {});
  if (!first || others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((labels) => labels[key] === value)),
  );
}

function without(generated: Generated, common: Labels): Generated {
  const labels = Object.entries(generated.options.labels ?? {}).filter(([key]) => !Object.hasOwn(common, key));
  const { labels: _, ...options } = generated.options;
  return { ...generated, options: { ...options, ...(labels.length > 0 && { labels: Object.fromEntries(labels) }) } };
}

type Labels = Readonly<Record<string, string>>;

/** The overlays as options: the files that each adds to the base's. */
function overlayOptions({ base, variations }: Conversion): readonly string[] {
  const directory = base.project.working_dir;
  return variations.flatMap(({ kind, name, conversion }) => {
    if (kind !== 'overlay') return [];
    const { project, loaded } = conversion.base;
    const added = project.files.slice(base.project.files.length);
    const others = loaded.envFiles.filter((file) => !base.loaded.envFiles.includes(file));
    return [
      ...(added.length > 0
        ? ['--overlay', `${name}=${added.map((file) => relativeTo(directory, file)).join(',')}`]
        : []),
      ...others.flatMap((file) => ['--overlay-env-file', `${name}=${relativeTo(directory, file)}`]),
    ];
  });
}

import { printDocuments } from '../shared/formats/yaml.ts';
import type { OutputFile } from '../target.ts';
import type { Generator } from './generators.ts';

/** What a kustomization says, in the order in which it is read. */
export interface KustomizationParts {
  readonly namespace?: string;
  /** Paths from its directory. */
  readonly resources: readonly string[];
  readonly generators: readonly Generator[];
  /** Of all that is generated here. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly images?: readonly object[];
  readonly replicas?: readonly object[];
  readonly patches?: readonly object[];
}

/** The file `kustomization.yaml` of a directory. */
export function kustomization(
  directory: string,
  kind: 'Kustomization' | 'Component',
  header: string,
  { namespace, resources, generators, labels = {}, images = [], replicas = [], patches = [] }: KustomizationParts,
): OutputFile {
  const entries = (of: Generator['kind']) => generators.filter((one) => one.kind === of).map(({ entry }) => entry);
  const lists = {
    resources,
    images,
    replicas,
    configMapGenerator: entries('ConfigMap'),
    secretGenerator: entries('Secret'),
    patches,
  };
  const content = {
    apiVersion: `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`,
    kind,
    ...(namespace !== undefined && { namespace }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(Object.keys(labels).length > 0 && { generatorOptions: { labels } }),
  };
  return { path: `${directory}/kustomization.yaml`, content: printDocuments([content], { header }), mode: 0o644 };
}

import type { PersistentVolumeClaim } from '../../kubernetes/objects/objects.ts';
import type { Chart } from '../chart/chart.ts';
import { furtherYaml, optionalScalar } from '../chart/chart.ts';
import { existing, withRelease } from '../chart/metadata.ts';
import type { Template } from './configuration.ts';
import { isTree, treeAt, treeOf } from './tree.ts';
import { list, text, textOrNull, texts } from '../values.ts';

/** A claim: kept when the release goes, and left to the user where another one is named. */
export function claimTemplate(chart: Chart, object: PersistentVolumeClaim): Template {
  const { values, slots } = chart;
  const { name } = object.metadata;
  const path = (field: string) => ['persistence', chart.claims.get(name) ?? name, field];
  chart.values.group(path('').slice(0, 2), `claim ${name}`);
  const claim = existing(chart, path('existingClaim'), '', 'name of a claim that exists; none is made then');
  const tree = withRelease(chart, treeOf(object));
  const metadata = treeAt(tree, 'metadata') ?? {};
  const { annotations, ...rest } = metadata;
  const own = values.add({
    path: path('annotations'),
    value: isTree(annotations) ? annotations : {},
    about: 'annotations of the claim',
    schema: texts,
  });
  tree['metadata'] = {
    ...rest,
    annotations: slots.entry((key, pad) => [
      `${pad}${key}:`,
      `${pad}  # The data outlives the release: helm uninstall leaves the claim.`,
      `${pad}  helm.sh/resource-policy: keep`,
      ...furtherYaml(own, `${pad}  `),
    ]),
  };
  const spec = treeAt(tree, 'spec') ?? {};
  const requests = treeAt(spec, 'resources', 'requests');
  const place = chart.place(object, ['kind']);
  if (requests && typeof requests['storage'] === 'string') {
    const size = { path: path('size'), value: requests['storage'], about: 'size of the volume', place, schema: text };
    requests['storage'] = slots.action(`${values.add(size)} | quote`);
  }
  const modes = values.add({
    path: path('accessModes'),
    value: spec['accessModes'],
    schema: list,
    about: 'access modes',
  });
  spec['accessModes'] = slots.entry((key, pad) => [
    `${pad}${key}:`,
    `${pad}  {{- toYaml ${modes} | nindent ${pad.length + 2} }}`,
  ]);
  // An empty class is a claim for a volume that is there: not a value.
  if (spec['storageClassName'] !== '') {
    const value = typeof spec['storageClassName'] === 'string' ? spec['storageClassName'] : '';
    const about = 'storage class; empty: the default of the cluster';
    const expression = values.add({ path: path('storageClass'), value, about, schema: textOrNull });
    spec['storageClassName'] = slots.entry(optionalScalar(expression));
  }
  return { tree, body: `{{- if not ${claim} }}\n${slots.print(tree)}\n{{- end }}` };
}

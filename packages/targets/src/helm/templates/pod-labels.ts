import type { Manifest, Workload } from '../../kubernetes/objects/objects.ts';
import { isWorkload, templateOf } from '../../kubernetes/workload/template.ts';
import type { Chart } from '../chart/chart.ts';
import { idIn } from '../environments/form-objects.ts';
import type { Tree } from './tree.ts';
import { treeAt } from './tree.ts';

type Labels = Readonly<Record<string, string>>;

/** The labels of Pods that an environment adds to those of the chart: they are values. */
export function addedLabels({ forms, own, jobs }: Chart, object: Workload): Labels {
  const id = idIn(jobs, object);
  const base = forms[0]?.objects.get(id);
  const known = base && labelsOf(base);
  const labels = labelsOf(own.objects.get(id) ?? object);
  return known ? Object.fromEntries(Object.entries(labels).filter(([name]) => !(name in known))) : {};
}

const labelsOf = (object: Manifest): Labels =>
  (isWorkload(object) ? templateOf(object)?.metadata?.labels : undefined) ?? {};

/** The object whose Pods lack these labels. */
export function withoutLabels(tree: Tree, names: readonly string[]): Tree {
  if (names.length === 0) return tree;
  for (const path of [
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
  ]) {
    const labels = treeAt(tree, ...path);
    for (const name of names) delete labels?.[name];
  }
  return tree;
}

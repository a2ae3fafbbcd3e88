import type { Chart } from './chart.ts';
import { valueExpression } from '../templates/go-template.ts';
import { textOrNull } from '../values.ts';
import type { Tree } from '../templates/tree.ts';
import { changeTexts, isTree } from '../templates/tree.ts';

const label = (name: string): string => `app.kubernetes.io/${name}`;
const common: readonly string[] = ['name', 'instance', 'part-of', 'managed-by'].map(label);
const selecting: readonly string[] = ['name', 'instance'].map(label);

/** What is the same in objects of every kind: labels, and names that the release or a value decides. */
export function withRelease(chart: Chart, tree: Tree): Tree {
  const { slots } = chart;
  changeTexts(tree, (text, key, above) => referenced(chart, renamed(chart, text), key, above));
  if (isTree(tree['metadata'])) delete tree['metadata']['namespace'];
  withLabels(chart, tree);
  changeTexts(tree, (text, key) => {
    if (key === label('instance') && text === chart.instance) return slots.action('.Release.Name');
    return key === label('managed-by') && text === 'transpose' ? slots.action('.Release.Service') : text;
  });
  return tree;
}

/** The namespace of the release, and the names of Jobs, wherever they are written. */
function renamed({ slots, namespace, jobs, name }: Chart, text: string): string {
  const words = jobs.size === 0 ? [text] : text.split(/([^a-z0-9-]+)/);
  const result = words.map((word) => {
    const base = jobs.get(word);
    return base === undefined ? word : `${base}-${slots.action(`include "${name}.${base}.hash" .`)}`;
  });
  return result.join('').replaceAll(namespace, slots.action('.Release.Namespace'));
}

/** Names of Secrets and claims that may be others of the user's. */
function referenced(chart: Chart, text: string, key: string, above: string): string {
  const named = key === 'secretName' || (key === 'name' && ['secret', 'secretRef', 'secretKeyRef'].includes(above));
  const secret = named ? chart.secrets.get(text) : undefined;
  if (secret !== undefined) return chart.slots.action(secretName(chart, text));
  const claim = key === 'claimName' ? chart.claims.get(text) : undefined;
  return claim === undefined ? text : chart.slots.action(claimName(chart, text));
}

function secretName(chart: Chart, name: string): string {
  const path = ['secrets', chart.secrets.get(name) ?? name, 'existingSecret'];
  return `${valueExpression(path)} | default "${name}"`;
}

function claimName(chart: Chart, name: string): string {
  const path = ['persistence', chart.claims.get(name) ?? name, 'existingClaim'];
  return `${valueExpression(path)} | default "${name}"`;
}

/** The usual labels by the helpers of the chart, as `helm create` writes them; further ones stay beside. */
function withLabels(chart: Chart, tree: Tree): void {
  for (const [key, value] of Object.entries(tree)) {
    if (Array.isArray(value)) for (const one of value) if (isTree(one)) withLabels(chart, one);
    if (!isTree(value)) continue;
    const helper = key === 'labels' ? 'labels' : key === 'matchLabels' || key === 'selector' ? 'selectorLabels' : '';
    const names = helper === 'labels' ? common : selecting;
    const owner = value[label('name')];
    const isUsual =
      typeof owner === 'string' && value[label('instance')] === chart.instance && names.every((name) => name in value);
    if (helper === '' || !isUsual) {
      withLabels(chart, value);
      continue;
    }
    // A selector of a Pod with a part of the labels, or with more, is as good.
    const inPod = helper === 'labels' && tree['name'] === undefined;
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
    tree[key] = chart.slots.entry((written, pad) => [
      `${pad}${written}:`,
      `${pad}  {{- include "${chart.name}.${inPod ? 'podLabels' : helper}" (list . "${owner}") | nindent ${pad.length + 2} }}`,
      ...(Object.keys(rest).length === 0 ? [] : [chart.slots.print(rest, `${pad}  `)]),
    ]);
  }
}

/** The value that names a Secret or claim which is there already. */
export function existing(chart: Chart, path: readonly string[], value: string, about: string): string {
  return chart.values.add({ path, value, about, schema: textOrNull });
}

import type { Manifest } from '../kubernetes/objects/objects.ts';
import { isWorkload } from '../kubernetes/workload/template.ts';
import { grouped } from '../shared/grouped.ts';
import { fileName } from '../shared/output-path.ts';
import type { OutputFile } from '../target.ts';
import type { Chart } from './chart.ts';
import type { SecretValue, Template } from './configuration.ts';
import { configTemplate, secretTemplate } from './configuration.ts';
import { withRelease } from './metadata.ts';
import { withRouteValues, withServiceValues } from './network.ts';
import { withPodValues } from './pod.ts';
import { claimTemplate } from './storage.ts';
import type { Tree } from './tree.ts';
import { treeAt, treeOf } from './tree.ts';
import { flag } from './values.ts';

export interface Templates {
  readonly files: readonly OutputFile[];
  readonly secrets: readonly SecretValue[];
}

/** The templates of a chart: a folder per service with a file per object, and a file per kind of what services share. */
export function templatesOf(chart: Chart): Templates {
  const { plan } = chart;
  const plain = (object: Manifest): Template => ({ text: chart.slots.print(withRelease(chart, treeOf(object))) });
  const services = serviceTemplates(chart);
  const secrets = [
    ...plan.secrets.map((object) => secretTemplate(chart, object, false)),
    ...plan.omittedSecrets.map((object) => secretTemplate(chart, object, true)),
  ];
  return {
    files: [
      ...services,
      ...shared(
        'configmaps',
        plan.configMaps.map((object) => configTemplate(chart, object)),
      ),
      ...shared('secrets', secrets),
      ...shared('persistence', [
        ...plan.persistentVolumes.map(plain),
        ...plan.claims.map((object) => claimTemplate(chart, object)),
      ]),
      ...shared('rbac', plan.access.map(plain)),
      ...shared('network-policies', plan.networkPolicies.map(plain)),
    ],
    secrets: secrets.flatMap(({ values }) => values),
  };
}

function shared(name: string, templates: readonly Template[]): readonly OutputFile[] {
  if (templates.length === 0) return [];
  const content = `${templates.map(({ text }) => text).join('\n---\n')}\n`;
  return [{ path: `templates/${name}.yaml`, content, mode: 0o644 }, ...templates.flatMap(({ files = [] }) => files)];
}

function serviceTemplates(chart: Chart): readonly OutputFile[] {
  const { plan, context } = chart;
  const { pods, names } = context;
  const owned = [
    ...plan.workloads,
    ...plan.services,
    ...plan.routes,
    ...plan.scaling.map((object) => ({ of: context.owners.get(object.metadata.name)?.name ?? '', object })),
  ];
  const byLead = grouped(owned, ({ of }) => (pods.has(of) ? pods.leadOf(of) : ''));
  const leads = [...pods.leads.map(({ name }) => name), ''];
  return leads.flatMap((lead) => {
    const objects = byLead.get(lead) ?? [];
    const name = lead === '' ? '' : names.service(lead);
    return objects.map(({ of, object }) => ({
      path: `templates/${fileName(name === '' ? 'external-names' : name, '')}/${objectFile(chart, object, name)}`,
      content: `${objectTemplate(chart, object, lead, of)}\n`,
      mode: 0o644,
    }));
  });
}

function objectFile({ jobs }: Chart, object: Manifest, service: string): string {
  const name = jobs.get(object.metadata.name) ?? object.metadata.name;
  const kind = object.kind.toLowerCase();
  return fileName(name === service ? kind : `${kind}-${name}`, '.yaml');
}

function objectTemplate(chart: Chart, object: Manifest, lead: string, of: string): string {
  const { names } = chart.context;
  const tree = withRelease(chart, treeOf(object));
  const key = chart.keys.get(names.service(lead));
  if (lead === '' || key === undefined) return chart.slots.print(tree);
  const enabled = chart.values.add({
    path: [key, 'enabled'],
    value: true,
    about: `whether service ${lead} runs`,
    place: chart.place(object, ['kind']),
    schema: flag,
  });
  const own = chart.keys.get(names.service(of)) ?? key;
  if (isWorkload(object)) withPodValues(chart, tree, object, key);
  else if (object.kind === 'Service') withServiceValues(chart, tree, object, own, names.service(of));
  else if (object.kind === 'Ingress' || object.kind === 'HTTPRoute')
    withRouteValues(chart, tree, object, own, names.service(of));
  const job = chart.jobs.get(object.metadata.name);
  const text = job === undefined ? chart.slots.print(tree) : jobTemplate(chart, tree, job);
  const [before, body] = typeof text === 'string' ? ['', text] : [text.before, text.body];
  return `${before}{{- if ${enabled} }}\n${body}\n{{- end }}`;
}

/** A Job cannot be changed: its name has a hash of what it does, so a changed one is another Job. */
function jobTemplate(chart: Chart, tree: Tree, job: string): { readonly before: string; readonly body: string } {
  const helper = `${chart.name}.${job}`;
  const spec = chart.slots.print(treeAt(tree, 'spec'));
  const { spec: _, ...rest } = tree;
  return {
    before: [
      `{{- define "${helper}.spec" -}}`,
      spec,
      `{{- end }}`,
      `{{- define "${helper}.hash" -}}`,
      `{{- include "${helper}.spec" . | sha256sum | trunc 8 }}`,
      `{{- end }}`,
      '',
    ].join('\n'),
    body: `${chart.slots.print(rest)}\nspec:\n  {{- include "${helper}.spec" . | nindent 2 }}`,
  };
}

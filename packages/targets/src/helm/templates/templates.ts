import { looseFileOf } from '../../kubernetes/output/loose-files.ts';
import type { Manifest, Secret } from '../../kubernetes/objects/objects.ts';
import { isWorkload, templateOf } from '../../kubernetes/workload/template.ts';
import { grouped } from '../../shared/grouped.ts';
import { fileName } from '../../shared/output-path.ts';
import type { OutputField, OutputFile } from '../../target.ts';
import type { Chart } from '../chart/chart.ts';
import type { SecretValue, Template } from './configuration.ts';
import { configTemplate, secretTemplate } from './configuration.ts';
import { askedFields, withFieldValue } from '../environments/field-values.ts';
import { idIn } from '../environments/form-objects.ts';
import { isRoute } from '../../kubernetes/routes/objects/is-route.ts';
import { withRelease } from '../chart/metadata.ts';
import { addedLabels, withoutLabels } from './pod-labels.ts';
import { withServiceValues } from './network.ts';
import { pullSecretsValue, withPodValues } from './pod.ts';
import { withRouteValues } from './routes.ts';
import { claimTemplate } from './storage.ts';
import type { Tree } from './tree.ts';
import { treeAt, treeOf } from './tree.ts';
import { isSwitched, switchOf } from './switches.ts';
import { flag } from '../values.ts';

/** A template in its place. */
export interface PlacedTemplate extends Template {
  readonly path: string;
  /** What makes it the same in another form of the project: kind and name, of a Job without its hash. */
  readonly id: string;
  readonly object: Manifest;
  fields(): readonly OutputField[];
  /** Whether a value decides if it is made, beside its service. */
  readonly switched?: boolean;
  /** The service that it belongs to; undefined: services share it. */
  readonly of?: string;
}

export interface Templates {
  readonly all: readonly PlacedTemplate[];
  readonly secrets: readonly SecretValue[];
}

/** The templates of a chart: a folder per service with a file per object, and a file per kind of what services share. */
export function templatesOf(chart: Chart): Templates {
  const { plan } = chart;
  const secrets: SecretValue[] = [];
  const [first] = plan.workloads;
  // What all Pods have in common is said before the services.
  if (first && chart.onePullSecrets) pullSecretsValue(chart, templateOf(first.object)?.spec?.imagePullSecrets, '');
  const plain = (object: Manifest): Template => {
    const tree = withRelease(chart, treeOf(object));
    return { tree, body: chart.slots.print(tree) };
  };
  const secret =
    (omitted: boolean) =>
    (object: Secret): Template => {
      const { values, ...template } = secretTemplate(chart, object, omitted);
      secrets.push(...values);
      return template;
    };
  const shared = <T extends Manifest>(
    name: string,
    objects: readonly T[],
    made: (object: T) => Template,
  ): readonly PlacedTemplate[] =>
    objects.map((object) => ({
      ...switched(made(object), switchOf(chart, object)),
      path: `templates/${name}.yaml`,
      ...named(chart, object),
    }));
  const all = [
    ...serviceTemplates(chart),
    ...shared('configmaps', plan.configMaps, (object) => configTemplate(chart, object)),
    ...shared('secrets', plan.secrets, secret(false)),
    ...shared('secrets', plan.omittedSecrets, secret(true)),
    ...shared('persistence', plan.persistentVolumes, plain),
    ...shared('persistence', plan.claims, (object) => claimTemplate(chart, object)),
    ...shared('rbac', plan.access, plain),
    ...shared('network-policies', plan.networkPolicies, plain),
  ];
  return { all, secrets };
}

const named = (chart: Chart, object: Manifest): Pick<PlacedTemplate, 'id' | 'object' | 'fields'> => ({
  id: idIn(chart.jobs, object),
  object,
  fields: () => chart.fields(object),
});

const switched = (template: Template, condition: string | undefined): Template & { readonly switched?: boolean } =>
  condition === undefined
    ? template
    : { ...template, switched: true, body: `{{- if ${condition} }}\n${template.body}\n{{- end }}` };

/** Templates as the files of a chart. */
export function templateFiles(templates: readonly PlacedTemplate[]): readonly OutputFile[] {
  return [...grouped(templates, ({ path }) => path)].flatMap(([path, all]) => [
    {
      path,
      content: `${all.map(({ before = '', body }) => before + body).join('\n---\n')}\n`,
      mode: 0o644,
      fields: () => all.flatMap((one) => one.fields()),
    },
    ...all.flatMap(({ files = [] }) => files),
  ]);
}

function serviceTemplates(chart: Chart): readonly PlacedTemplate[] {
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
      ...objectTemplate(chart, object, lead, of),
      path: `templates/${fileName(name || looseFileOf(object), '')}/${objectFile(chart, object, name)}`,
      ...named(chart, object),
      of: lead === '' ? of : lead,
    }));
  });
}

function objectFile({ jobs }: Chart, object: Manifest, service: string): string {
  const name = jobs.get(object.metadata.name) ?? object.metadata.name;
  const kind = object.kind.toLowerCase();
  return fileName(name === service ? kind : `${kind}-${name}`, '.yaml');
}

function objectTemplate(
  chart: Chart,
  object: Manifest,
  lead: string,
  of: string,
): Template & { readonly switched?: boolean } {
  const { names } = chart.context;
  const key = chart.keys.get(names.service(lead));
  if (lead === '' || key === undefined) {
    const tree = withRelease(chart, treeOf(object));
    return { tree, body: chart.slots.print(tree) };
  }
  const added = isWorkload(object) ? addedLabels(chart, object) : {};
  const tree = withRelease(chart, withoutLabels(treeOf(object), Object.keys(added)));
  const enabled = chart.values.add({
    path: [key, 'enabled'],
    value: true,
    about: `whether service ${lead} runs`,
    place: chart.place(object, ['kind']),
    schema: flag,
  });
  const own = chart.keys.get(names.service(of)) ?? key;
  const condition = isRoute(object) ? undefined : switchOf(chart, object, { service: of, key: own });
  const conditions = [enabled, ...(condition === undefined ? [] : [condition])];
  if (isWorkload(object)) withPodValues(chart, tree, object, key, added);
  else if (object.kind === 'Service') withServiceValues(chart, tree, object, own, names.service(of));
  else if (isRoute(object)) conditions.push(withRouteValues(chart, tree, object, own, names.service(of)));
  else withSpecValues(chart, tree, object, own);
  const job = chart.jobs.get(object.metadata.name);
  const { before, body } =
    job === undefined ? { before: '', body: chart.slots.print(tree) } : jobTemplate(chart, tree, job);
  const all = conditions.length > 1 ? `and ${conditions.join(' ')}` : enabled;
  return { tree, before, switched: isSwitched(chart, object, of), body: `{{- if ${all} }}\n${body}\n{{- end }}` };
}

/** What environments change of objects that have no values of their own, as the bounds of an autoscaler. */
function withSpecValues(chart: Chart, tree: Tree, object: Manifest, key: string): void {
  const place = { object, node: treeAt(tree, 'spec') ?? {}, path: ['spec'] };
  const group = object.kind.charAt(0).toLowerCase() + object.kind.slice(1);
  for (const field of askedFields(chart, place)) withFieldValue(chart, place, field, [key, group, field]);
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

import type { KubernetesContext } from '../../kubernetes/facts/context.ts';
import { objectId } from '../../kubernetes/objects/metadata.ts';
import type { Manifest } from '../../kubernetes/objects/objects.ts';
import { fieldsOf, sourceComments } from '../../kubernetes/output/annotate.ts';
import type { KubernetesPlan } from '../../kubernetes/plan.ts';
import { templateOf } from '../../kubernetes/workload/template.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import { labelValue } from '../../shared/names/k8s-name.ts';
import type { OpenVariables } from '../../shared/variables/open-variables.ts';
import type { Conversion, OutputField } from '../../target.ts';
import type { FormObjects } from '../environments/form-objects.ts';
import { jobNames } from '../environments/form-objects.ts';
import { chartName, serviceKeys, valueKeys } from '../names.ts';
import type { EntryLines } from '../templates/slots.ts';
import { OpenTexts } from '../templates/open-texts.ts';
import { Slots } from '../templates/slots.ts';
import type { ChartValue } from '../values.ts';
import { Values } from '../values.ts';

/** What the makers of templates share. */
export interface Chart {
  /** The name of the chart, and of its helpers before a dot. */
  readonly name: string;
  readonly plan: KubernetesPlan;
  readonly context: KubernetesContext;
  /** The value of the labels of the kubernetes target that is the release's name here. */
  readonly instance: string;
  /** The namespace that stands for the release's. */
  readonly namespace: string;
  /** Whether hashes of secret values may be made. */
  readonly salted: boolean;
  readonly values: Values;
  readonly slots: Slots;
  readonly open: OpenTexts;
  /** See `ChartForm`. */
  readonly outline: boolean;
  readonly own: FormObjects;
  readonly forms: readonly FormObjects[];
  readonly asked: ReadonlyMap<string, readonly YamlPath[]>;
  readonly variables: ChartForm['variables'];
  /** The expressions of what NOTES.txt says of routes, by `Kind/name`. */
  readonly routes: Map<string, { readonly hosts: string; readonly tls?: string }>;
  /** The variables of the containers that have been made, by the keys of services. */
  readonly containerVariables: Map<string, ReadonlySet<string>>;
  /** Helpers that the templates of values need: their definitions. */
  readonly definitions: string[];
  /** The key in values.yaml of a service, by the name of its objects. */
  readonly keys: ReadonlyMap<string, string>;
  /** The same of Secrets and claims of the chart. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly claims: ReadonlyMap<string, string>;
  /** Whether all Pods have the same Secrets for registries. */
  readonly onePullSecrets: boolean;
  /** The helpers that print ConfigMaps and Secrets for checksums, by `Kind/name`. */
  readonly hashed: ReadonlyMap<string, string>;
  /** The name without its hash of each Job. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Where in the Compose file a field of an object comes from. */
  place(object: Manifest, path: YamlPath): string | undefined;
  /** The fields of an object that values of the project became. */
  fields(object: Manifest): readonly OutputField[];
}

/** In which form the chart of a project is made. */
export interface ChartForm {
  /** The names of all services that the chart has in any of its forms. */
  readonly services: readonly string[];
  /** The objects of this form, of the project, and of its environments. */
  readonly own: FormObjects;
  readonly forms: readonly FormObjects[];
  /** Where environments differ by more than by the usual values, by the ids of templates. */
  readonly asked?: ReadonlyMap<string, readonly YamlPath[]>;
  /** Every value by its path alone: what differs between two outlines, values cannot change. */
  readonly outline?: boolean;
  /** The variables that the containers of another form have, by the keys of services: further ones go into `extraEnv`. */
  readonly variables?: ReadonlyMap<string, ReadonlySet<string>>;
}

export function chartOf(
  plan: KubernetesPlan,
  namespace: string,
  conversion: Conversion,
  marked: OpenVariables | undefined,
  { services, own, forms, asked = new Map(), outline = false, variables }: ChartForm,
): Chart {
  const { context } = plan;
  const keys = serviceKeys(services);
  const known = new Map([...forms, own].flatMap(({ objects }) => [...objects]));
  const named = (kind: string) =>
    valueKeys([...known.values()].flatMap((one) => (one.kind === kind ? [one.metadata.name] : [])));
  const name = chartName(context.project.name);
  const open = new OpenTexts(name, marked, conversion);
  const salted = conversion.salt !== undefined;
  const pullSecrets = plan.workloads.map(({ object }) => JSON.stringify(templateOf(object)?.spec?.imagePullSecrets));
  return {
    name,
    plan,
    context,
    instance: labelValue(context.project.name),
    namespace,
    salted,
    onePullSecrets: new Set(pullSecrets).size <= 1,
    hashed: hashedIn([...known.values()], name, salted),
    own,
    forms,
    asked,
    values: new Values(),
    open,
    outline,
    variables,
    routes: new Map(),
    containerVariables: new Map(),
    definitions: [],
    slots: new Slots(
      name,
      open,
      JSON.stringify([plan.configMaps, plan.workloads, plan.services, plan.secrets]),
      outline,
    ),
    keys: new Map(services.map((name) => [context.names.service(name), keys.get(name) ?? name])),
    secrets: named('Secret'),
    claims: named('PersistentVolumeClaim'),
    jobs: jobNames(plan),
    place: sourceComments(context, conversion.base.loaded.origins),
    fields: (object) => fieldsOf(context, conversion.base.loaded.origins, object),
  };
}

/** A hash of secret values alone would let others test guesses: docs/decisions/0011-secrets.md. */
function hashedIn(objects: readonly Manifest[], chart: string, salted: boolean): ReadonlyMap<string, string> {
  const hashed = objects.filter(({ kind }) => kind === 'ConfigMap' || (salted && kind === 'Secret'));
  return new Map(
    hashed.map(({ kind, metadata: { name } }) => [
      objectId(kind, name),
      `(include "${chart}.${kind === 'Secret' ? 'secret' : 'config'}.${name}" .)`,
    ]),
  );
}

/**
 * Adds a value that may hold variables of the Compose file: then it is empty, and its expression gives what they make of
 * it where nothing else is given. What users add to a map is beside that.
 */
export function addOpenValue(chart: Chart, value: ChartValue): string {
  const { name, values, slots, open, definitions } = chart;
  if (chart.outline || !open.isIn(value.value)) return values.add(value);
  open.note(value.path, value.value);
  const isList = Array.isArray(value.value);
  const about = `${value.about === undefined ? '' : `${value.about}; `}empty: ${open.follows(JSON.stringify(value.value))}`;
  const given = values.add({ ...value, value: isList ? [] : {}, about });
  const helper = `${name}.${value.path.join('.')}`;
  definitions.push(`{{- define "${helper}" -}}\n${slots.print(value.value)}\n{{- end }}\n`);
  return isList
    ? `(${given} | default (include "${helper}" $ | fromYamlArray))`
    : `(merge (deepCopy ${given}) (include "${helper}" $ | fromYaml))`;
}

/** `key:` with the value below it as YAML, and nothing where that is empty. */
export function optionalYaml(expression: string): EntryLines {
  return (key, pad) => [
    `${pad}{{- with ${expression} }}`,
    `${pad}${key}:`,
    `${pad}  {{- toYaml . | nindent ${pad.length + 2} }}`,
    `${pad}{{- end }}`,
  ];
}

/** Further entries of a map or items of a list, of which some are written already: none where the value is empty. */
export const furtherYaml = (expression: string, pad: string): readonly string[] => [
  `${pad}{{- with ${expression} }}`,
  `${pad}{{- toYaml . | nindent ${pad.length} }}`,
  `${pad}{{- end }}`,
];

/** `key: value` on one line, and nothing where the value is empty. */
export function optionalScalar(expression: string): EntryLines {
  return (key, pad) => [`${pad}{{- with ${expression} }}`, `${pad}${key}: {{ . }}`, `${pad}{{- end }}`];
}

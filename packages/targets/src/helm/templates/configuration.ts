import type { ConfigMap, Secret } from '../../kubernetes/objects/objects.ts';
import { base64Bytes } from '../../shared/bytes/base64.ts';
import { utf8Text } from '../../shared/bytes/utf8.ts';
import type { Piece } from '../../shared/variables/pieces.ts';
import { fileName } from '../../shared/output-path.ts';
import type { OutputFile } from '../../target.ts';
import type { Chart } from '../chart/chart.ts';
import { askedFields, inForms, isTied } from '../environments/field-values.ts';
import { idIn } from '../environments/form-objects.ts';
import { goString } from './go-template.ts';
import { existing, withRelease } from '../chart/metadata.ts';
import { valueKey } from '../names.ts';
import { switchOf } from './switches.ts';
import type { Tree } from './tree.ts';
import { treeOf } from './tree.ts';
import { map, texts } from '../values.ts';

/** The template of an object, and the files that it reads. */
export interface Template {
  /** Helpers that it defines. */
  readonly before?: string;
  readonly body: string;
  readonly files?: readonly OutputFile[];
  /** The object with actions in it, as far as it tells what values cannot change. */
  readonly tree: unknown;
}

/** A ConfigMap: its data in a helper, so that Pods can carry a checksum of it; texts of several lines in files of the chart. */
export function configTemplate(chart: Chart, object: ConfigMap): Template {
  const { name } = object.metadata;
  const { data, binaryData, ...rest } = withRelease(chart, treeOf(object)) as Tree &
    Pick<ConfigMap, 'data' | 'binaryData'>;
  const helper = `${chart.name}.config.${name}`;
  const files = chart.open.isIn(data) ? [] : filesOf(name, object.data ?? {});
  const written =
    files.length > 0
      ? `data:\n  {{- (.Files.Glob "files/${name}/*").AsConfig | nindent 2 }}`
      : chart.slots.print({ data });
  const given = dataValue(chart, object);
  // What a Pod sees is in the helper, so that a checksum of it tells when to restart.
  const parts = [
    ...(data === undefined ? [] : given === undefined ? [written] : givenElse(given, written)),
    ...(binaryData === undefined ? [] : [chart.slots.print({ binaryData })]),
  ];
  return {
    before: [`{{- define "${helper}" -}}`, ...parts, '{{- end }}', ''].join('\n'),
    body: [chart.slots.print(rest), `{{ include "${helper}" . }}`].join('\n'),
    files,
    tree: { data: given ?? data, binaryData, ...rest },
  };
}

const givenElse = (given: string, written: string): readonly string[] => [
  `{{- with ${given} }}`,
  'data:',
  '  {{- toYaml . | nindent 2 }}',
  '{{- else }}',
  written,
  '{{- end }}',
];

/** The value that takes the place of the data of a ConfigMap, where environments have other data. */
function dataValue(chart: Chart, object: ConfigMap): string | undefined {
  if (!askedFields(chart, { object, path: [] }).includes('data')) return undefined;
  const all = inForms(chart, object, ['data']);
  if (all.some((one) => one === undefined || isTied(chart, one))) return undefined;
  const path = ['configs', valueKey(object.metadata.name), 'data'];
  chart.open.noteAs(path, JSON.stringify(all[0]), all[0]);
  return chart.values.add({
    path,
    value: {},
    about: `the texts of ConfigMap ${object.metadata.name} by their keys; empty: those of the chart`,
    schema: texts,
  });
}

/** The data of a ConfigMap as files, where files can hold all of it. */
function filesOf(name: string, data: Readonly<Record<string, string>>): readonly OutputFile[] {
  const entries = Object.entries(data);
  const fits =
    entries.some(([, text]) => text.includes('\n')) &&
    new Set(entries.map(([key]) => key.toLowerCase())).size === entries.length &&
    entries.every(([key, text]) => fileName(key, '') === key && !/^\.|[. ]$/.test(key) && !text.startsWith('\uFEFF'));
  if (!fits) return [];
  return entries.map(([key, content]) => ({ path: `files/${name}/${key}`, content, mode: 0o644 }));
}

/** A value of a Secret as it is given: text, or base64 where it is none. */
export interface SecretValue {
  readonly path: readonly string[];
  /** A list: with variables of the Compose file, which the helper of Secrets reads. */
  readonly value: string | readonly Piece[];
  /** The value as it is now. */
  readonly now: string;
}

/** A Secret of values, or one that exists: then nothing is made. */
export function secretTemplate(
  chart: Chart,
  object: Secret,
  omitted: boolean,
): Template & { values: readonly SecretValue[] } {
  const { name } = object.metadata;
  const key = chart.secrets.get(name) ?? name;
  const path = ['secrets', key];
  const about = 'name of a Secret that exists and has the same keys; nothing is made then';
  const expression = existing(chart, [...path, 'existingSecret'], omitted ? name : '', about);
  const all = inForms(chart, object, ['data']).map((data) => Object.keys((data ?? {}) as object));
  const fields = Object.keys(object.data ?? {});
  // What only an environment has is there where it has a value.
  const further = [...new Set(all.flat())].filter((field) => !fields.includes(field));
  const needed = switchOf(chart, object);
  chart.values.group(path, `Secret ${name}: ${fields.join(', ')}`);
  chart.values.add({
    path: [...path, 'values'],
    value: {},
    about: 'the values by their keys, before those of secret-values.yaml',
    schema: { ...map, additionalProperties: false, properties: keysOf(chart, object, [...fields, ...further]) },
  });
  const helper = `${chart.name}.secret.${name}`;
  const { data: _, ...rest } = withRelease(chart, treeOf(object));
  const data = Object.entries(object.data ?? {}).map(([field, encoded]) => ({ field, encoded, text: textOf(encoded) }));
  const values = data.map(({ field, encoded, text }) =>
    secretValue(chart, [...path, 'values', field], text ?? encoded),
  );
  return {
    before: [
      `{{- define "${helper}" -}}`,
      `{{- if ${expression} }}`,
      `existing: {{ ${expression} }}`,
      needed === undefined ? `{{- else }}` : `{{- else if ${needed} }}`,
      ...data.map((one) => dataLine(chart, key, one)),
      ...further.flatMap((field) => optionalLines(chart, key, field)),
      `{{- end }}`,
      `{{- end }}`,
      '',
    ].join('\n'),
    // Further keys can be given, and none can be taken away.
    tree: { ...rest, missing: baseKeys(chart, object).filter((field) => !fields.includes(field)) },
    body: [
      `{{- if not ${expression} }}`,
      chart.slots.print(rest),
      'data:',
      `  {{- include "${helper}" . | nindent 2 }}`,
      `{{- end }}`,
    ].join('\n'),
    values,
  };
}

/** The line for a field of a Secret; `text`: where its value is text. */
function dataLine(
  chart: Chart,
  key: string,
  { field, text }: { readonly field: string; readonly text: string | undefined },
): string {
  const value = `include "${chart.name}.secretValue" (list . "${key}" ${goString(field)})`;
  return chart.slots.print({ [field]: chart.slots.action(text === undefined ? value : `${value} | b64enc | quote`) });
}

/** The lines for a field that is there where a value is given. */
const optionalLines = (chart: Chart, key: string, field: string): readonly string[] => [
  `{{- with include "${chart.name}.secretValue" (list . "${key}" ${goString(field)} "optional") }}`,
  chart.slots.print({ [field]: chart.slots.action('. | b64enc | quote') }),
  `{{- end }}`,
];

function secretValue({ open }: Chart, path: readonly string[], text: string): SecretValue {
  if (!open.isIn(text)) return { path, value: text, now: text };
  return { path, value: open.pieces(text, open.usedInSecrets), now: open.now(text) };
}

/** The file of secret values can be given with -f, too: a value with variables is a list in it. */
const keysOf = ({ open }: Chart, { data = {} }: Secret, fields: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fields.map((key) => {
      const encoded = data[key] ?? '';
      return [key, { type: open.isIn(textOf(encoded) ?? encoded) ? ['string', 'array'] : 'string' }];
    }),
  );

function baseKeys({ forms, jobs }: Chart, object: Secret): readonly string[] {
  const base = forms[0]?.objects.get(idIn(jobs, object));
  return Object.keys((base as Secret | undefined)?.data ?? {});
}

/** The text that base64 stands for; undefined where the bytes are not text that YAML holds. */
function textOf(encoded: string): string | undefined {
  const text = utf8Text(base64Bytes(encoded));
  return text === undefined || /[\0\uFEFF]/.test(text) ? undefined : text;
}

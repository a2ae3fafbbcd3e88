import { renamedIn } from './objects/metadata.ts';
import { base64Bytes } from '../shared/bytes/base64.ts';
import { utf8Text } from '../shared/bytes/utf8.ts';
import { plainDollar } from '../shared/formats/k8s-dollar.ts';
import { applyOrder } from './objects/apply-order.ts';
import type { KubernetesPlan } from './plan.ts';

type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the objects of a plan mean, as plain data, to tell whether two plans are one: without hashes of contents, texts as
 * containers get them, and variables with their values, whether they are plain or in a Secret.
 */
export function pictureOf(plan: KubernetesPlan): unknown {
  const jobs = new Map(
    plan.workloads.flatMap(({ of, object }) => (object.kind === 'Job' ? [[object.metadata.name, `${of}-HASH`]] : [])),
  );
  const withoutHashes = (text: string) => renamedIn(text, jobs);
  const secrets = new Map(
    [...plan.secrets, ...plan.omittedSecrets].map(({ metadata, data = {} }) => [
      metadata.name,
      new Map(Object.entries(data).map(([key, encoded]) => [key, utf8Text(base64Bytes(encoded)) ?? encoded])),
    ]),
  );
  const inVariables = new Set<string>();
  const objects = applyOrder(plan)
    .filter(({ kind }) => kind !== 'Secret')
    .map((object) => seen(JSON.parse(JSON.stringify(object)), ''));
  const rest = [...secrets].flatMap(([name, values]) =>
    [...values].filter(([key]) => !inVariables.has(`${name}/${key}`)).map(([key, value]) => [name, key, value]),
  );
  return [objects, rest];

  function seen(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      const text = withoutHashes(value);
      return ['args', 'command'].includes(key) ? asGiven(text) : text;
    }
    if (Array.isArray(value)) return value.map((one) => (key === 'env' ? variable(one as unknown) : seen(one, key)));
    if (!isData(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, one]) => (isUsual(name, one) ? [] : [[name, seen(one, name)]])),
    );
  }

  function variable(entry: unknown): unknown {
    if (!isData(entry)) return entry;
    const from = isData(entry['valueFrom']) ? entry['valueFrom']['secretKeyRef'] : undefined;
    const [name, key] = isData(from) ? [String(from['name']), String(from['key'])] : ['', ''];
    const secret = secrets.get(name)?.get(key);
    if (secret !== undefined) {
      inVariables.add(`${name}/${key}`);
      return [entry['name'], secret];
    }
    const { value = '' } = entry;
    return entry['valueFrom'] === undefined ? [entry['name'], asGiven(String(value))] : seen(entry, '');
  }
}

/** What follows from the rest of an object: of all images but `latest` it is what Kubernetes does by itself. */
const isUsual = (field: string, value: unknown): boolean =>
  field === 'checksum/config' || (field === 'imagePullPolicy' && value === 'IfNotPresent');

/** A text as the container gets it; one that names variables of the container stays as it is written. */
const asGiven = (text: string): unknown => plainDollar(text) ?? { expanded: text };

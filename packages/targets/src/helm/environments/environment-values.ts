import { printYaml } from '../../shared/formats/yaml.ts';
import type { OutputFile } from '../../target.ts';
import type { Form } from './form.ts';
import { isTree } from '../templates/tree.ts';
import { nested } from '../values.ts';

type Entry = readonly [path: readonly string[], value: unknown];

/**
 * The values of an environment: what differs from those of the chart, secret ones in a file of their own. `fixed`: services
 * whose Pods differ in what values cannot say, so that rules for their nodes, which follow volumes, would not fit.
 */
export function environmentFiles(
  name: string,
  whole: Form,
  wanted: Form,
  fixed: ReadonlySet<string>,
): readonly OutputFile[] {
  const plain = plainEntries(whole, wanted).filter(
    ([[key = '', field]]) => !(fixed.has(key) && (field === 'affinity' || field === 'nodeSelector')),
  );
  const values = [...plain, ...variableEntries(whole, wanted)];
  const secrets = secretEntries(whole, wanted);
  const also = secrets.length > 0 ? ` -f secret-values-${name}.yaml` : '';
  const header = `# Environment ${name}: helm upgrade --install … -f values-${name}.yaml${also}\n`;
  const file = (path: string, entries: readonly Entry[], mode: number): OutputFile => ({
    path,
    content: header + (entries.length === 0 ? '{}\n' : printYaml(nested(entries))),
    mode,
  });
  return [
    file(`values-${name}.yaml`, values, 0o644),
    ...(secrets.length > 0 ? [file(`secret-values-${name}.yaml`, secrets, 0o600)] : []),
  ];
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path);

function plainEntries(whole: Form, wanted: Form): readonly Entry[] {
  const theirs = new Map(wanted.chart.values.all.map((value) => [keyOf(value.path), value.value]));
  return whole.chart.values.all.flatMap(({ path, value, optional }): readonly Entry[] => {
    if (path[0] === 'variables' || path[0] === 'tests' || path[0] === 'checksumSalt') return [];
    const isThere = theirs.has(keyOf(path));
    const [service = ''] = path;
    // Of a service that does not run nothing else has to be said.
    const isGone = whole.chart.values.has([service, 'enabled']) && !theirs.has(keyOf([service, 'enabled']));
    if (path.at(-1) === 'enabled') return isThere === value || (isGone && path.length > 2) ? [] : [[path, isThere]];
    if (!isThere) return optional === true && value !== null && !isGone ? [[path, null]] : [];
    const followed = wanted.chart.open.followed.get(keyOf(path));
    const ours = whole.chart.open.followed.get(keyOf(path));
    if (followed && ours?.words === followed.words) return [];
    const given = followed ? followed.now : theirs.get(keyOf(path));
    // An empty part of an image follows variables, too: null is none.
    const nothing = path[1] === 'image' && given === '' ? null : given;
    const difference = ours ? nothing : differenceOf(value, given);
    return difference === undefined ? [] : [[path, difference]];
  });
}

/** What has to be given over a value to get another; null takes a key of a map away. Undefined: they are equal. */
function differenceOf(from: unknown, to: unknown): unknown {
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined;
  if (!isTree(from) || !isTree(to)) return to;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    keys.flatMap((key): readonly (readonly [string, unknown])[] => {
      if (!(key in to)) return [[key, null]];
      const one = key in from ? differenceOf(from[key], to[key]) : to[key];
      return one === undefined ? [] : [[key, one]];
    }),
  );
}

function variableEntries(whole: Form, wanted: Form): readonly Entry[] {
  const theirs = new Map(wanted.variables.values.map((value) => [keyOf(value.path), value.value]));
  return whole.chart.values.all.flatMap(({ path, value }): readonly Entry[] => {
    const given = theirs.get(keyOf(path));
    return path[0] !== 'variables' || given === undefined || given === value ? [] : [[path, given]];
  });
}

function secretEntries(whole: Form, wanted: Form): readonly Entry[] {
  const variables = Object.entries(wanted.variables.secret).filter(
    ([name, value]) => whole.variables.secret[name] !== value,
  );
  const known = new Map(whole.templates.secrets.map(({ path, value }) => [keyOf(path), JSON.stringify(value)]));
  const values = wanted.templates.secrets.filter(
    ({ path, value }) => whole.chart.values.has(path.slice(0, -1)) && known.get(keyOf(path)) !== JSON.stringify(value),
  );
  return [
    ...variables.map(([name, value]): Entry => [['variables', name], value]),
    ...values.map(({ path, now }): Entry => [path, now]),
  ];
}

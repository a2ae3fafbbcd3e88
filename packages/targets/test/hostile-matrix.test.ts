import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test-fixtures/units/calls.ts';
import type { Account } from '@transpose/targets';
import type { EngineRun } from './engine-calls.ts';
import { accountOf, quadletRun, scriptRun, unitsRun } from './engine-calls.ts';
import type { Fragment } from './hostile-positions.ts';
import { positions } from './hostile-positions.ts';
import { composeText, metacharacterGroups } from './hostile-text.ts';
import { hasCommand } from './script-runs.ts';
import { hasManager } from './systemd-manager.ts';
import { objectsIn, podFields } from './pod-fields.ts';
import { convertLoaded, loadFiles, quadletGenerator } from './unit-runs.ts';

const rows = Object.entries(positions);
/** What a target refuses in a few places, with an error for the whole project: there the texts go without. */
const refused = {
  quadlet: { text: /[\r\n]/g, places: ['volumes, names and targets', 'networks, names and aliases'] },
  kubernetes: {
    text: /:/g,
    places: ['bind mounts', 'volumes, names and targets', 'configs, names and contents', 'secrets, names'],
  },
} as const satisfies Readonly<Record<string, { readonly text: RegExp; readonly places: readonly string[] }>>;

/** A text of its own for each place, so that none is found because of another. */
const textAt = (row: number, group: string, target?: keyof typeof refused): string => {
  const text = `${row}${group}${row}`;
  const [name = ''] = rows[row] ?? [];
  return target !== undefined && (refused[target].places as readonly string[]).includes(name)
    ? text.replaceAll(refused[target].text, '')
    : text;
};

/** Maps are joined key by key, lists one after the other. */
function joined(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as unknown[]), ...(other as unknown[])];
  if (!isMap(one) || !isMap(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in one && key in other ? joined(one[key], other[key]) : (one[key] ?? other[key])]),
  );
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A service for each group of metacharacters, with a text in every place, and resources of its own. */
function hostileProject(target?: keyof typeof refused): string {
  const all = metacharacterGroups.map((group, index) => {
    const parts = rows.map(([, { of }], row) => of(textAt(row, group, target)));
    const { service, ...resources } = parts.reduce<Fragment>((sum, part) => joined(sum, part) as Fragment, {});
    const text = JSON.stringify({ image: 'registry.example/web:1', ...service });
    const own = text.replaceAll(/\b(VOLUME|NETWORK|CONFIG|SECRET)\b/g, (kind) => `${kind.toLowerCase()}${index}`);
    return { service: JSON.parse(own) as object, resources };
  });
  const section = (kind: 'network' | 'volume' | 'config' | 'secret') =>
    Object.fromEntries(all.map(({ resources }, index) => [`${kind}${index}`, resources[kind] ?? {}]));
  return composeText({
    name: 'shop',
    services: Object.fromEntries(all.map(({ service }, index) => [`s${index}`, service])),
    networks: section('network'),
    volumes: section('volume'),
    configs: section('config'),
    secrets: Object.fromEntries(
      Object.entries(section('secret')).map(([name, secret]) => [name, { environment: 'HOME', ...secret }]),
    ),
  });
}

const fieldsOfCsv = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gs)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );

/** The options of a call, one by one; what `--mount` and `--network` take is CSV. */
function optionsOf(words: readonly string[]): readonly string[] {
  return callOf(words).options.flatMap((one) => {
    const [flag = ''] = one.split(' ', 1);
    const rest = one.slice(flag.length + 1);
    // Podman's form is NAME:alias=A,alias=B.
    const [, name, fields] = (flag === '--network' && /^(.*?):(alias=.*)$/s.exec(rest)) || [];
    if (fields !== undefined) return [name, ...fields.split(',')].map((field) => `${flag} ${field}`);
    if (flag === '--network' || flag === '--mount') return fieldsOfCsv(rest).map((field) => `${flag} ${field}`);
    return [one];
  });
}

/** What a mount binds, by `--volume` or by `--mount`. */
function mountsOf(words: readonly string[]): readonly (readonly [source: string, target: string])[] {
  return callOf(words).options.flatMap((one): readonly (readonly [string, string])[] => {
    if (one.startsWith('--volume ')) {
      const [source = '', target = ''] = one.slice('--volume '.length).split(':');
      return [[source, target]];
    }
    if (!one.startsWith('--mount ')) return [];
    const field = (name: string) =>
      fieldsOfCsv(one.slice('--mount '.length))
        .find((each) => each.startsWith(`${name}=`))
        ?.slice(name.length + 1);
    return [[field('source') ?? field('src') ?? '', field('target') ?? field('destination') ?? '']];
  });
}

/** Whether the account says that a use of this text is not carried as it is. */
function isSaid({ entries }: Account, name: string, index: number, text: string): boolean {
  const [key = ''] = name.split(/[.,]/, 1);
  return entries.some(({ path, support }) => {
    if (support.kind !== 'dropped' && support.kind !== 'approximated') return false;
    const of = String(path[1]);
    if (of !== `s${index}` && !new RegExp(`^[a-z]+${index}$`).test(of)) return false;
    const steps = path.map(String);
    return name.endsWith('keys') ? steps.some((step) => step.includes(text)) : steps.includes(key);
  });
}

/** Compares a run with what the table of positions wants: each text arrives, or the account says that it does not. */
function expectRun({ calls, contents, variables, account }: EngineRun, target?: keyof typeof refused): void {
  const missing: string[] = [];
  let found = 0;
  const creates = calls.filter((words) => words.includes('create') || words.includes('run'));
  const made = calls.filter((words) => words.includes('create')).map((words) => new Set(optionsOf(words)));
  const filed = variables.map((one) => `file ${one}`);
  for (const [index, group] of metacharacterGroups.entries()) {
    const created = creates.find((words) => words.includes(`shop-s${index}-1`)) ?? [];
    const all = new Set([...optionsOf(created), JSON.stringify(callOf(created).command.slice(1)), ...filed]);
    const mounts = mountsOf(created);
    for (const [row, [name, position]] of rows.entries()) {
      const text = textAt(row, group, target);
      const see = (what: unknown, there: boolean): void => {
        if (there) found += 1;
        else if (!isSaid(account, name, index, text)) missing.push(`${name}: ${JSON.stringify(what)}`);
      };
      for (const one of position.created?.(text) ?? [])
        see(one, typeof one === 'string' ? all.has(one) : one.some((each) => all.has(each)));
      for (const one of position.made?.(text) ?? [])
        see(
          one,
          made.some((options) => options.has(one)),
        );
      const mount = position.mounted?.(text);
      if (mount)
        see(
          mount,
          mounts.some(([source, target]) => source.endsWith(mount.source) && target === mount.target),
        );
      const words = position.executed?.(text);
      if (words)
        see(
          words,
          calls.some((call) => JSON.stringify(call.slice(-words.length)) === JSON.stringify(words)),
        );
      const content = position.content?.(text);
      if (content !== undefined) see(content, contents.includes(content));
    }
  }
  expect(missing).toEqual([]);
  expect(found).toBeGreaterThan(30 * metacharacterGroups.length);
}

const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

describe.each(shells)('every metacharacter in every place, through %s', (...shell) => {
  test('reaches the engine byte for byte', () => {
    const above = mkdtempSync(join(tmpdir(), 'matrix-'));
    try {
      expectRun(scriptRun(hostileProject(), join(above, 'project'), above, shell));
      expect(readdirSync(above).toSorted()).toEqual(['bin', 'log', 'project']);
    } finally {
      rmSync(above, { recursive: true });
    }
  });
});

test.skipIf(!hasManager)('every metacharacter in every place reaches the engine through units', () => {
  expectRun(unitsRun(hostileProject()));
});

test.skipIf(quadletGenerator === undefined || !hasManager)(
  'every metacharacter in every place reaches the engine through Quadlet',
  () => {
    expectRun(quadletRun(hostileProject('quadlet')), 'quadlet');
  },
);

describe('every metacharacter in every place of Kubernetes', () => {
  test.each(['1.1', '1.2'] as const)('is the text that was written, to readers of YAML %s', (version) => {
    const project = hostileProject('kubernetes');
    const objects = objectsIn(convertLoaded(loadFiles(project), 'kubernetes', {}), version);
    const account = accountOf(project, 'kubernetes');
    const missing: string[] = [];
    let found = 0;
    for (const [index, group] of metacharacterGroups.entries()) {
      const fields = podFields(objects, `s${index}`);
      for (const [row, [name, { pod }]] of rows.entries()) {
        const text = textAt(row, group, 'kubernetes');
        for (const one of pod?.(text) ?? [])
          if (fields.has(one)) found += 1;
          else if (!isSaid(account, name, index, text)) missing.push(`${name}: ${JSON.stringify(one)}`);
      }
    }
    expect(missing).toEqual([]);
    expect(found).toBeGreaterThan(8 * metacharacterGroups.length);
  });
});

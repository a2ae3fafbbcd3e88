import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { describe, expect, test } from 'vitest';

/** What was once an internal error, or was read as something else, in each target. */
const projects: Readonly<Record<string, object>> = {
  'integers beyond 2^53 in extensions': {
    'x-a': [123456789012345678901234567890n, { b: -9223372036854775809n }],
    services: { web: { image: 'a:1', 'x-b': { c: 18446744073709551616n } } },
  },
  'integers beyond 2^53 in a patch': {
    services: {
      web: {
        image: 'a:1',
        'x-transpose': {
          patches: [{ kind: 'Deployment', patch: { spec: { revisionHistoryLimit: 9007199254740993n } } }],
        },
      },
    },
  },
  'a slash in the keys of networks, volumes, configs': {
    services: {
      web: {
        image: 'a:1',
        networks: ['front/back'],
        volumes: ['data:/v'],
        configs: [{ source: 'a/b', target: '/c' }],
        secrets: [{ source: 'c/d', target: '/s' }],
      },
    },
    networks: { 'front/back': { labels: { 'a/b/c': 'x' } } },
    volumes: { data: { labels: { 'a/b/c': 'x' } } },
    configs: { 'a/b': { content: 'x' } },
    secrets: { 'c/d': { environment: 'HOME' } },
  },
};

/** JSON with whole numbers of any size. */
const textOf = (value: object): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `#${one}#` : one)).replaceAll(
    /"#(-?\d+)#"/g,
    '$1',
  );

describe.each(Object.entries(projects))('%s', (_, project) => {
  test.each(targets.map((target) => [target.name, target] as const))('do not matter to %s', (__, target) => {
    const text = textOf({ name: 'shop', ...project });
    const host = memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p', env: { HOME: '/root' } });
    const loaded = loadProject(host);
    // What the loader refuses, as Docker does, has a place; what it takes is converted.
    if (!loaded.project) return expect(loaded.diagnostics.map(({ code }) => code)).not.toEqual([]);
    const { files, diagnostics } = convert({ host, loaded, target });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).not.toContain('failed-check');
    expect(files.length + errors.length).toBeGreaterThan(0);
    for (const { span, path } of errors) expect(span ?? path).toBeDefined();
  });
});

test.each(['systemd', 'quadlet'])('%s: shells of units are not led by variables of containers', (name) => {
  const names = ['SHELLOPTS', 'BASHOPTS', 'PS4', 'ENV', 'BASH_ENV', 'LD_PRELOAD', 'PATH', 'DOCKER_HOST', 'IFS'];
  const environment = Object.fromEntries([...names, 'APP_DSN'].map((one) => [one, `postgres://u:pw-${one}@db/x`]));
  const service = {
    image: 'a:1',
    environment,
    build: { context: '.', args: environment },
    pre_start: [{ image: 'hook:1', command: ['x'], environment }],
    post_start: [{ command: ['x'], environment }],
  };
  const host = memoryHost({
    files: { '/p/compose.yaml': JSON.stringify({ name: 'shop', services: { web: service } }) },
    cwd: '/p',
  });
  const target = targets.find((one) => one.name === name);
  if (!target) throw new Error(name);
  const { files } = convert({ host, loaded: loadProject(host), target });
  const read = new Set(
    files.flatMap(({ path, content }) =>
      /^(?:units|quadlet)\//.test(path)
        ? [...content.matchAll(/^EnvironmentFile=-?(\S+)$/gm)].map(([, file = '']) => file)
        : [],
    ),
  );
  const given = files.filter(({ path }) => [...read].some((file) => file.endsWith(path.slice('env'.length))));
  expect(given.length).toBeGreaterThan(0);
  const lines = given.flatMap(({ content }) => content.split('\n')).filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => names.some((one) => line.startsWith(`${one}=`)))).toEqual([]);
  const units = files.filter(({ path }) => /^(?:units|quadlet)\//.test(path)).map(({ content }) => content);
  expect(units.join('\n')).not.toMatch(new RegExp(`^Environment=.*\\b(?:${names.slice(0, 5).join('|')})=`, 'm'));
});

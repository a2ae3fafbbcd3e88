import { describe, expect, test } from 'vitest';
import { configData } from '../config/print.ts';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { pathText } from '../tree/node.ts';

/** What `first` and `second`, given as the body of service `a`, make together. */
function merged(first: string, second: string, top = ''): Record<string, unknown> {
  const { tree, diagnostics } = loadTwo(first, second, top);
  if (!tree) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  const data = configData(tree, { format: 'json' }) as { services: { a: Record<string, unknown> } };
  return data.services.a;
}

const loadTwo = (first: string, second: string, top = '') =>
  loadProject(
    memoryHost({
      cwd: '/p',
      files: {
        '/p/compose.yaml': `services:\n  a:\n    image: x\n    ${first}\n${top}`,
        '/p/compose.override.yaml': `services:\n  a:\n    ${second}\n`,
      },
    }),
    { consistency: false },
  );

describe('a later file is laid over an earlier one', () => {
  test.each([
    ['scalars are replaced', 'hostname: a', 'hostname: b', { hostname: 'b' }],
    ['null leaves the earlier value', 'labels: {k: v}', 'labels:', { labels: { k: 'v' } }],
    ['commands are replaced whole, also by null', 'command: [a, b]', 'command:', { command: null }],
    ['lists are appended', 'device_cgroup_rules: [a]', 'device_cgroup_rules: [b]', { device_cgroup_rules: ['a', 'b'] }],
    [
      'a map and a list of entries mix',
      'environment: {A: 1, B: 2}',
      'environment: [B=3, C]',
      { environment: { A: '1', B: '3', C: null } },
    ],
    ['a string and a list mix', 'dns: 1.1.1.1', 'dns: [8.8.8.8, 1.1.1.1]', { dns: ['1.1.1.1', '8.8.8.8'] }],
    [
      'addresses of a host are added',
      'extra_hosts: {h: 1.1.1.1}',
      'extra_hosts: ["h=2.2.2.2", "h=1.1.1.1"]',
      { extra_hosts: ['h=1.1.1.1', 'h=2.2.2.2'] },
    ],
    [
      'a build given as a string is its context',
      'build: ./x',
      'build: {target: t}',
      { build: { context: '/p/x', dockerfile: 'Dockerfile', target: 't' } },
    ],
    [
      'a ulimit is replaced whole',
      'ulimits: {nofile: {soft: 1, hard: 2}}',
      'ulimits: {nofile: 3}',
      { ulimits: { nofile: 3 } },
    ],
    [
      'logging of another driver is replaced',
      'logging: {driver: a, options: {o: 1}}',
      'logging: {driver: b}',
      { logging: { driver: 'b' } },
    ],
    [
      'logging of the same driver is merged',
      'logging: {driver: a, options: {o: 1}}',
      'logging: {options: {p: 2}}',
      { logging: { driver: 'a', options: { o: '1', p: '2' } } },
    ],
    [
      'a list of dependencies resets the condition alone',
      'depends_on: {b: {condition: service_healthy, restart: true}}',
      'depends_on: [b]',
      { depends_on: { b: { condition: 'service_started', required: true, restart: true } } },
    ],
    [
      'networks keep their settings when a list names them',
      'networks: {n: {aliases: [x]}}',
      'networks: [n, m]',
      { networks: { n: { aliases: ['x'] }, m: null } },
    ],
    [
      'ports of the same place are one',
      'ports: ["80:80"]',
      'ports: [{target: 80, published: "80"}]',
      { ports: [{ mode: 'ingress', target: 80, published: '80', protocol: 'tcp' }] },
    ],
    [
      'a mount of the same target replaces the earlier in its place',
      'volumes: ["xx:/d", "yy:/e"]',
      'volumes: ["zz:/d"]',
      {
        volumes: [
          { type: 'volume', source: 'zz', target: '/d', volume: {} },
          { type: 'volume', source: 'yy', target: '/e', volume: {} },
        ],
      },
    ],
    [
      'secrets are known by their target',
      'secrets: [s]',
      'secrets: [{source: t, target: /run/secrets/s}]',
      { secrets: [{ source: 't', target: '/run/secrets/s' }] },
    ],
    ['!reset removes what came before', 'ports: ["80:80"]', 'ports: !reset []', {}],
    [
      '!reset removes one entry of a map',
      'environment: {A: 1, B: 2}',
      'environment: {A: !reset null}',
      { environment: { B: '2' } },
    ],
    ['!override removes and sets', 'dns: [1.1.1.1]', 'dns: !override [8.8.8.8]', { dns: ['8.8.8.8'] }],
  ])('%s', (_name, first, second, expected) => {
    const all = merged(first, second);
    expect(all).toMatchObject(expected);
    const extra = Object.keys(all).filter(
      (key) => !['image', 'command', 'entrypoint', 'networks'].includes(key) && !(key in expected),
    );
    expect(extra).toEqual([]);
  });

  test('what does not fit is an error that shows both places', () => {
    const { diagnostics } = loadTwo('storage_opt: {size: 1}', 'storage_opt: [size]');
    expect(diagnostics).toMatchObject([{ code: 'merge-conflict', path: ['services', 'a', 'storage_opt'] }]);
    expect(diagnostics[0]?.related?.[0]?.span.source.file).toBe('compose.yaml');
  });

  test('a replaced value remembers the earlier one', () => {
    const { origins } = loadTwo('hostname: a', 'hostname: b');
    const origin = origins.at(['services', 'a', 'hostname']);
    expect(origin?.span.source.file).toBe('compose.override.yaml');
    expect(origin?.previous?.span.source.file).toBe('compose.yaml');
  });

  test('pools of the same subnet are merged', () => {
    const { tree } = loadProject(
      memoryHost({
        cwd: '/p',
        files: {
          '/p/compose.yaml':
            'services: {a: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}\n',
          '/p/compose.override.yaml': 'networks: {n: {ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}]}}}\n',
        },
      }),
    );
    expect(tree && configData(tree, { format: 'json' })).toMatchObject({
      networks: { n: { ipam: { config: [{ subnet: '10.0.0.0/8', gateway: '10.0.0.1' }] } } },
    });
  });

  test('repeats in a list whose items must differ are errors', () => {
    const { diagnostics } = loadTwo('security_opt: [a, b]', 'security_opt: [a]');
    expect(diagnostics.map(({ code, path }) => `${code} ${pathText(path ?? [])}`)).toEqual([
      'duplicate-item services.a.security_opt[2]',
    ]);
  });
});

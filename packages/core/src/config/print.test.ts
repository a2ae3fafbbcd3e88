import { describe, expect, test } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { jsonText } from './json.ts';
import { configData } from './print.ts';

function load(text: string, options = {}) {
  const { tree, project, diagnostics } = loadProject(
    memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text }, env: { HOME: '/home/u' } }),
    options,
  );
  if (!tree) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { tree, project };
}

const service = (body: string): string => `services:\n  a:\n    image: x\n    ${body}\n`;
const printed = (text: string, format: 'json' | 'yaml' = 'json'): unknown =>
  (configData(load(text).tree, { format }) as { services: { a: unknown } }).services.a;

const bare = { image: 'x', command: null, entrypoint: null, networks: { default: null } };

describe('a project as docker compose config prints it', () => {
  test.each([
    ['zeros are left out', 'tty: false', {}],
    ['empty lists and maps are left out', 'ports: []', {}],
    ['flags that can be unset are kept', 'init: false', { init: false }],
    ['an empty command is kept', 'command: []', { command: [] }],
    ['sizes are strings', 'mem_limit: 1k', { mem_limit: '1024' }],
    ['durations are those of Go', 'stop_grace_period: 90s', { stop_grace_period: '1m30s' }],
    ['durations of zero are kept where they can be unset', 'stop_grace_period: 0s', { stop_grace_period: '0s' }],
    [
      'hosts are a sorted list',
      'extra_hosts: {b: [2.2.2.2, 1.1.1.1], a: 3.3.3.3}',
      { extra_hosts: ['a=3.3.3.3', 'b=1.1.1.1', 'b=2.2.2.2'] },
    ],
    [
      'a made host path is left out, a refused one is not',
      'volumes: ["./a:/a", {type: bind, source: /b, target: /b, bind: {create_host_path: false}}]',
      {
        volumes: [
          { type: 'bind', source: '/p/a', target: '/a', bind: {} },
          { type: 'bind', source: '/b', target: '/b', bind: { create_host_path: false } },
        ],
      },
    ],
    ['a limit of zero is empty', 'ulimits: {nofile: 0}', { ulimits: { nofile: {} } }],
    [
      'block devices have capitals',
      'blkio_config: {weight_device: [{path: /dev/sda}]}',
      { blkio_config: { weight_device: [{ Path: '/dev/sda', Weight: 0 }] } },
    ],
    ['dollars are doubled, in names too', 'labels: {"a$$b": "c$$d"}', { labels: { a$$$$b: 'c$$d' } }],
    ['extensions of services are left out', 'x-a: 1', {}],
  ])('%s', (_name, body, expected) => {
    expect(printed(service(body))).toEqual({ ...bare, ...expected });
  });

  test('YAML keeps extensions and models, and leaves empty commands and objects out', () => {
    expect(printed(service('deploy: {x-b: 2, labels: {}}'), 'yaml')).toEqual({
      image: 'x',
      networks: { default: null },
      deploy: { 'x-b': 2 },
    });
    const { tree } = load(
      'services: {a: {image: x, models: [m]}}\nmodels: {m: {model: ai/m}}\nx-top: {k: 2024-01-02}\n',
    );
    expect(configData(tree, { format: 'yaml' })).toMatchObject({ models: { m: { model: 'ai/m' } } });
    expect(configData(tree, { format: 'json' })).not.toHaveProperty('models');
    expect(configData(tree, { format: 'json' })).toMatchObject({ 'x-top': { k: '2024-01-02T00:00:00Z' } });
  });

  test('without interpolation the tree is printed as it is', () => {
    const { tree } = load(service('command: echo $$A ${B}'), { interpolate: false });
    expect(configData(tree, { format: 'json', raw: true })).toMatchObject({
      services: { a: { command: 'echo $$A ${B}' } },
    });
  });

  test('what is printed loads again to the same project', () => {
    const text = `name: demo
services:
  a:
    build: {context: ./web, args: {A: "$$x"}, secrets: [s]}
    command: sh -c "echo $$HOME"
    environment: [A=1, "B=$$2", C]
    ports: ["8080:80", "9000-9002:9000-9002/udp"]
    volumes: ["data:/data", "./conf:/conf:ro", {type: tmpfs, target: /t, tmpfs: {size: 1m}}]
    healthcheck: {test: [CMD, x], interval: 1m, retries: 0}
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 1g}}}
    extra_hosts: ["h=1.1.1.1"]
    ulimits: {nofile: {soft: 1, hard: 2}}
    depends_on: {b: {condition: service_healthy, required: false}}
    configs: [{source: c, mode: 0440}]
    blkio_config: {weight: 300}
  b: {image: x, links: [], scale: 0, network_mode: none}
volumes: {data: }
secrets: {s: {file: ./s}}
configs: {c: {content: "$$a"}}
`;
    const { tree, project } = load(text);
    const again = load(jsonText(configData(tree, { format: 'json' })));
    expect(again.project).toEqual(project);
  });

  test('whole numbers keep all their digits', () => {
    const { tree } = load(service('cpu_quota: 9007199254740993'));
    expect(jsonText(configData(tree, { format: 'json' }))).toContain('"cpu_quota": 9007199254740993');
  });
});

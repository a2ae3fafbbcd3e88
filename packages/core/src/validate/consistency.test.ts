import { describe, expect, test } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { pathText } from '../tree/node.ts';

function problems(text: string, profiles: readonly string[] = []): readonly string[] {
  const { diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }), { profiles });
  return diagnostics.map(
    ({ code, path, related }) => `${code} ${pathText(path ?? [])}${related ? ` +${related.length}` : ''}`,
  );
}

const service = (body: string): string => `services:\n  a:\n    image: x\n    ${body}\n`;

describe('a service', () => {
  test.each([
    ['no image', 'services: {a: {hostname: x}}', 'no-image services.a'],
    [
      'two Dockerfiles',
      service('build: {dockerfile: D, dockerfile_inline: FROM x}'),
      'conflict services.a.build.dockerfile_inline +1',
    ],
    [
      'a context that is not a service',
      service('build: {additional_contexts: {c: "service:b"}}'),
      'undefined-service services.a.build.additional_contexts.c',
    ],
    [
      'a platform that is not built',
      `${service('build: {platforms: [linux/arm64]}')}    platform: linux/amd64\n`,
      'conflict services.a.platform +1',
    ],
    [
      'a mode and networks',
      `${service('network_mode: host')}    networks: [default]\nnetworks: {default: }\n`,
      'conflict services.a.network_mode +1',
    ],
    ['an undefined network', service('networks: [n]'), 'undefined-network services.a.networks.n'],
    ['an undefined volume', service('volumes: ["v1:/v"]'), 'undefined-volume services.a.volumes[0].source'],
    ['an undefined secret', service('secrets: [s]'), 'undefined-secret services.a.secrets[0].source'],
    [
      'an undefined build secret',
      service('build: {secrets: [s]}'),
      'undefined-secret services.a.build.secrets[0].source',
    ],
    ['an undefined config', service('configs: [c]'), 'undefined-config services.a.configs[0].source'],
    ['an undefined model', service('models: [m]'), 'undefined-model services.a.models.m'],
    ['an undefined dependency', service('depends_on: [b]'), 'undefined-service services.a.depends_on.b'],
    ['an undefined link', service('links: ["b:alias"]'), 'undefined-service services.a.depends_on.b'],
    [
      'a test of an unknown kind',
      service('healthcheck: {test: [curl, x]}'),
      'invalid-test services.a.healthcheck.test',
    ],
    ['two scales', `${service('scale: 1')}    deploy: {replicas: 2}\n`, 'conflict services.a.scale +1'],
    [
      'a block that lacks the key',
      `${service('cpus: 1')}    deploy: {resources: {limits: {pids: 5}}}\n`,
      'conflict services.a.cpus +1',
    ],
    ['a negative scale', service('scale: -1'), 'out-of-range services.a.scale'],
    [
      'a name for two containers',
      `${service('scale: 2')}    container_name: one\n`,
      'conflict services.a.container_name +1',
    ],
    [
      'a sync to nowhere',
      service('develop: {watch: [{path: ., action: sync}]}'),
      'missing-key services.a.develop.watch[0].target',
    ],
    ['a target twice', `${service('tmpfs: /d')}    volumes: [/d]\n`, 'duplicate-target services.a.volumes[0] +1'],
  ])('with %s', (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test('that is switched off may be missing only where it is not required', () => {
    const text = (required: boolean): string =>
      `services:\n  a: {image: x, depends_on: {b: {condition: service_started, required: ${required}}}}\n  b: {image: x, profiles: [p]}\n`;
    expect(problems(text(true))).toEqual(['undefined-service services.a.depends_on.b +1']);
    expect(problems(text(false))).toEqual([]);
    expect(problems(text(true), ['p'])).toEqual([]);
  });
});

describe('a project', () => {
  test('draws one cycle of each group of services that form any', () => {
    const { diagnostics } = loadProject(
      memoryHost({
        cwd: '/p',
        files: {
          '/p/compose.yaml': `services:
  a: {image: x, depends_on: [b]}
  b: {image: x, depends_on: [c, d]}
  c: {image: x, depends_on: [a]}
  d: {image: x}
  e: {image: x, depends_on: [e]}
`,
        },
      }),
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'dependency cycle: a -> b -> c -> a',
      'dependency cycle: e -> e',
    ]);
  });

  test('of 3000 services in a chain is searched without recursion', () => {
    const services = Array.from(
      { length: 3000 },
      (_, index) => `  s${index}: {image: x, depends_on: [s${(index + 1) % 3000}]}\n`,
    );
    expect(problems(`services:\n${services.join('')}`)).toEqual(['dependency-cycle services.s0.depends_on.s1 +2999']);
  });

  test('names the key of a negative number whole', () => {
    const files = { '/p/compose.yaml': service('deploy: {replicas: -2}') };
    const [diagnostic] = loadProject(memoryHost({ cwd: '/p', files })).diagnostics;
    expect(diagnostic?.message).toBe('services.a.deploy.replicas must be 0 or more');
  });

  test('warns of a port of the host that is published twice', () => {
    expect(problems('services:\n  a: {image: x, ports: ["80:80"]}\n  b: {image: x, ports: ["80:8080"]}\n')).toEqual([
      'host-port-twice services.b.ports[0] +1',
    ]);
  });

  test('has each container name once', () => {
    expect(problems('services:\n  a: {image: x, container_name: cc}\n  b: {image: x, container_name: cc}\n')).toEqual([
      'duplicate-container-name services.b.container_name +1',
    ]);
  });
});

describe('a resource', () => {
  test.each([
    ['external and described', 'volumes: {v: {external: true, driver: d}}', 'conflict volumes.v.driver +1'],
    ['a secret of two sources', 'secrets: {s: {file: f, environment: E}}', 'conflict secrets.s +1'],
    ['a config of no source', 'configs: {c: {name: n}}', 'no-source configs.c'],
    ['two names', 'volumes: {v: {name: a, external: {name: b}}}', 'conflict volumes.v +1'],
  ])('%s', (_name, text, expected) => {
    const found = problems(`services: {a: {image: x}}\n${text}\n`);
    expect(found.filter((problem) => !problem.startsWith('deprecated-key'))).toEqual([expected]);
  });

  test.each([
    [
      'an address that is none',
      service('ports: [{target: 80, host_ip: localhost}]'),
      'invalid-address services.a.ports[0].host_ip',
    ],
    [
      'nothing to watch',
      service('develop: {watch: [{path: "", action: rebuild}]}'),
      'invalid-value services.a.develop.watch[0].path',
    ],
    ['devices counted and named', service('gpus: [{count: 1, device_ids: ["0"]}]'), 'conflict services.a.gpus[0] +1'],
    ['a bind of nothing', service('volumes: [{type: bind, target: /d}]'), 'invalid-mount services.a.volumes[0]'],
    ['a mount to nowhere', service('volumes: [{type: volume, source: v}]'), 'missing-key services.a.volumes[0]'],
    ['a port of nothing', service('ports: [{published: "80"}]'), 'missing-key services.a.ports[0]'],
  ])('of a service: %s', (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

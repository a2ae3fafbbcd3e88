import { describe, expect, test } from 'vitest';
import { configData } from '../config/print.ts';
import type { LoadOptions } from '../load-options.ts';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

function data(text: string, options: LoadOptions = {}): unknown {
  const host = memoryHost({ cwd: '/p', env: { HOME: '/home/u', SET: 'value' }, files: { '/p/compose.yaml': text } });
  const { tree, diagnostics } = loadProject(host, options);
  if (!tree) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return configData(tree, { format: 'json' });
}

describe('what follows from the whole', () => {
  test('services without a network join the default one, resources get names', () => {
    expect(data('name: demo\nservices: {a: {image: x, volumes: ["v1:/v"]}}\nvolumes: {v1: , v2: }\n')).toEqual({
      name: 'demo',
      services: {
        a: {
          image: 'x',
          command: null,
          entrypoint: null,
          networks: { default: null },
          volumes: [{ type: 'volume', source: 'v1', target: '/v', volume: {} }],
        },
      },
      networks: { default: { name: 'demo_default', ipam: {} } },
      volumes: { v1: { name: 'demo_v1' } },
    });
  });

  test('external resources are named by their key, in the old form by their name', () => {
    expect(
      data(
        'services: {a: {image: x, networks: [n, o]}}\nnetworks: {n: {external: true}, o: {external: {name: old}}}\n',
      ),
    ).toMatchObject({ networks: { n: { name: 'n', external: true }, o: { name: 'old', external: true } } });
  });

  test('links, shared namespaces and volumes bring dependencies', () => {
    const text = `services:
  a: {image: x, links: ["b:bb"], ipc: "service:c", volumes_from: ["d:ro", "container:e"]}
  b: {image: x}
  c: {image: x}
  d: {image: x}
`;
    const started = { condition: 'service_started', required: true };
    expect(data(text)).toMatchObject({
      services: {
        a: { depends_on: { b: { ...started, restart: true }, c: { ...started, restart: true }, d: started } },
      },
    });
  });

  test('bare names take the value of the environment, build arguments without one go', () => {
    expect(data('services: {a: {build: {args: [SET, UNSET]}, environment: [SET, UNSET]}}\n')).toMatchObject({
      services: { a: { build: { args: { SET: 'value' } }, environment: { SET: 'value', UNSET: null } } },
    });
  });

  test('hooks before the start run the image of the service', () => {
    expect(data('services: {a: {image: x, pre_start: [{command: m}, {command: n, image: y}]}}\n')).toMatchObject({
      services: { a: { pre_start: [{ image: 'x' }, { image: 'y' }] } },
    });
  });

  test('scale is copied to deploy', () => {
    expect(data('services: {a: {image: x, scale: 2, deploy: {}}}\n')).toMatchObject({
      services: { a: { scale: 2, deploy: { replicas: 2, resources: {}, placement: {} } } },
    });
  });
});

describe('paths are made absolute', () => {
  test.each([
    ['build: .', { build: { context: '/p' } }],
    ['build: https://example.com/x.git', { build: { context: 'https://example.com/x.git' } }],
    [
      'build: {additional_contexts: [a=./a, b=docker-image://b, c=service:z]}',
      { build: { additional_contexts: { a: '/p/a', b: 'docker-image://b', c: 'service:z' } } },
    ],
    [
      'volumes: ["~/d:/d", "./e/../f:/f", "/a/../b:/b"]',
      { volumes: [{ source: '/home/u/d' }, { source: '/p/f' }, { source: '/a/../b' }] },
    ],
    ['volumes: [{type: bind, source: plain, target: /d}]', { volumes: [{ source: '/p/plain' }] }],
    [
      'develop: {watch: [{path: src, action: rebuild}]}',
      { develop: { watch: [{ path: '/p/src', exec: { command: null } }] } },
    ],
  ])('%s', (body, expected) => {
    const text = `services:\n  a:\n    image: x\n    ${body}\n  z: {build: .}\n`;
    expect(data(text)).toMatchObject({ services: { a: expected } });
  });

  test('the device of a local bind volume is a path', () => {
    const local = 'volumes: {v1: {driver: local, driver_opts: {o: bind, type: none, device: ./d}}}';
    expect(data(`services: {a: {image: x, volumes: ["v1:/v"]}}\n${local}\n`)).toMatchObject({
      volumes: { v1: { driver_opts: { device: '/p/d' } } },
    });
  });
});

describe('selection', () => {
  const text = `services:
  web: {image: x, depends_on: [db], networks: [front]}
  db: {image: x}
  job: {image: x, profiles: [batch], depends_on: [db]}
networks: {front: , back: }
`;
  const names = (options: LoadOptions): readonly string[] =>
    Object.keys((data(text, options) as { services: object }).services);

  test('by profile, by name with dependencies, by pattern', () => {
    expect(names({})).toEqual(['web', 'db']);
    expect(names({ profiles: ['batch'] })).toEqual(['web', 'db', 'job']);
    expect(names({ profiles: ['*'] })).toEqual(['web', 'db', 'job']);
    expect(names({ services: ['db'] })).toEqual(['db']);
    expect(names({ services: ['job'] })).toEqual(['db', 'job']);
    expect(names({ services: ['w*'] })).toEqual(['web', 'db']);
  });

  test.each([
    ['web-*', ['web-1', 'web-2']],
    ['web-?', ['web-1', 'web-2']],
    ['web-[^1]', ['web-2']],
    ['[a-d]b', ['db']],
    ['a.b', ['a.b']],
    ['a?b', ['a.b', 'axb']],
    ['*b', ['a.b', 'axb', 'db']],
    ['a*b*', ['a.b', 'axb']],
    ['\\db', ['db']],
  ])('%s selects as in docker compose', (pattern, selected) => {
    const five = 'services: {web-1: {image: x}, web-2: {image: x}, a.b: {image: x}, axb: {image: x}, db: {image: x}}\n';
    expect(Object.keys((data(five, { services: [pattern] }) as { services: object }).services)).toEqual(selected);
  });

  test('unused resources go, unless they are asked for', () => {
    expect(data(text)).toMatchObject({ networks: { front: {}, default: {} } });
    expect(Object.keys((data(text) as { networks: object }).networks)).toEqual(['front', 'default']);
    expect(data(text, { allResources: true })).toHaveProperty('networks.back');
  });

  test('an unknown name gets a suggestion', () => {
    const { diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }), {
      services: ['wep'],
    });
    expect(diagnostics).toMatchObject([{ code: 'undefined-service', hint: 'did you mean "web"?' }]);
  });
});

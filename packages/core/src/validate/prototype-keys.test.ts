import { expect, it } from 'vitest';
import { fixProject } from '../fix/fix.ts';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

/** A mapping of each kind, with one unknown key. */
const levels: Readonly<Record<string, (key: object) => object>> = {
  'the top level': (key) => ({ ...key, services: { a: { image: 'x' } } }),
  'a service': (key) => ({ services: { a: { image: 'x', ...key } } }),
  build: (key) => ({ services: { a: { build: { context: '.', ...key } } } }),
  healthcheck: (key) => ({ services: { a: { image: 'x', healthcheck: { test: 'x', ...key } } } }),
  deploy: (key) => ({ services: { a: { image: 'x', deploy: { resources: { limits: key }, ...key } } } }),
  ports: (key) => ({ services: { a: { image: 'x', ports: [{ target: 80, ...key }] } } }),
  volumes: (key) => ({ services: { a: { image: 'x', volumes: [{ type: 'volume', target: '/a', ...key }] } } }),
  'a network': (key) => ({ services: { a: { image: 'x' } }, networks: { n: { ipam: { config: [key] }, ...key } } }),
  'a config': (key) => ({ services: { a: { image: 'x' } }, configs: { c: { content: '', ...key } } }),
};

it.each(Object.entries(levels))('no member of Object.prototype is a key of %s', (_, projectWith) => {
  for (const name of Object.getOwnPropertyNames(Object.prototype))
    for (const value of [null, { image: 'x' }]) {
      const key = Object.fromEntries([[name, value]]);
      const files = { '/p/compose.yaml': JSON.stringify(projectWith(key)) };
      const { diagnostics } = loadProject(memoryHost({ files, cwd: '/p' }));
      expect(diagnostics.map(({ message }) => message).join('\n')).toContain(name);
      for (const { message, hint } of diagnostics) {
        expect(`${message} ${hint}`).not.toMatch(/native code|\[object /);
        expect(['string', 'undefined']).toContain(typeof hint);
      }
      expect(fixProject(memoryHost({ files, cwd: '/p' })).fixed).toEqual([]);
    }
});

import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { describe, expect, test } from 'vitest';

const key = 'a\0b';

/** A NUL in every kind of key that a user names. */
const projects: Readonly<Record<string, object>> = {
  environment: { environment: { [key]: 'x' } },
  labels: { labels: { [key]: 'x' } },
  annotations: { annotations: { [key]: 'x' } },
  sysctls: { sysctls: { [key]: '1' } },
  'logging options': { logging: { driver: 'json-file', options: { [key]: 'x' } } },
  'driver options of a network': { networks: { n: { driver_opts: { [key]: 'x' } } } },
  'build arguments': { build: { context: '.', args: { [key]: 'x' } } },
  hosts: { extra_hosts: { [key]: '1.2.3.4' } },
  'storage options': { storage_opt: { [key]: 'x' } },
  ulimits: { ulimits: { [key]: 5 } },
  hooks: { post_start: [{ command: ['x'], environment: { [key]: 'x' } }] },
  'an extension': { 'x-a': { [key]: 'x' } },
};

describe.each(Object.entries(projects))('a NUL in a key: %s', (_, service) => {
  test.each(targets.map((target) => [target.name, target] as const))('%s', (__, target) => {
    const web = { image: 'a:1', ...service };
    const text = JSON.stringify({ name: 'shop', services: { web }, networks: { n: {} } });
    const host = memoryHost({ files: { '/p/compose.yaml': text, '/p/Dockerfile': 'FROM a' }, cwd: '/p' });
    const loaded = loadProject(host);
    if (!loaded.project) return expect(loaded.diagnostics.map(({ code }) => code)).not.toEqual([]);
    const { files, diagnostics } = convert({ host, loaded, target, layout: 'directory' });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).not.toContain('failed-check');
    expect(files.length + errors.length).toBeGreaterThan(0);
    for (const { span, path } of errors) expect(span ?? path).toBeDefined();
    for (const { path, content } of files) expect(`${path}\n${content}`).not.toContain('\0');
  });
});

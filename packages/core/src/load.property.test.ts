import fc from 'fast-check';
import { expect, it } from 'vitest';
import { configData } from './config/print.ts';
import { jsonText } from './config/json.ts';
import type { KeyRule, Type } from './keys/rule.ts';
import { serviceKeys } from './keys/service.ts';
import { projectType } from './keys/table.ts';
import { object } from './keys/type.ts';
import type { LoadOptions, LoadResult } from './load-options.ts';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';

/** The same projects in each run: `npm run fuzz` is for new ones. */
const seed = 20261124;

const serviceType = object(serviceKeys);
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{1,6}$/);
const words = fc.constantFrom(
  'a',
  'b.example',
  'x y',
  "it's",
  '"',
  '${A}',
  '$$',
  '\\',
  'ß한🎉',
  'a\nb',
  '#',
  'null',
  'yes',
  '0755',
  '1e3',
  '- a',
  'a: b',
  '&a',
  '!b',
  '{',
  '::1',
  '-1',
  '~',
);
const text = fc.oneof(
  words,
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }).map((one) => one.replaceAll('$', '_')),
);

/** Texts of keys that have a grammar, by key path. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'services.ports': ['80', '8080:80', '127.0.0.1:53:53/udp', '3000-3002', '9000-9001:90-91', '[::1]:8443:443'],
  'services.volumes': ['data:/data', './a:/b:ro', '/c', 'cache:/cache:nocopy', '~/d:/d:Z,rshared'],
  'services.devices': ['/dev/a', '/dev/a:/dev/b:r'],
  'services.extra_hosts': ['a=1.2.3.4', 'b:::1'],
  'services.build.extra_hosts': ['a=1.2.3.4'],
  'services.build.ssh': ['default', 'key=./id'],
  'services.command': ['echo "a b" c', "sh -c 'x; y'", 'a\\ b'],
  'services.restart': ['always', 'on-failure:3'],
  // Names of services and resources are checked only where they appear as keys.
  'services.volumes_from': ['a', 'container:b', 'c:ro'],
  'services.links': ['a', 'b:c'],
  'services.depends_on': ['a', 'b1'],
  'services.networks': ['default', 'n1'],
  'services.models': ['m1'],
  'services.network_mode': ['host', 'service:a', 'container:b'],
  'services.ipc': ['host', 'service:a'],
  'services.pid': ['host', 'service:a'],
  'services.uts': ['host'],
};

const byDecode: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  bytes: fc.oneof(fc.constantFrom('512m', '1.5g', '100', '64 kb'), fc.nat({ max: 2 ** 31 })),
  duration: fc.constantFrom('1m30s', '0', '1.5h', '100ms', '2d'),
  integer: fc.nat({ max: 1000 }),
  count: fc.nat({ max: 1000 }),
  unsigned: fc.nat({ max: 511 }),
  single: fc.constantFrom(0.5, 1, '1.5'),
  cpus: fc.constantFrom('0.5', '2'),
  mode: fc.constantFrom(0o440, '0400'),
  words: fc.oneof(fc.constantFrom('echo "a b" c', "sh -c 'x; y'", 'a\\ b'), fc.array(text, { maxLength: 3 })),
  test: fc.constantFrom('true || false', ['CMD', 'true'], ['NONE']),
  'device-count': fc.constantFrom(1, 'all'),
};

/** Keys whose values name files that would have to be there, or are read by rules across keys. */
const left: ReadonlySet<string> = new Set([
  'services.extends',
  'services.env_file',
  'services.label_file',
  'services',
  'include',
  'name',
  'version',
  'volumes.external',
  'networks.external',
]);

/** Keys without which a long form is refused, though the table lets them be left out. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'services.ports': ['target'],
  'services.volumes': ['source', 'target'],
  'services.devices': ['source', 'target'],
};

/** Resources whose keys exclude each other. */
const records: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  secrets: fc.constantFrom({ file: './s' }, { environment: 'A' }, { external: true, name: 'n' }),
  configs: fc.constantFrom({ file: './c' }, { environment: 'A' }, { content: 'a $$b' }, { external: true }),
};

function valueOf(type: Type, rule: KeyRule | undefined, keyPath: string, depth: number): fc.Arbitrary<unknown> {
  if (rule?.path !== undefined && type.is === 'map')
    return fc.dictionary(name, fc.constantFrom('./x', '/z'), { maxKeys: 2 });
  const decoded = rule?.decode === undefined ? undefined : byDecode[rule.decode];
  if (decoded) return decoded;
  switch (type.is) {
    case 'one-of':
      return fc.oneof(
        ...type.of.filter((branch) => branch.is !== 'null').map((branch) => valueOf(branch, rule, keyPath, depth)),
      );
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer':
      return fc.integer({ min: Math.max(0, type.minimum ?? 0), max: type.maximum ?? 65_535 });
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'any':
      return text;
    case 'list': {
      // An item may become a key, which Docker's print doubles the dollar signs of and no reader halves, or an empty one.
      const item = valueOf(type.of, rule, keyPath, depth + 1).map((one) =>
        typeof one === 'string' ? one.replaceAll('$$', '_').replace(/^=/, '_') : one,
      );
      return fc.uniqueArray(item, {
        // Empty lists are left out of the print.
        minLength: /\.(?:capabilities|device_ids|extra_hosts)$/.test(keyPath) ? 1 : 0,
        maxLength: 3,
        selector: (value) => JSON.stringify(value),
      });
    }
    case 'map':
      return fc.dictionary(name, valueOf(type.of, rule, keyPath, depth + 1), { maxKeys: 3 });
    case 'object': {
      const whole = records[keyPath];
      if (whole && depth === 2) return whole;
      const keys = Object.keys(type.keys).filter((key) => !left.has(below(keyPath, key)));
      const some = fc.subarray(keys, { minLength: 0, maxLength: Math.min(keys.length, depth < 3 ? 6 : 3) });
      return some.chain((chosen) => {
        const all = [...new Set([...chosen, ...(type.required ?? []), ...(needed[keyPath] ?? [])])];
        return fc.record(
          Object.fromEntries(all.map((key) => [key, entryOf(type.keys[key], below(keyPath, key), depth)])),
        );
      });
    }
    case 'string': {
      const known = texts[keyPath];
      if (known) return fc.constantFrom(...known);
      if (rule?.cast === 'boolean') return fc.constantFrom('true', 'False');
      if (rule?.cast !== undefined) return fc.constantFrom('1', '2');
      if (type.pattern)
        return fc.constantFrom('always', 'name_1', '1.2').filter((one) => type.pattern?.test(one) ?? true);
      return rule?.path === undefined ? text : fc.constantFrom('./x', '../y', '/z', 'w');
    }
  }
}

const below = (keyPath: string, key: string): string => (keyPath ? `${keyPath}.${key}` : key);

function entryOf(row: KeyRule | undefined, keyPath: string, depth: number): fc.Arbitrary<unknown> {
  return row ? valueOf(row.type, row, keyPath, depth + 1) : fc.constant(null);
}

const projects = fc
  .tuple(
    valueOf(projectType, undefined, '', 0),
    fc.dictionary(name, valueOf(serviceType, undefined, 'services', 1), { minKeys: 1, maxKeys: 3 }),
  )
  .map(([project, services]) => ({ ...(project as object), services }));

/** Every service runs, and references may lead nowhere: what is tried is how values are read and written. */
const options: LoadOptions = { consistency: false, profiles: ['*'], allResources: true };

function load(files: Readonly<Record<string, string | Uint8Array>>): LoadResult {
  const inProject = Object.fromEntries(Object.entries(files).map(([file, content]) => [`/p/${file}`, content]));
  const host = memoryHost({ files: inProject, cwd: '/p', env: { A: 'a', HOME: '/home/u' } });
  return loadProject(host, { ...options, files: Object.keys(files) });
}

const printed = ({ tree }: LoadResult): string => (tree ? jsonText(configData(tree, { format: 'yaml' })) : '');
const hasError = ({ diagnostics }: LoadResult): boolean => diagnostics.some(({ severity }) => severity === 'error');

it('reads what it prints as the same project', () => {
  let loaded = 0;
  fc.assert(
    fc.property(projects, (project) => {
      const first = load({ 'compose.yaml': JSON.stringify(project) });
      expect(first.tree === undefined).toBe(hasError(first));
      if (!first.tree) return;
      loaded += 1;
      const text = printed(first);
      const again = load({ 'printed.yaml': text });
      expect(again.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(printed(again)).toBe(text);
    }),
    { numRuns: 200, seed },
  );
  expect(loaded).toBeGreaterThan(100);
});

it('sees no difference in an empty override', () => {
  fc.assert(
    fc.property(
      projects,
      fc.constantFrom('', '{}', '# nothing\n', 'services: {}\n', 'x-a: null\n'),
      (project, override) => {
        const text = JSON.stringify(project);
        const one = load({ 'compose.yaml': text });
        const two = load({ 'compose.yaml': text, 'override.yaml': override });
        expect(printed(two).replace(/,?\n  "x-a": null/, '')).toBe(printed(one));
      },
    ),
    { numRuns: 100, seed },
  );
});

it('answers any bytes with a project or an error', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 100 }).map((content) => new TextEncoder().encode(content)),
    fc
      .array(
        fc.constantFrom(
          'services:',
          '\n',
          '  ',
          'a',
          ': ',
          '- ',
          '{',
          '}',
          '[',
          ']',
          ',',
          '&a ',
          '*a',
          '!b ',
          '|',
          '"',
          "'",
          '#',
          '\t',
          '? ',
          '<<: ',
          '---\n',
          '${A',
          '}',
        ),
      )
      .map((parts) => new TextEncoder().encode(parts.join(''))),
  );
  fc.assert(
    fc.property(bytes, bytes, (content, env) => {
      const result = load({ 'compose.yaml': content, '.env': env });
      expect(result.tree === undefined).toBe(hasError(result));
    }),
    { numRuns: 500, seed },
  );
});

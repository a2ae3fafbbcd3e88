import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bundle = `${root}packages/cli/dist/`;

it.skipIf(!existsSync(bundle))('the bundle starts no process and opens no connection', () => {
  const all = readdirSync(bundle).filter((name) => name.endsWith('.cjs'));
  // What talks to a cluster, what asks a container engine, and what runs plug-ins; loaded-files.test.ts shows which commands load them.
  const files = all.filter((name) => !['cluster.cjs', 'images.cjs', 'plug-ins.cjs'].includes(name));
  expect(files).toHaveLength(all.length - 3);
  const text = files.map((name) => readFileSync(`${bundle}${name}`, 'utf8')).join('\n');
  const required = [...text.matchAll(/\b(?:require|import)\(["'`](?:node:)?([^"'`]+)["'`]\)/g)].map(([, name]) => name);
  expect(required).toContain('fs');
  const harmless = [
    'buffer',
    'crypto',
    'events',
    'fs',
    'os',
    'path',
    'process',
    'tty',
    'url',
    'util',
    'worker_threads',
  ];
  const own = all.map((name) => `./${name}`);
  expect(required.filter((name) => ![...harmless, ...own].includes(name ?? ''))).toEqual([]);
  // Not methods of that name, as the scanner of YAML has.
  expect(/(?<![.\w$])(?:fetch|WebSocket|getBuiltinModule|XMLHttpRequest)\((?!\)\{)/.test(text)).toBe(false);
});

const page = readFileSync(`${root}docs/threat-model.md`, 'utf8');
const cited = [...page.matchAll(/`(packages\/[^`]+\.test\.ts)`: "([^"]+)"/g)].map(([, file = '', name = '']) => [
  file,
  name,
]);

test('the threat model names many tests', () => {
  expect(cited.length).toBeGreaterThan(15);
});

test.each(cited)('%s has a test with "%s" in its name', (file = '', name = '') => {
  expect(readFileSync(`${root}${file}`, 'utf8')).toContain(name);
});

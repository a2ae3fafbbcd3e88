import { expect, it } from 'vitest';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';
import { nodeAt } from './tree/node.ts';
import type { LoadOptions } from './load-options.ts';
import type { Node } from './tree/node.ts';

const plain = (node: Node | undefined): unknown => {
  if (node?.kind === 'seq') return node.items.map(plain);
  return node?.kind === 'map'
    ? Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]))
    : node?.value;
};

/** The value at a path of the service `a`, or the codes of the errors. All answers are those of Docker Compose 5.5.1. */
function read(
  files: string | Readonly<Record<string, string>>,
  path: readonly (string | number)[],
  options: LoadOptions = {},
) {
  const given = typeof files === 'string' ? { '/p/compose.yaml': files } : files;
  const { tree, diagnostics } = loadProject(memoryHost({ files: given, cwd: '/p' }), options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return errors.length > 0 ? errors : plain(nodeAt(tree, ['services', 'a', ...path]));
}

const a = (lines: string): string => `services:\n  a:\n    image: x\n${lines}`;

it('takes a published number and the same text for two ports', () => {
  const text = a('    ports:\n      - {target: 80, published: 8080}\n      - "8080:80"\n');
  expect(read(text, ['ports'])).toHaveLength(2);
  expect(
    loadProject(memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' })).diagnostics.map(({ code }) => code),
  ).toEqual(['host-port-twice']);
});

it('keeps quotes and backslashes inside backquotes and $(…)', () => {
  const text = a(`    command: echo \`a "b c" \\d\` $(x "y z" \\w 'q') e\n`);
  expect(read(text, ['command'])).toEqual(['echo', '`a "b c" \\d`', `$(x "y z" \\w 'q')`, 'e']);
});

it.each([
  ['a tab at the start of a line in quotes', '    labels:\n      b: "x\n\ty"\n', 'x y'],
  ['U+007F', '    labels: {b: "x\x7fy"}\n', 'x\x7fy'],
  ['U+0085 as the end of a line', '    labels:\n      c: d\n\u0085      b: e\n', 'e'],
])('reads %s', (_, lines, value) => {
  expect(read(a(lines), ['labels', 'b'])).toBe(value);
});

it('reads keys of any length', () => {
  const key = 'k'.repeat(5000);
  expect(read(a(`    labels:\n      ${key}: v\n`), ['labels', key])).toBe('v');
});

it('checks no container names with --no-consistency', () => {
  const text = 'services:\n  a: {image: x, container_name: ccc}\n  b: {image: x, container_name: ccc}\n';
  expect(read(text, ['container_name'])).toEqual(['duplicate-container-name']);
  expect(read(text, ['container_name'], { consistency: false })).toBe('ccc');
});

it('sorts mappings that become lists without interpolation', () => {
  const files = {
    '/p/compose.yaml': a('    environment: {Z: 1, A: 2}\n'),
    '/p/o.yaml': 'services: {a: {environment: {Y: 1, B: 2}}}\n',
  };
  const options = { files: ['compose.yaml', 'o.yaml'] };
  expect(read(files, ['environment'], { ...options, interpolate: false })).toEqual(['A=2', 'Z=1', 'B=2', 'Y=1']);
  expect(Object.keys(read(files, ['environment'], options) as object)).toEqual(['Z', 'A', 'Y', 'B']);
});

it('makes the path of an extended file absolute where its service is empty', () => {
  const files = {
    '/p/compose.yaml': a('    extends: {file: sub/b.yaml, service: b}\n'),
    '/p/sub/b.yaml': 'services:\n  b:\n',
  };
  expect(read(files, ['extends', 'file'])).toBe('/p/sub/b.yaml');
});

it('drops unknown keys with a warning when it is asked to', () => {
  const text = `is_directory: true\n${a('    exclude_from_hc: true\n    build: {context: ., nope: 1}\n')}`;
  expect(read(text, [])).toEqual(['unknown-key', 'unknown-key', 'unknown-key']);
  const host = memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' });
  const { project, diagnostics } = loadProject(host, { unknownKeys: 'warn' });
  expect(project?.services['a']?.image).toBeDefined();
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(Array(3).fill('warning unknown-key'));
});

it('reads 1000 nested defaults, and refuses variables that double each other', () => {
  expect(read(a(`    user: "${'${A:-'.repeat(1000)}x${'}'.repeat(1000)}"\n`), ['user'])).toBe('x');
  const doubled = `A0=xxxxxxxxxx\n${Array.from({ length: 41 }, (_, index) => `A${index + 1}=\${A${index}}\${A${index}}\n`).join('')}`;
  expect(read({ '/p/compose.yaml': a('    user: $A41\n'), '/p/.env': doubled }, [])).toEqual(['env-syntax']);
});

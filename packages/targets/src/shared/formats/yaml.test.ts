import { spawnSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

import { printDocuments, printYaml } from './yaml.ts';

const tricky = `y n yes No ON off true False null ~ = << 012 1_000 0b1 0o17 0x1F 22:22 1:2:3 1e3 1E+3 .5 5. -1 +1 .inf
  -.Inf .NaN 2024-01-01 2024-01-01T00:00:00Z 1,000 - -- --- ... -a --a ? : :a a:b a: #a a#b & * ! | > % @ \` [ ] { } , [a]
  {a} 'a' "a" \\ \\n ' " '' a'b a"b 1.2.3 10.0.0.1 512Mi 100m 1.5Gi 0 00 0x 0b 1_ _1 +.5 -_ !!str &a *a %a @a é 日本 😀 $ $(X)
  {{ x }} 0o8 08 1e 1e- e1 0xg nan inf NULL Null Yes Y N OFF true1 ._ .e3 ./a ../a ~/a /a <a =a ==`.split(/\s+/);
const strings = fc.oneof(
  fc.constantFrom('', ' ', 'a ', ' a', 'a: b', 'a #b', '\t', 'a\tb', ...tricky),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from(` \n\t\r'"#:-?|>&*!%@\`,[]{}\\0159eExobyYnN_.+~<=a\x7f\x85\xa0\u2028\uFEFF\0\x1b😀é`),
    ),
  }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '#', '- ') }),
  fc.string({ unit: 'grapheme' }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
);
const keys = strings.filter((key) => key !== '__proto__');
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    strings,
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('what is printed is read back', () => {
  test.each(['1.1', '1.2'] as const)('by a reader of YAML %s', (version) => {
    fc.assert(
      fc.property(json, fc.boolean(), (value, indentLists) => {
        expect(parse(printYaml(value, { indentLists }), { version })).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  const python = 'import sys,json,yaml\nfor line in sys.stdin: print(json.dumps(yaml.safe_load(json.loads(line))))';
  test.skipIf(spawnSync('python3', ['-c', 'import yaml']).status !== 0)('by PyYAML', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 50, maxLength: 100 }), (values) => {
        const input = values.map((value) => `${JSON.stringify(printYaml(value))}\n`).join('');
        const run = spawnSync('python3', ['-c', python], { input, encoding: 'utf8' });
        expect(run.stderr).toBe('');
        expect(
          run.stdout
            .trimEnd()
            .split('\n')
            .map((line): unknown => JSON.parse(line)),
        ).toEqual(values);
      }),
      { numRuns: 8 },
    );
  });

  test.skipIf(spawnSync('kubectl', ['version', '--client']).status !== 0)('by kubectl', () => {
    // Go keeps 64-bit integers apart from doubles, and JSON knows no difference between 1 and 1.0.
    fc.assert(
      fc.property(fc.array(json, { minLength: 50, maxLength: 100 }), (values) => {
        const object = { apiVersion: 'example.com/v1', kind: 'Any', metadata: { name: 'a' }, spec: { values } };
        const run = spawnSync('kubectl', ['annotate', '--local', '-f', '-', '-o', 'json', 'a=b'], {
          input: printYaml(object),
          encoding: 'utf8',
        });
        expect(run.stderr).toBe('');
        const read = JSON.parse(run.stdout) as typeof object;
        expect(read.spec.values).toEqual(values);
      }),
      { numRuns: 8 },
    );
  });
});

test('prints as a person would write it', () => {
  const text = printYaml({
    apiVersion: 'v1',
    metadata: { name: 'web', labels: {}, note: undefined },
    spec: {
      image: 'postgres:16-alpine',
      ports: [{ name: 'http', containerPort: 80 }, { name: 'yes' }],
      args: ['--port', '8080', 'a: b', '', '*', '-'],
      nested: [[1, [2]], []],
      json: '{"a":1}',
      on: true,
      script: '#!/bin/sh\n\necho "hi"\n',
      open: 'a\nb',
      kept: '  a\n\n',
      dos: 'a\r\nb\r\n',
    },
  });
  expect(text).toBe(`apiVersion: v1
metadata:
  name: web
  labels: {}
spec:
  image: postgres:16-alpine
  ports:
  - name: http
    containerPort: 80
  - name: "yes"
  args:
  - --port
  - "8080"
  - "a: b"
  - ""
  - "*"
  - "-"
  nested:
  - - 1
    - - 2
  - []
  json: '{"a":1}'
  "on": true
  script: |
    #!/bin/sh

    echo "hi"
  open: |-
    a
    b
  kept: |2+
      a

  dos: "a\\r\\nb\\r\\n"
`);
});

test('lists can be indented', () => {
  expect(printYaml({ a: [1, { b: [2] }] }, { indentLists: true })).toBe('a:\n  - 1\n  - b:\n      - 2\n');
});

test('an object that is met twice has no anchor', () => {
  const shared = { a: 1 };
  expect(printYaml({ p: shared, q: shared })).toBe('p:\n  a: 1\nq:\n  a: 1\n');
});

test('comments are at their paths', () => {
  const comments = new Map<string, string | { above?: string; beside?: string }>([
    ['', { above: 'top\nof it' }],
    ['a', 'beside\na map'],
    ['a.b', { above: 'above b', beside: 'beside b' }],
    ['a.list.0', { above: 'first item', beside: 'its side' }],
    ['a.list.0.c', { above: 'c' }],
    ['a.list.1', 'second'],
    ['a.text', 'a block'],
  ]);
  const value = { a: { b: 1, list: [{ c: 1, d: 2 }, 'x'], text: 'l1\nl2\n' } };
  const text = printYaml(value, { comment: (path) => comments.get(path.join('.')) });
  expect(text).toBe(`# top
# of it
a: # beside a map
  # above b
  b: 1 # beside b
  list:
  # first item
  # its side
  # c
  - c: 1
    d: 2
  - x # second
  text: | # a block
    l1
    l2
`);
  expect(parse(text)).toEqual(value);
});

test('comments never change what is read', () => {
  fc.assert(
    fc.property(json, strings, strings, (value, above, side) => {
      const text = printYaml(value, { comment: () => ({ above, beside: side }) });
      for (const version of ['1.1', '1.2'] as const) expect(parse(text, { version })).toEqual(value);
    }),
  );
});

test('documents are parted', () => {
  const text = printDocuments([{ a: 1 }, { b: 'x\n\n' }, 'c'], {
    header: 'made by a test',
    comment: (path, document) => (path.length === 0 ? { above: `no. ${document}` } : undefined),
  });
  expect(text).toBe('# made by a test\n# no. 0\na: 1\n---\n# no. 1\nb: |+\n  x\n\n---\n# no. 2\nc\n');
  expect(parseAllDocuments(text).map((each) => each.toJS() as unknown)).toEqual([{ a: 1 }, { b: 'x\n\n' }, 'c']);
});

test('very long keys are written so that all readers take them', () => {
  const value = { ['k'.repeat(1100)]: { a: [1] }, b: 1 };
  expect(parse(printYaml(value))).toEqual(value);
});

test('what is not data is our bug', () => {
  expect(() => printYaml({ a: () => 1 })).toThrow('not a value');
});

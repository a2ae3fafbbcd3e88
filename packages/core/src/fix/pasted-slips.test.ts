import { expect, it } from 'vitest';
import { fixProject } from './fix.ts';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

const web = (lines: string): string => `services:\n  web:\n    image: x\n${lines}`;

it.each([
  ['${TAG', web('    user: "a${TAG"\n'), 'close the brace: ${TAG}; write $$ for a dollar sign that is meant as such'],
  ['${B:default}', web('    user: "${B:default}"\n'), 'for a default write ${B:-default}'],
  [
    'two <<',
    `x-a: &a {tty: true}\nx-b: &b {init: true}\n${web('    <<: *a\n    <<: *b\n')}`,
    'write one with a list of aliases: <<: [*a, *b]',
  ],
  ['depends_on: db', `${web('    depends_on: db\n')}  db: {image: x}\n`, 'write a list: [db]'],
  ['environment: [A: 1]', web('    environment: [A: 1]\n'), 'write `A=VALUE` as an item, or a mapping without dashes'],
  [
    'a line without its dash',
    web('    environment:\n      - A=1\n        B=2\n'),
    'start it with a dash and a space in the column of the others',
  ],
  ['a line of a list in a mapping', web('    environment:\n      A: 1\n      B=2\n'), 'write `B: VALUE`'],
  ['a key among items', web('    environment:\n      - A=1\n      B: 2\n'), 'write `- B=VALUE`, as the lines above'],
  ['an item among keys', web('    labels:\n      A: 1\n      - B=2\n'), 'write `B: VALUE`, as the lines above'],
])('says what to write for %s', (_, text, hint) => {
  const { diagnostics } = loadProject(memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' }));
  expect(diagnostics.map((diagnostic) => diagnostic.hint)).toEqual([hint]);
});

const curly = 'typographic quotes are part of the value: to YAML they are letters';

it.each([
  ['typographic quotes', web('    hostname: “a”\n    labels: {A: ‘b’}\n'), [curly, curly]],
  [
    'quotes of a list of variables',
    web(`    environment:\n      - D="x"\n      - E='x y'\n      - F=“x”\n`),
    ['D', 'E', 'F'].map((name) => `the quotes behind "${name}=" are part of the value`),
  ],
  ['quotes that are meant', web(`    environment:\n      - "D='x'"\n      - E="a" "b"\n    command: say “hi”\n`), []],
])('warns of %s once', (_, text, messages) => {
  const files = { '/p/compose.yaml': text, '/p/b.yaml': 'services:\n  web:\n    tty: true\n' };
  const { diagnostics, project } = loadProject(memoryHost({ files, cwd: '/p' }), { files: ['compose.yaml', 'b.yaml'] });
  expect(project).toBeDefined();
  expect(diagnostics.map(({ message }) => message)).toEqual(messages);
});

it.each([
  ['depends_on: db', `${web('    depends_on: db\n')}  db: {image: x}\n`, ': db', ': [db]'],
  ['environment: [A: 1]', web('    environment: [A: 1]\n'), 'A: 1', 'A=1'],
  ['- A: true', web('    labels:\n      - A: true\n'), 'A: true', 'A=true'],
  ['a service that is not there', web('    depends_on: db\n'), '', ''],
  ['a list of other texts', web('    ports: "80:80"\n'), '', ''],
  ['an octal number', web('    environment: [A: 010]\n'), '', ''],
  ['null', web('    environment: [A: null]\n'), '', ''],
  ['several entries', web('    environment:\n      - A: 1\n        B: 2\n'), '', ''],
])('mends what is certain of %s', (_, text, from, to) => {
  const { fixed } = fixProject(memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' }));
  expect(fixed.map(({ after }) => after)).toEqual(from === '' ? [] : [text.replace(from, to)]);
});

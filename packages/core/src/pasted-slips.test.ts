import { expect, it } from 'vitest';
import { loadProject } from './load.ts';
import { memoryHost } from './memory-host.ts';

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

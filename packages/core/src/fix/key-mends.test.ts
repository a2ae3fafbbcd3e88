import { expect, it } from 'vitest';
import type { Offer } from './fix.ts';
import { fixProject } from './fix.ts';
import { memoryHost } from '../host/memory-host.ts';

const host = (text: string) => memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' });
const fix = (text: string) => fixProject(host(text));
const web = (lines: string): string => `services:\n  web:\n    image: x # one\n${lines}`;

it.each([
  ['a key one level too high', web('    replicas: 2 # two\n'), web('    deploy:\n      replicas: 2 # two\n')],
  [
    'two of them, one of them long',
    web('    replicas: 2\n    update_config:\n      # slowly\n      delay: 5s\n'),
    web('    deploy:\n      replicas: 2\n      update_config:\n        # slowly\n        delay: 5s\n'),
  ],
  [
    'a key that goes to others',
    web('    interval: 5s\n    healthcheck:\n      test: "true"\n'),
    web('    healthcheck:\n      test: "true"\n      interval: 5s\n'),
  ],
  [
    'a key one level too low',
    web('    build:\n      ports:\n        - "80:80"\n      context: .\n    tty: true\n'),
    web('    build:\n      context: .\n    ports:\n      - "80:80"\n    tty: true\n'),
  ],
  [
    'a key among names',
    web('    environment:\n      A: b\n      ports: ["80"]\n'),
    web('    environment:\n      A: b\n    ports: ["80"]\n'),
  ],
  ['a section in services', web('  volumes:\n    data: {}\n'), web('volumes:\n  data: {}\n')],
  ['a service beside services', web('db:\n  image: y\n'), web('  db:\n    image: y\n')],
  [
    'a file of version 1',
    '# old\nweb:\n  image: x\n\n  command: |\n    a\n\ndb:\n  image: y',
    '# old\nservices:\n  web:\n    image: x\n\n    command: |\n      a\n\n  db:\n    image: y',
  ],
  [
    'keys beside their service',
    'services:\n  web:\n  image: x\n  ports:\n    - "80"\n  db:\n    image: y\n',
    'services:\n  web:\n    image: x\n    ports:\n      - "80"\n  db:\n    image: y\n',
  ],
  [
    'services beside `services`',
    'services:\nweb:\n  image: x\ndb:\n  image: y\nvolumes: {}\n',
    'services:\n  web:\n    image: x\n  db:\n    image: y\nvolumes: {}\n',
  ],
  ['brackets', 'services: {web: {image:x}}\n', 'services: {web: {image: x}}\n'],
  ['dashes', web('    ports:\n      -1:1\n      -2:2\n'), web('    ports:\n      - 1:1\n      - 2:2\n')],
  [
    'other line ends',
    web('    replicas: 2\n').replaceAll('\n', '\r\n'),
    web('    deploy:\n      replicas: 2\n').replaceAll('\n', '\r\n'),
  ],
])('mends %s', (_name, broken, mended) => {
  const { fixed, diagnostics } = fix(broken);
  expect(fixed.map(({ after }) => after)).toEqual([mended]);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it.each([
  ['a misspelt key', web('    enviroment:\n      A: b\n'), web('    environment:\n      A: b\n')],
  ['a misspelt key in quotes', web('    "comand": x\n'), web('    "command": x\n')],
  ['an entry twice', web('    tty: true\n    tty: true\n'), web('    tty: true\n')],
  [
    'misspelt names',
    web('    networks: [fronted]\n    depends_on: [databse]\n  database:\n    image: y\nnetworks: {frontend: {}}\n'),
    web('    networks: [frontend]\n    depends_on: [database]\n  database:\n    image: y\nnetworks: {frontend: {}}\n'),
  ],
])('offers to mend %s, and does nothing unasked', (_name, broken, mended) => {
  expect(fix(broken).fixed).toEqual([]);
  const asked: string[] = [];
  const accept = ({ mend, before, after }: Offer): boolean => {
    expect(before).not.toBe(after);
    asked.push(mend.title);
    return true;
  };
  const { fixed, diagnostics } = fixProject(host(broken), {}, { accept });
  expect(fixed.map(({ after }) => after)).toEqual([mended]);
  expect(asked.length).toBeGreaterThan(0);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(fixProject(host(broken), {}, { accept: () => false }).fixed).toEqual([]);
});

it.each([
  ['a name that is near to a key which is there', web('    image_: y\n')],
  ['a value that the near key does not take', web('    comand: {a: b}\n')],
  ['a word of four letters with two slips', web('    tyyt: true\n')],
  ['a key that several mappings have', web('    driver: bridge\n')],
  ['a key that is there already', web('    build:\n      context: .\n      image: y\n')],
  ['a name that differs in a digit', web('    networks: [front2]\nnetworks: {front1: {}}\n')],
  ['two entries of one key', web('    tty: true\n    tty: false\n')],
  ['a name that a variable brings', web('    networks: ["${N:-fronted}"]\nnetworks: {frontend: {}}\n')],
  ['a key in brackets', 'services: {web: {image: x, replicas: 2}}\n'],
  ['a key that comes by an alias', 'x-a: &a {replicas: 2}\nservices:\n  web:\n    image: x\n    <<: *a\n'],
  ['a version 1 file with a service that is unsure', 'web:\n  image: x\ndb:\n  command: y\n'],
])('leaves %s alone', (_name, text) => {
  const { fixed, diagnostics } = fix(text);
  expect(fixed).toEqual([]);
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
});

import { expect, it } from 'vitest';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';
import { positionOf } from './tree/source.ts';

/** What is said of a project that loads. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  const inProject = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  const { diagnostics, project } = loadProject(memoryHost({ files: inProject, cwd: '/p' }));
  expect(project).toBeDefined();
  return diagnostics.map(({ code, span }) =>
    span ? `${code} ${span.source.file}:${positionOf(span.source, span.start).line}` : code,
  );
}

const web = (lines: string): string => `services:\n  web:\n    image: x\n${lines}`;

it.each([
  ['a name that is normalized', `name: My Shop\n${web('')}`, ['misread-value compose.yaml:1']],
  ['a variable twice in a list', web('    environment:\n      - A=1\n      - A=2\n'), ['dropped-value compose.yaml:5']],
  ['a mount twice', web('    volumes:\n      - ./a:/x\n      - ./b:/x\n'), ['dropped-value compose.yaml:5']],
  ['the same item twice', web('    environment:\n      - A=1\n      - A=1\n'), []],
  [
    'a decimal mode',
    web('    configs: [{source: c, mode: 644}]\nconfigs: {c: {content: x}}\n'),
    ['misread-value compose.yaml:4'],
  ],
  ['an octal mode', web('    configs: [{source: c, mode: 0644}]\nconfigs: {c: {content: x}}\n'), []],
  ['an octal number', web('    cpu_shares: 0100\n'), ['misread-value compose.yaml:4']],
  ['a number that is too large', web('    pids_limit: 18446744073709551615\n'), ['misread-value compose.yaml:4']],
  ['a tag of another program', web('    hostname: !vault y\n'), ['no-effect compose.yaml:4']],
  ['a colon without a space in brackets', web('    environment: {A:b}\n'), ['misread-value compose.yaml:4']],
  ['an item that is none', web('    environment:\n      - A=b\n        - C=d\n'), ['misread-value compose.yaml:5']],
  [
    'a port in base 60',
    web('    ports:\n      - 22:22\n      - "23:23"\n      - 8080:80\n'),
    ['unquoted-port compose.yaml:5'],
  ],
  [
    'ports in the network of the host',
    web('    network_mode: host\n    ports: ["80:80"]\n'),
    ['no-effect compose.yaml:5'],
  ],
  [
    'a port of all addresses and of one',
    web('    ports: ["80:80", "127.0.0.1:80:81", "[::1]:80:82", "80:80/udp"]\n'),
    ['host-port-twice compose.yaml:4'],
  ],
  [
    'keys of an external network',
    `${web('    networks: [n]\n')}networks:\n  n:\n    external: true\n    driver: bridge\n`,
    ['no-effect compose.yaml:8'],
  ],
])('warns of %s', (_name, text, expected) => {
  expect(said({ 'compose.yaml': text })).toEqual(expected);
});

it('warns of a later nothing that leaves a value, not of a name that is only listed', () => {
  const override = 'services:\n  web:\n    hostname:\nvolumes:\n  v:\n';
  const text = `${web('    hostname: y\n    volumes: ["v:/v"]\n').replace('v:/v', 'vv:/v')}volumes:\n  vv: {driver: local}\n`;
  expect(said({ 'compose.yaml': text, 'compose.override.yaml': override.replace(' v:', ' vv:') })).toEqual([
    'no-effect compose.override.yaml:3',
  ]);
});

it('warns of what env files look to say', () => {
  const env = 'A="x"y\nB= # c\nC=#fff\nD=a\t# b\nE=a # b\nF="x" # y\n';
  expect(said({ 'compose.yaml': web('    env_file: e\n'), e: env })).toEqual([
    'misread-value e:1',
    'misread-value e:2',
    'misread-value e:4',
  ]);
});

it('warns of a variable without a value that hides that of an env file', () => {
  expect(said({ 'compose.yaml': web('    env_file: e\n    environment: [A, B]\n'), e: 'A=1\n' })).toEqual([
    'dropped-value compose.yaml:5',
  ]);
});

it('warns of includes that do not do what they look to do', () => {
  const sub = 'services:\n  db: {image: y}\n';
  expect(
    said({
      'compose.yaml': `include:\n  - path: s.yaml\n    projectdir: x\n  - pth: y\n  - s.yaml\n${web('')}`,
      's.yaml': sub,
    }),
  ).toEqual([
    'dropped-value compose.yaml:3',
    'dropped-value compose.yaml:4',
    'no-effect compose.yaml:4',
    'misread-value compose.yaml:5',
  ]);
  expect(said({ 'compose.yaml': 'include:\n  - path: s.yaml\n    project_directory: nope\n', 's.yaml': sub })).toEqual([
    'misread-value compose.yaml:3',
  ]);
});

import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { convert } from '../convert.ts';
import { dockerRun } from './index.ts';
import * as prelude from './prelude/index.ts';
import { canKeep, ownVariables } from './variable-names.ts';

/** Names that a shell text gives values to. Programs of awk have variables of their own. */
function assigned(script: string): ReadonlySet<string> {
  const shell = script.replace(/ awk [^']*'[^']*'/g, '');
  const names = new Set<string>();
  for (const [, name = ''] of shell.matchAll(/(?:^|[\s;({!])([A-Za-z_][A-Za-z0-9_]*)=(?!=)/g)) names.add(name);
  for (const [, name = ''] of shell.matchAll(/\bfor ([A-Za-z_]+) in\b/g)) names.add(name);
  for (const [, list = ''] of shell.matchAll(/\bread (?:-r )?([a-z_ ]+);/g))
    for (const name of list.split(' ')) names.add(name);
  return names;
}

/** What looks like one, and is an argument of `dd` or `docker`. */
const noVariables = ['bs', 'if', 'label', 'target'];

const compose = `
name: shop
services:
  web:
    image: 'a:\${TAG}'
    build: .
    platform: linux/amd64
    container_name: web
    pull_policy: always
    depends_on: { db: { condition: service_healthy } }
    environment: { PASSWORD: x }
  db: { image: b, scale: 2, volumes: [/data] }
`;

it('knows all variables that scripts use', () => {
  const host = memoryHost({ files: { '/p/compose.yaml': compose }, cwd: '/p', env: {} });
  const [script] = convert({ host, loaded: loadProject(host), target: dockerRun }).files;
  const used = [
    ...assigned(
      Object.values(prelude)
        .filter((one) => typeof one === 'string')
        .join('\n'),
    ),
    ...assigned(script?.content ?? ''),
  ];
  expect(used).toEqual(expect.arrayContaining(['hash', 'single', 'at']));
  expect(used.filter((name) => canKeep(name) && /[a-z]/.test(name) && !noVariables.includes(name))).toEqual([]);
});

it('keeps usual names, and none that shells or the script use themselves', () => {
  for (const name of ['TAG', 'version', '_x', 'PWD', 'HOME', 'SECRET_KEY']) expect(canKeep(name)).toBe(true);
  for (const name of ['UID', 'IFS', 'project', 'carried_data', 'BASH_ENV', 'a.b', '1a', ''])
    expect(canKeep(name)).toBe(false);
  expect(ownVariables.has('project')).toBe(true);
});

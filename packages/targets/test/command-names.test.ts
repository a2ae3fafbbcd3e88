import { spawnSync } from 'node:child_process';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { targets } from '@transpose/targets';
import { expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { hasCommand } from './script-runs.ts';

/** A project whose names are all one word. */
const compose = (name: string) => `
name: "${name}"
services:
  "${name}":
    build: .
    environment: { DB_PASSWORD: "${name}" }
    volumes: ["${name}:/data"]
    secrets: ["${name}"]
    x-transpose: { schedule: "0 3 * * *" }
volumes: { "${name}": {} }
secrets: { "${name}": { file: ./${name} } }
`;

/** All scripts of such a project, one after the other. */
function scriptsOf(name: string): readonly string[] {
  const host = memoryHost({
    files: { [`/${name}/${name}`]: compose(name), [`/${name}/Dockerfile`]: 'FROM x:1\n' },
    cwd: `/${name}`,
  });
  const loaded = loadProject(host, { files: [name] });
  const runs: readonly OptionValues[] = [{}, { secrets: 'omit' }];
  const contents = targets.flatMap((target) =>
    runs
      .filter((run) => run['secrets'] === undefined || target.name === 'kubernetes')
      .flatMap((options) => convert({ host, loaded, target, options }).files.map(({ content }) => content)),
  );
  return contents.filter((content) => content.startsWith('#!/bin/sh'));
}

test.each(['cd', 'test', 'env', 'cat', 'echo', 'true', 'sort', 'if', 'time', 'ls', 'x1'])(
  'no script of a project named %s assigns the bare word',
  (name) => {
    const scripts = scriptsOf(name);
    expect(scripts.length).toBeGreaterThan(5);
    const bare = new RegExp(`^\\s*(?:export )?\\w+=${name}$`, 'm');
    expect(scripts.flatMap((script) => bare.exec(script)?.[0] ?? [])).toEqual([]);
  },
);

test.skipIf(!hasCommand('shellcheck'))('the scripts of a project named test pass shellcheck', () => {
  for (const script of scriptsOf('test')) {
    const { stdout } = spawnSync('shellcheck', ['--norc', '--format=gcc', '-'], { input: script, encoding: 'utf8' });
    expect(stdout).toBe('');
  }
});

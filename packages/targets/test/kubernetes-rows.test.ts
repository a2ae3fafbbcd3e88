import { statSync } from 'node:fs';
import { loadProject, memoryHost, pathText } from '@transpose/core';
import type { Account, OptionValues } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { filesBelow, fixturesDirectory, foldersIn } from '../../../test-fixtures/index.ts';
import { convert } from '../src/convert.ts';
import { describe, expect, it } from 'vitest';

/**
 * The mapping row by row: small projects by theme, what they become as one stream, and what is said of them. A person
 * reads the difference before `vitest -u` renews them.
 */
const root = `${fixturesDirectory}kubernetes-rows`;

function converted(name: string) {
  const folder = `${root}/${name}`;
  const { 'options.json': options, 'expected.yaml': _, 'account.txt': __, ...files } = filesBelow(folder);
  const placed = Object.entries(files).map(([path, content]) => {
    const executable = (statSync(`${folder}/${path}`).mode & 0o100) !== 0;
    return [`/home/user/${name}/${path}`, { kind: 'file', content, executable }] as const;
  });
  const host = memoryHost({
    files: Object.fromEntries(placed),
    cwd: `/home/user/${name}`,
    env: { HOME: '/home/user' },
  });
  const loaded = loadProject(host);
  const given = options === undefined ? {} : (JSON.parse(new TextDecoder().decode(options)) as OptionValues);
  return { loaded, result: convert({ host, loaded, target: kubernetes, options: given, layout: 'stream' }) };
}

function accountLines({ entries, notes }: Account): string {
  const lines = entries.flatMap(({ path, support }) => {
    if (support.kind === 'resolved') return [];
    const place = pathText(path);
    if (support.kind === 'carried') return [`carried ${place}: ${support.field}`];
    const text = support.kind === 'dropped' ? support.reason : `${support.field}: ${support.difference}`;
    return [`${support.kind} ${place}: ${text}${support.instead === undefined ? '' : ` -> ${support.instead}`}`];
  });
  const remarks = notes.map(
    ({ path, message, severity }) =>
      `${severity === 'breaks' ? 'breaks' : 'note'} ${path ? `${pathText(path)}: ` : ''}${message}`,
  );
  return [...lines, ...remarks, ''].join('\n');
}

describe('the mapping', () => {
  it.each(foldersIn(root))('%s', async (name) => {
    const { loaded, result } = converted(name);
    expect([...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
    await expect(result.files.map(({ content }) => content).join('')).toMatchFileSnapshot(
      `${root}/${name}/expected.yaml`,
    );
    await expect(accountLines(result.account)).toMatchFileSnapshot(`${root}/${name}/account.txt`);
  });
});

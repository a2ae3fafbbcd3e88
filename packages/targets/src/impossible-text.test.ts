import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { convert } from './convert.ts';
import type { Target } from './target.ts';
import { targets } from './targets.ts';

const problems = (text: string, env: Record<string, string>): readonly string[] => {
  const host = memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p', env });
  const [target] = targets;
  const { diagnostics } = convert({ host, loaded: loadProject(host), target: target as Target });
  return diagnostics.map(({ code, path = [] }) => `${code} ${path.join('.')}`);
};

it('refuses a NUL that a variable brings', () => {
  const service = 'services:\n  a:\n    image: x\n';
  expect(problems(`${service}    hostname: $A\n`, { A: 'b\0' })).toEqual(['illegal-value services.a.hostname']);
  expect(problems(`${service}    configs: [c]\nconfigs:\n  c: {environment: A}\n`, { A: 'b\0' })).toEqual([
    'illegal-value configs.c.environment',
  ]);
});

it('knows no variable of a name that objects have', () => {
  expect(
    problems('services:\n  a:\n    image: x\n    secrets: [s]\nsecrets:\n  s: {environment: constructor}\n', {}),
  ).toEqual([]);
});

import { expect, it } from 'vitest';
import { runScriptOf } from '../testing.ts';

it('says what only `--network name=…` can say in its words, and a name with capitals in an option of its own', () => {
  const create = (network: string) => {
    const { at } = runScriptOf(
      `services: { web: { image: a, networks: { n: ${network} } } }\nnetworks: { n: { name: Front, external: true } }`,
    );
    return at('run.sh')
      .split('\n')
      .filter((line) => line.includes('--network'))
      .join('\n');
  };
  expect(create('{ aliases: [www] }')).toMatch(/--network Front\b[\s\S]*--network-alias www/);
  expect(create('{ driver_opts: { a: b } }')).toMatch(/name=[^\n]*Front[^\n]*,driver-opt=a=b/);
  expect(create('{ gw_priority: 1 }')).toMatch(/name=[^\n]*Front[^\n]*,gw-priority=1/);
});

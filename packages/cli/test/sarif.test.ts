import { expect, it } from 'vitest';
import type { sarifLog } from '../src/print/sarif.ts';
import { compose, runCommand } from './run.ts';

const log = (err: string) => JSON.parse(err) as ReturnType<typeof sarifLog>;

it('gives errors their rule, level and place', () => {
  const { code, err } = runCommand('convert --report sarif', {
    files: { '/shop/my compose.yaml': 'services:\n  web:\n    imagee: nginx\n' },
    env: { COMPOSE_FILE: 'my compose.yaml' },
  });
  expect(code).toBe(1);
  const { version, runs } = log(err);
  expect(version).toBe('2.1.0');
  const [result] = runs[0]?.results ?? [];
  expect(result).toMatchObject({
    ruleId: 'unknown-key',
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20compose.yaml' },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 11 },
        },
      },
    ],
  });
  expect(runs[0]?.tool.driver.rules).toContainEqual(expect.objectContaining({ id: 'unknown-key' }));
  expect(runs[0]?.invocations[0]?.executionSuccessful).toBe(false);
});

it('tells what is lost as a warning, and nothing else on standard error', () => {
  const files = { '/shop/compose.yaml': `${compose}    cgroup_parent: limited.slice\n` };
  for (const command of ['check --report sarif', 'convert --report sarif']) {
    const { code, err } = runCommand(command, { files });
    expect(code).toBe(0);
    expect(log(err).runs[0]?.results).toContainEqual(expect.objectContaining({ ruleId: 'lost', level: 'warning' }));
  }
});

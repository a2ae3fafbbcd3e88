import { expect, test } from 'vitest';
import { pathTo } from '../account/key-path.ts';
import type { EnvironmentEntry } from '../container-plan/types.ts';
import { testLedger } from '../testing/ledger.ts';
import { markersFor } from './markers.ts';
import type { UnitContext } from './unit-context.ts';
import { unitEnvironment } from './unit-environment.ts';

const entry = (name: string, value: string | null, secret?: string): EnvironmentEntry => ({
  name,
  value: value === null ? null : [value],
  ...(secret === undefined ? {} : { secret }),
  path: pathTo(['services', 'web', 'environment', name]),
});

function environment(entries: readonly EnvironmentEntry[], engineFile?: string) {
  const ledger = testLedger();
  const plan = { engine: { name: 'docker' } } as unknown as UnitContext['plan'];
  const context = { plan, markers: markersFor(plan), ledger } as unknown as UnitContext;
  const made = unitEnvironment(context, entries, engineFile);
  return { ...made, words: made.words(entries), ledger: ledger.lines };
}

test('values are in the file, names in the unit', () => {
  const { lines, words } = environment([entry('A', "it's"), entry('B', null)]);
  expect(lines).toEqual([`A="it's"`]);
  expect(words).toEqual(['--env', 'A', '--env', 'B']);
});

test('what the engine’s command goes by is in the unit', () => {
  const { lines, words } = environment([
    entry('PATH', '/x'),
    entry('DOCKER_HOST', 'tcp://x'),
    entry('LD_SUPERUSER', 'u'),
  ]);
  expect(lines).toEqual(['LD_SUPERUSER=u']);
  expect(words).toEqual(['--env', 'PATH=/x', '--env', 'DOCKER_HOST=tcp://x', '--env', 'LD_SUPERUSER']);
});

test('a secret under a name that systemd does not take goes to the engine in a file, or nowhere', () => {
  const odd = entry('db.password', 's3cret', 'SECRET_X');
  expect(environment([odd], '/etc/x')).toMatchObject({
    engineLines: ['db.password=s3cret'],
    words: ['--env-file', '/etc/x'],
  });
  const lost = environment([odd]);
  expect(lost.words).toEqual([]);
  expect(lost.ledger).toEqual([expect.stringMatching(/^dropped services.web.environment.db.password/)]);
  expect(environment([entry('db.password', 'two\nlines', 'SECRET_X')], '/etc/x').ledger).toHaveLength(1);
});

test('a secret in a command that no file can say is lost, and said to be', () => {
  const { lines, engineLines, ledger } = environment([entry('SECRET_X', 'a\uffffb', 'SECRET_X')], '/etc/x');
  expect([lines, engineLines]).toEqual([[], []]);
  expect(ledger[0]).toMatch(/^dropped services.web.environment.SECRET_X/);
});

test('one name has one value', () => {
  const { words, ledger } = environment([entry('A', 'one', 'SECRET_A'), entry('A', 'two', 'SECRET_B')]);
  expect(words).toEqual(['--env', 'A']);
  expect(ledger).toHaveLength(1);
});

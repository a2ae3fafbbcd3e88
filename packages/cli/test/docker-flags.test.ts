import { expect, it } from 'vitest';
import { runCommand } from './run.ts';

it.each([
  ['--ansi never', '--ansi has no effect on config'],
  ['--progress plain --parallel 4', '--progress, --parallel have no effect on config'],
  ['--verbose', '--verbose has no effect on config'],
  ['--dry-run', '--dry-run has no effect on config'],
])('takes %s of docker compose with a word', (flags, word) => {
  for (const words of [`${flags} config -q`, `config -q ${flags}`])
    expect(runCommand(words)).toEqual({ code: 0, out: '', err: `transpose: ${word}\n` });
});

it('takes --workdir for the project directory', () => {
  expect(runCommand('--workdir /other -f compose.yaml config').out).toContain('name: other\n');
});

it('leaves out what was not written with --compatibility', () => {
  const { code, out, err } = runCommand('--compatibility config');
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain('networks');
  expect(runCommand('config --no-normalize').out).toBe(out);
});

it('refuses to write where a dry run is wanted', () => {
  const { code, err } = runCommand('--dry-run convert -o out/');
  expect(code).toBe(2);
  expect(err).toContain('--dry-run and -o exclude each other');
});

it('says nothing of ignored flags in a report of data', () => {
  expect(runCommand('--ansi never config -q --report json').err).toBe('{"diagnostics":[]}\n');
});

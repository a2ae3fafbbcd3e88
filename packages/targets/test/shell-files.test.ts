import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { hasCommand } from './script-runs.ts';

const { files, texts } = (await import('../../../scripts/shell.mjs' as string)) as {
  readonly files: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
};

it('the modules beside shell files hold them: npm run shell', () => {
  expect(files.length).toBeGreaterThan(20);
  for (const [place, text] of Object.entries(texts)) expect(readFileSync(place, 'utf8')).toBe(text);
});

test.skipIf(!hasCommand('shellcheck'))('shellcheck finds nothing in the shell files', () => {
  expect(() => execFileSync('shellcheck', files, { encoding: 'utf8' })).not.toThrow();
});

test.each(['dash', 'bash', 'busybox'].filter(hasCommand))('%s reads each of the shell files by itself', (shell) => {
  const words = shell === 'busybox' ? ['sh', '-n'] : ['-n'];
  for (const file of files) expect(() => execFileSync(shell, [...words, file], { stdio: 'pipe' })).not.toThrow();
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hasManager, loadService, startedWord } from '../../../test/systemd-manager.ts';
import { isRefused, quotedText } from '../shell/quoting.ts';
import { quadletClass, quadletValue } from './quadlet-value.ts';
import type { UnitKey } from './unit-key.ts';

test.each([
  ['Exec', ['sh', '-c', 'echo "$HOME" 5%'], 'sh -c "echo \\"$$HOME\\" 5%%"'],
  ['Environment', 'A=x y', '"A=x y"'],
  ['Label', 'a=b\nc', '"a=b\\nc"'],
  ['Sysctl', 'net.core.somaxconn=1024', 'net.core.somaxconn=1024'],
  ['LogOpt', 'tag=a b\\c', '"tag=a b\\c"'],
  ['LogOpt', `it's "x"`, `"it's "'"'"x"'"'`],
  ['Volume', '/a b:/c%:ro', '/a b:/c%%:ro'],
  ['HealthCmd', ['CMD-SHELL', 'test "$X" = \n'], '["CMD-SHELL","test \\"$$X\\" = \\n"]'],
] as const)('%s= of %j', (key, value, written) => {
  expect(quadletValue(key, value)).toBe(written);
});

test.each([
  ['Exec', ['a', ';'], 'reserved-word'],
  ['Exec', ['a\0'], 'nul'],
  ['Sysctl', 'a=\n', 'control-character'],
  ['HostName', 'a\nb', 'newline'],
  ['Volume', '/a\\', 'trailing-backslash'],
  ['Volume', '/a ', 'outer-space'],
] as const)('%s= cannot say %j', (key, value, refused) => {
  expect(quadletValue(key, value)).toMatchObject({ refused });
});

test('unknown keys are raw', () => {
  expect(quadletClass('Image')).toBe('raw');
  expect(quadletClass('Exec')).toBe('words');
});

const generator = [process.env['QUADLET'] ?? '', '/usr/libexec/podman/quadlet', '/usr/lib/podman/quadlet'].find(
  existsSync,
);

/** The arguments that Podman's generator and then systemd make of the lines of a `.container` file. */
function podmanArguments(lines: readonly string[]): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'quadlet-'));
  try {
    writeFileSync(join(directory, 'x.container'), `[Container]\nImage=docker.io/library/i\n${lines.join('\n')}\n`);
    const run = spawnSync(generator ?? '', ['-dryrun'], { encoding: 'utf8', env: { QUADLET_UNIT_DIRS: directory } });
    const [, start = ''] = /^ExecStart=(.*)$/ms.exec(run.stdout) ?? [];
    const { commands } = loadService(
      `[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=${start.split('\n')[0]}\n`,
    );
    return (commands[0] ?? []).map(startedWord);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test.skipIf(generator === undefined || !hasManager)('Podman’s generator and systemd read what was meant', () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from(` '"\`$%\\;#&{}=,:\n\r\t\x01\x7fabnHx0\u00a0é😀`)),
    minLength: 1,
  });
  const texts = fc.array(text, { minLength: 5, maxLength: 20 });
  fc.assert(
    fc.property(texts, texts, texts, text, texts, (words, labels, options, hostname, check) => {
      const can = (key: UnitKey) => (value: string) => !isRefused(quadletValue(key, value));
      const exec = words.filter(can('Exec'));
      const opts = options.filter(can('LogOpt'));
      const hostnames = [hostname].filter(can('HostName'));
      const args = podmanArguments([
        ...labels.map((label, index) => `Annotation=${quotedText(quadletValue('Annotation', `l${index}=${label}`))}`),
        ...opts.map((option) => `LogOpt=${quotedText(quadletValue('LogOpt', option))}`),
        ...hostnames.map((name) => `HostName=${quotedText(quadletValue('HostName', name))}`),
        `HealthCmd=${quotedText(quadletValue('HealthCmd', check))}`,
        `Exec=${quotedText(quadletValue('Exec', exec))}`,
      ]);
      const valuesOf = (flag: string) => args.filter((_, index) => args[index - 1] === flag);
      expect(args.slice(args.lastIndexOf('docker.io/library/i') + 1)).toEqual(exec);
      expect(new Set(valuesOf('--annotation'))).toEqual(new Set(labels.map((label, index) => `l${index}=${label}`)));
      expect(valuesOf('--log-opt')).toEqual(opts);
      expect(valuesOf('--hostname')).toEqual(hostnames);
      expect(valuesOf('--health-cmd').map((each): unknown => JSON.parse(each))).toEqual([check]);
    }),
    { numRuns: 12 },
  );
});

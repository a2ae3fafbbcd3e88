import { spawnSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { quotedText } from './quoting.ts';
import type { ShellParameter } from './shell-word.ts';
import { shellAssignment, shellComment, shellLines, shellWord } from './shell-word.ts';

const has = (tool: string) => spawnSync(tool, ['--help'], { input: '' }).error === undefined;
const shells = [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']] as const;

/** What a shell makes of words: each is printed with a NUL behind it. `%b` and `echo` would interpret the text. */
function wordsOf(shell: readonly string[], words: readonly string[], env: Record<string, string> = {}): string[] {
  const script = `p() { for w do printf '%s\\0' "$w"; done; }\np ${shellLines(words.map((word) => [word]))}\n`;
  const [command = '', ...args] = shell;
  const run = spawnSync(command, [...args, '-s'], {
    input: script,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env },
  });
  expect(run.stderr.toString()).toBe('');
  return run.stdout.toString().split('\0').slice(0, -1);
}

const nasty = fc.string({
  unit: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...Array.from(` '"\`$\\!#&*()[]{}|;<>?~=-%,\n\r\t\x01\x1b\x7fabHOME\u2019\u201d\u2033é\u00a0\ufeff\u2028😀`),
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  ),
});
const text = nasty.filter((each) => !each.includes('\0'));
const manyTexts = fc.array(text, { minLength: 20, maxLength: 60 });

test.each([
  ['postgres:16', 'postgres:16'],
  ['--name=a_b', '--name=a_b'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['~', "'~'"],
  ['a"b', `'a"b'`],
  ['a\nb', "'a\nb'"],
  ['\\d+', "'\\d+'"],
  ['$HOME', '"\\$HOME"'],
  ['a\\', '"a\\\\"'],
])('%j is written %s', (meant, word) => {
  expect(shellWord(meant)).toBe(word);
});

test('as the first word, assignments and keywords are quoted', () => {
  expect(shellWord('A=b', 'command')).toBe("'A=b'");
  expect(shellWord('if', 'command')).toBe("'if'");
  expect(shellWord('docker', 'command')).toBe('docker');
});

test('parameters are in double quotes, with their operators', () => {
  expect(shellWord(['img:', { variable: 'TAG', operator: ':-', operand: ['lat"est}'] }])).toBe(
    '"img:${TAG:-lat\\"est\\}}"',
  );
  expect(shellWord([{ variable: '1' }])).toBe('"${1}"');
});

test('NUL and illegal names are refused', () => {
  expect(shellWord('a\0')).toEqual({ refused: 'nul', at: 1 });
  expect(shellWord([{ variable: 'a b' }])).toEqual({ refused: 'illegal-name', at: 0 });
  expect(shellWord([{ variable: 'a', operator: '-', operand: ['\0'] }])).toEqual({ refused: 'nul', at: 0 });
  expect(shellAssignment('1a', 'x')).toEqual({ refused: 'illegal-name', at: 0 });
});

test('assignments', () => {
  expect(shellAssignment('a', '')).toBe('a=');
  expect(shellAssignment('a', 'b c')).toBe("a='b c'");
});

test('lines are continued', () => {
  expect(shellLines([['docker', 'run'], [], ['--name', 'a'], ['img']], '  ')).toBe(
    'docker run \\\n    --name a \\\n    img',
  );
});

test('comments stay comments, and are not directives', () => {
  expect(shellComment('a\nrm -rf /\r\n\x1bshellcheck disable=all')).toBe('# a\n# rm -rf /\n# (shellcheck) disable=all');
});

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('%s', (_, command) => {
  test.skipIf(!has(command[0]))('reads each word as it was meant', () => {
    fc.assert(
      fc.property(manyTexts, (texts) => {
        expect(
          wordsOf(
            command,
            texts.map((each) => quotedText(shellWord(each))),
          ),
        ).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });

  test.skipIf(!has(command[0]))('expands parameters as Compose does, and nothing else', () => {
    const variables: Record<string, string> = { SET: 'v $SET "x" \\', EMPTY: '' };
    const { part } = fc.letrec<{ part: string | ShellParameter }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.record({ variable: fc.constantFrom('SET', 'EMPTY') }),
        fc.record({
          variable: fc.constantFrom('SET', 'EMPTY', 'UNSET'),
          operator: fc.constantFrom(':-' as const, '-' as const, ':+' as const, '+' as const),
          operand: fc.array(tie('part'), { maxLength: 3 }),
        }),
      ),
    }));
    const valueOf = (parts: readonly (string | ShellParameter)[]): string =>
      parts
        .map((each) => {
          if (typeof each === 'string') return each;
          const value = variables[each.variable];
          const there = each.operator?.startsWith(':') === true ? (value ?? '') !== '' : value !== undefined;
          const operand = () => valueOf((each.operand ?? []) as readonly (string | ShellParameter)[]);
          if (each.operator?.endsWith('+') === true) return there ? operand() : '';
          return there || each.operator === undefined ? (value ?? '') : operand();
        })
        .join('');
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 4 }), { minLength: 10, maxLength: 30 }), (words) => {
        const written = words.map((word) => quotedText(shellWord(word)));
        expect(wordsOf(command, written, variables)).toEqual(words.map(valueOf));
      }),
      { numRuns: 30 },
    );
  });
});

test.skipIf(!has('shellcheck'))('shellcheck has nothing to say about any word', () => {
  fc.assert(
    fc.property(manyTexts, (texts) => {
      const words = texts.map((each) => quotedText(shellWord(each)));
      // Not `run`, which is that of bats to shellcheck: its first word would be a command.
      const script = `#!/bin/sh\nset -eu\ntake() { "$@"; }\ntake ${shellLines(words.map((word) => [word]))}\n`;
      const run = spawnSync('shellcheck', ['--format=gcc', '-'], { input: script });
      expect(run.stdout.toString()).toBe('');
    }),
    { numRuns: 8, examples: [[['~/', '~/a b', '~', '~root/x', '$~/']]] },
  );
});

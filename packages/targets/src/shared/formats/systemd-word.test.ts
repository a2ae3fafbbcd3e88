import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hasManager, loadService, readWords, startedWord, unescaped } from '../../../test/systemd-manager.ts';
import { quotedText } from '../shell/quoting.ts';
import {
  environmentFileLine,
  environmentWord,
  execWord,
  lineValue,
  pathWord,
  systemdEscape,
  unitName,
} from './systemd-word.ts';

const nasty = Array.from(` '"\`$%\\;#&{}()\n\r\t\x01\x1b\x7f\x85abnHx0\u00a0\u2028é😀`);
const text = fc.string({ unit: fc.constantFrom(...nasty) });
const manyTexts = fc.array(text, { minLength: 30, maxLength: 60 });

test.each([
  ['--name=shop-db-1', '--name=shop-db-1'],
  ['', '""'],
  ['a b', '"a b"'],
  ['x=a$b 100%', '"x=a$$b 100%%"'],
  ['"\\\n', '"\\"\\\\\\n"'],
  [';', '\\;'],
  ['\x01é', '"\\x01é"'],
])('%j in ExecStart= is %s', (meant, word) => {
  expect(execWord(meant)).toBe(word);
});

test('variables and specifiers are among literal text', () => {
  expect(execWord([{ variable: 'CREDENTIALS_DIRECTORY' }, '/key'])).toBe('${CREDENTIALS_DIRECTORY}/key');
  expect(execWord([{ specifier: 't' }, '/a b%'])).toBe('"%t/a b%%"');
});

test('in Environment= a dollar is a dollar', () => {
  expect(environmentWord('A', 'x$y 5%')).toBe('"A=x$y 5%%"');
  expect(environmentWord('A', '')).toBe('A=');
});

test('what cannot be said is refused', () => {
  expect(execWord('a\0')).toEqual({ refused: 'nul', at: 1 });
  expect(execWord('a\uFFFF')).toEqual({ refused: 'noncharacter', at: 1 });
  expect(execWord([{ variable: 'a-b' }])).toEqual({ refused: 'illegal-name', at: 0 });
  expect(environmentWord('a.b', '')).toEqual({ refused: 'illegal-name', at: 0 });
  expect(environmentFileLine('1', '')).toEqual({ refused: 'illegal-name', at: 0 });
  expect(lineValue('a\nb')).toEqual({ refused: 'newline', at: 1 });
  expect(lineValue(' a')).toEqual({ refused: 'outer-space', at: 0 });
  expect(lineValue('a\\')).toEqual({ refused: 'trailing-backslash', at: 1 });
  expect(pathWord('a\tb')).toEqual({ refused: 'control-character', at: 1 });
});

test('lines and paths', () => {
  expect(lineValue('50% "of" it')).toBe('50%% "of" it');
  expect(pathWord('/srv/data')).toBe('/srv/data');
  expect(pathWord('/srv/my "data" 5%')).toBe('"/srv/my \\"data\\" 5%%"');
});

describe.skipIf(!hasManager)('systemd itself', () => {
  test('reads each word of a command and each variable as it was meant', () => {
    fc.assert(
      fc.property(manyTexts, (texts) => {
        const unit = [
          '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot',
          ...texts.map(
            (each, index) => `Environment=${quotedText(environmentWord(`V${index}`, each.replace(/[\n\r]/g, '')))}`,
          ),
          `ExecStart=/bin/echo ${texts.map((each) => quotedText(execWord(each))).join(' ')}`,
          '',
        ].join('\n');
        const { environment, commands } = loadService(unit);
        expect(commands[0]?.slice(1).map(startedWord)).toEqual(texts);
        expect(environment).toEqual(texts.map((each, index) => `V${index}=${each.replace(/[\n\r]/g, '')}`));
      }),
      { numRuns: 6 },
    );
  });
});

const fileReader = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

describe('a file for EnvironmentFile=', () => {
  const lines = (texts: readonly string[]) =>
    texts.map((each, index) => `${quotedText(environmentFileLine(`TEST_${index}`, each))}\n`).join('');

  test.each([
    ['postgres', 'A=postgres'],
    ['', "A=''"],
    ['a $b', "A='a $b'"],
    ["it's $5", 'A="it\'s \\$5"'],
    ['a\nb', "A='a\nb'"],
  ])('%j', (value, line) => {
    expect(environmentFileLine('A', value)).toBe(line);
  });

  test.skipIf(!existsSync(fileReader))('is read by systemd as it was meant', () => {
    const directory = mkdtempSync(join(tmpdir(), 'environment-'));
    mkdirSync(join(directory, 'environment.d'));
    // This reader of the same syntax expands `$` afterwards, and takes empty values for mistakes.
    const values = fc.array(
      text.filter((each) => each !== '' && !each.includes('$')),
      { minLength: 30, maxLength: 60 },
    );
    fc.assert(
      fc.property(values, (texts) => {
        writeFileSync(join(directory, 'environment.d/1.conf'), lines(texts));
        const run = spawnSync(fileReader, { encoding: 'utf8', env: { HOME: directory, XDG_CONFIG_HOME: directory } });
        const read = run.stdout.split('\n').flatMap((line) => /^TEST_\d+=(.*)$/s.exec(line)?.[1] ?? []);
        expect(read.map((each) => (each.startsWith('"') ? unescaped(each) : each))).toEqual(texts);
        expect(run.stderr).toBe('');
      }),
      { numRuns: 20 },
    );
    rmSync(directory, { recursive: true });
  });

  test('is read by a shell as well', () => {
    fc.assert(
      fc.property(manyTexts, (texts) => {
        const script = `${lines(texts)}printf '%s\\0' ${texts.map((_, index) => `"$TEST_${index}"`).join(' ')}\n`;
        const run = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
        expect(run.stdout.split('\0').slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});

describe('unit names', () => {
  test.each([
    ['shop-my_db', 'shop-my_db.service'],
    ['.a b@c', '\\x2ea\\x20b\\x40c.service'],
    ['é', '\\xc3\\xa9.service'],
  ])('%s', (stem, name) => {
    expect(unitName(stem, 'service')).toBe(name);
  });

  test('are at most 255 characters long', () => {
    expect(unitName('a'.repeat(300), 'service')).toHaveLength(255);
  });

  const names = fc.array(fc.string({ unit: fc.constantFrom(...Array.from('aZ09:_.-/\\@ é%"')), minLength: 1 }), {
    minLength: 20,
  });

  test.skipIf(spawnSync('systemd-escape', ['--version']).error !== undefined)(
    'are escaped as systemd-escape does',
    () => {
      fc.assert(
        fc.property(names, (texts) => {
          const run = spawnSync('systemd-escape', ['--', ...texts], { encoding: 'utf8' });
          expect(run.stdout.trimEnd().split(' ')).toEqual(texts.map(systemdEscape));
        }),
        { numRuns: 20 },
      );
    },
  );
});

test('readWords reads what systemd prints', () => {
  expect(readWords('/bin/echo "a b" "\\n\\"" x%y "\\$\\$z" "\\001\\303\\251"')).toEqual([
    '/bin/echo',
    'a b',
    '\n"',
    'x%y',
    '$$z',
    '\x01é',
  ]);
});

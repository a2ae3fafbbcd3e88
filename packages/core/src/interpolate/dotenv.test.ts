import { describe, expect, test } from 'vitest';
import { parseEnvFile } from './dotenv.ts';
import { envValues } from './env-file.ts';

function values(text: string, environment: Record<string, string> = {}): Record<string, string> {
  const file = parseEnvFile(text, { lookup: (name) => environment[name] });
  if (!file.ok) throw new Error(`line ${file.line}: ${file.message}`);
  return Object.fromEntries(envValues(file.entries));
}

describe('values', () => {
  test.each<[string, string, Record<string, string>]>([
    ['plain', 'TAG=1.5\n', { TAG: '1.5' }],
    ['a byte order mark', '\uFEFFA=1\n', { A: '1' }],
    ['colons', 'A: 1\nB:2\n', { A: '1', B: '2' }],
    [
      'comments',
      '# c\n  # c\nA=1 # c\nB=1#no\nC="q # k" # c\nD=\'x\' # c\nE=#kept\nF= # quirk\n',
      { A: '1', B: '1#no', C: 'q # k', D: 'x', E: '#kept', F: '# quirk' },
    ],
    ['empty values', 'A=\nB=""\nC=\'\'\nD=', { A: '', B: '', C: '', D: '' }],
    ['the first sign separates', 'A=b=c\nU=http://h:80/?a=b&c=d', { A: 'b=c', U: 'http://h:80/?a=b&c=d' }],
    ['export', 'export A=1\nexport\tB=2\nexported=3\nexport=4', { A: '1', B: '2', exported: '3', export: '4' }],
    [
      'name characters',
      'a.b=1\na-b=2\na[0]=3\n1A=4\nÜM=ä',
      { 'a.b': '1', 'a-b': '2', 'a[0]': '3', '1A': '4', ÜM: 'ä' },
    ],
    ['quotes that are not first', 'A=it\'s\nB=say "hi"\nC={"k":"v"}', { A: "it's", B: 'say "hi"', C: '{"k":"v"}' }],
    ['several lines', 'A="one\ntwo"\nB=\'x\n"y"\'\nC=1', { A: 'one\ntwo', B: 'x\n"y"', C: '1' }],
    ['escapes', 'A="a\\tb\\n\\"c\\"\\\\d\\q"', { A: 'a\tb\n"c"\\d\\q' }],
    [
      'octal',
      'A="\\0x"\nB="\\07"\nC="\\0101\\0102"\nD="\\c\\a|"\nE="\\08"',
      {
        A: '\\x',
        B: '\\7',
        C: 'AB',
        D: '\\c\u0007|',
        E: '\\8',
      },
    ],
    ['single quotes', "S='$A ${A} \\n'\nT='it\\'s'", { S: '$A ${A} \\n', T: "it's" }],
    ['unquoted backslashes', 'P=C:\\dir\\new', { P: 'C:\\dir\\new' }],
    ['dollars', 'A=1\nE="\\$A"\nD=$$A\nQ="$$A"\nV="$A"', { A: '1', E: '$A', D: '$A', Q: '$A', V: '1' }],
    ['tabs', 'A\t=\t1\nB=2\t# no comment\nC=3 \t\n', { A: '1', B: '2\t# no comment', C: '3' }],
    ['CRLF', 'A=1\r\nB="x"\r\n\r\nC\r\n', { A: '1', B: 'x' }],
    ['text after a quote', 'A="x"y\nB=2', { A: 'x', B: '2' }],
    ['the last one', 'A=1\nA=2', { A: '2' }],
    [
      'operators',
      'E=\nA=${N:-d}\nB=${E:-e}\nC=${E-e}\nD=${N+x}y\nF=${A:+alt}',
      {
        E: '',
        A: 'd',
        B: 'e',
        C: '',
        D: 'y',
        F: 'alt',
      },
    ],
  ])('%s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test('bare names come from the environment or stay unset', () => {
    expect(values('A\nexport B\nC=1\nD\n', { A: 'env', D: 'end' })).toEqual({ A: 'env', C: '1', D: 'end' });
  });

  test.each(['A', 'export A', 'A b  '])('%j at the end of a file without a line feed is lost', (text) => {
    const lost = text.replace('export ', '').trim();
    expect(values(text, { A: 'env' })).toEqual({ '': lost });
  });

  test('the environment wins over what the file said before', () => {
    expect(values('A=file\nB=${A}\nC=${X}', { A: 'env' })).toEqual({ A: 'file', B: 'env', C: '' });
  });

  test('earlier files are seen', () => {
    const file = parseEnvFile('C=${A}-${B}', { lookup: () => undefined, earlier: new Map([['A', '1']]) });
    expect(file).toMatchObject({ ok: true, entries: [{ name: 'C', value: '1-', unset: ['B'] }] });
  });
});

test('names and values have their places', () => {
  const text = '# c\nexport A = "x" # c\n  B\nC=y # c\n';
  const file = parseEnvFile(text, { lookup: () => undefined });
  const places = file.ok
    ? file.entries.map((e) => [text.slice(e.nameStart, e.nameEnd), text.slice(e.valueStart, e.valueEnd), e.bare])
    : [];
  expect(places).toEqual([
    ['A', '"x"', false],
    ['B', '', true],
    ['C', 'y', false],
  ]);
});

test.each([
  ['OK=1\nBA$D=2', 2, 7, 'unexpected character "$" in a variable name'],
  ['OK=1\nMY KEY=2', 2, 5, 'a variable name cannot contain a space'],
  ['A="x"\n\nMY KEY\n', 3, 7, 'a variable name cannot contain a space'],
  ['A=1\nB="open\nC=2', 2, 6, 'unterminated quoted value of "B"'],
  ["A='open\\'", 1, 2, 'unterminated quoted value of "A"'],
  ['A=x ${NOPE:?needed here}', 1, 4, 'required variable NOPE is missing a value: needed here'],
  ['A="x\\n${secret"', 1, 2, 'invalid interpolation format in the value of "A"'],
])('%j fails', (text, line, at, message) => {
  expect(parseEnvFile(text, { lookup: () => undefined })).toEqual({ ok: false, line, at, message });
});

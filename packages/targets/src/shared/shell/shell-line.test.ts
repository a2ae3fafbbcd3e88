import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellCommands, shellLineIndex } from './shell-line.ts';

const read = (line: string) =>
  shellCommands(line).map(({ words, end, reserved }) =>
    [...reserved, '|', ...words.map(({ text }) => text), end].join(' '),
  );

describe('shellCommands', () => {
  it('reads words, operators and reserved words', () => {
    expect(read(`until nc -z db 5432; do sleep 1; done && exec app "a b" 'c;d' > /dev/null 2>&1`)).toEqual([
      'until | nc -z db 5432 ;',
      'do | sleep 1 ;',
      'done | exec app a b c;d ',
    ]);
  });

  it('leaves out assignments, redirections and comments, and keeps substitutions as text', () => {
    expect(read('A=1 B="x y" run $(echo "a; b") `id` # no; more\nnext <in')).toEqual([
      '| run $(echo "a; b") `id` ;',
      '| next ',
    ]);
  });

  it('reads groups, pipes and background', () => {
    expect(read('(echo > /dev/tcp/app_db/5432) || exit 1; a | b & wait')).toEqual([
      '| echo ;',
      '| exit 1 ;',
      '| a |',
      '| b &',
      '| wait ',
    ]);
  });

  it('passes over here-documents', () => {
    const lines = ["cat <<EOF > x; cat <<-'END'", 'a; b', 'EOF', '\tc', '\tEND', 'next <<< "word"', 'last <<X', 'd'];
    expect(read(lines.join('\n'))).toEqual(['| cat ;', '| cat ;', '| next ;', '| last ;', '| d ']);
  });

  it('says where a word is written', () => {
    const line = `a && b "c d"`;
    expect(shellCommands(line)[1]?.words.map(({ start, end }) => line.slice(start, end))).toEqual(['b', '"c d"']);
  });

  it('reads everything to its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab \n;&|()<>"\'\\`$#{}=1')) }), (line) => {
        for (const { words } of shellCommands(line))
          for (const { start, end } of words) expect(start < end && end <= line.length).toBe(true);
      }),
    );
  });
});

describe('shellLineIndex', () => {
  it('finds the line after -c of a shell, whatever other options it has', () => {
    expect(shellLineIndex(['sh', '-c', 'x'])).toBe(2);
    expect(shellLineIndex(['/bin/bash', '-exc', 'x'])).toBe(2);
    expect(shellLineIndex(['bash', '-e', '-o', 'pipefail', '-c', 'x', 'name'])).toBe(5);
    expect(shellLineIndex(['busybox', 'sh', '-c', 'x'])).toBe(3);
    expect(shellLineIndex(['psql', '-c', 'x'])).toBe(-1);
    expect(shellLineIndex(['sh', 'script.sh', '-c', 'x'])).toBe(-1);
    expect(shellLineIndex(['sh', '-c'])).toBe(-1);
  });
});

import type { Random } from './random.ts';

/** Words that mean something to YAML, to interpolation or to Compose, and characters that break things. */
const words: readonly string[] = [
  ': ',
  '- ',
  '\n',
  '\t',
  '  ',
  '#',
  '"',
  "'",
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '? ',
  '&a ',
  '*a',
  '<<: *a\n',
  '!reset ',
  '!override ',
  '!!binary ',
  '!!str ',
  '%YAML 1.1\n',
  '${',
  '${A}',
  '${A:-b}',
  '${A?}',
  '$$',
  '$',
  '${A:-${B:-c}}',
  'null',
  'true',
  '0755',
  '1e3',
  '.inf',
  '2024-01-02',
  '-1',
  '18446744073709551616',
  '0x1f',
  'services:\n',
  'image: x\n',
  'extends: a\n',
  'include: [a.yaml]\n',
  'depends_on: [a]\n',
  'x-a: 1\n',
  '80:80',
  '1-9:1-9',
  './a:/b',
  'a:/b:ro',
  '512m',
  '1m30s',
  'constructor',
  '__proto__',
  '\u0000',
  '\u0007',
  '\ufeff',
  '\u2028',
  '\ud800',
  'ß',
  '한',
  '🎉',
  '\r\n',
  '\u0085',
];

type Change = (text: string, random: Random) => string;

const place = (text: string, random: Random): number => random.below(text.length + 1);

const changes: readonly Change[] = [
  // a word put in
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + random.pick(words) + text.slice(at);
  },
  // a stretch taken out
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + text.slice(at + 1 + random.below(40));
  },
  // a line twice, elsewhere
  (text, random) => {
    const lines = text.split('\n');
    lines.splice(random.below(lines.length), 0, random.pick(lines));
    return lines.join('\n');
  },
  // another indentation
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines[at] = ' '.repeat(random.below(9)) + (lines[at] ?? '').trimStart();
    return lines.join('\n');
  },
  // another value
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines[at] = (lines[at] ?? '').replace(/(:|-) .*/, (_, mark: string) => `${mark} ${random.pick(words)}`);
    return lines.join('\n');
  },
];

/** A text with a few random changes. */
export function edited(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.below(5); count > 0; count -= 1) result = random.pick(changes)(result, random);
  return result;
}

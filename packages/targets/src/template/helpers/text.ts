import { decimal } from '../../container-plan/flags/amounts.ts';
import { sha256Hex } from '../../shared/bytes/hash.ts';
import type { Helper, HelperCall } from '../helper.ts';
import type { Ref } from '../ref.ts';
import { computed } from '../ref.ts';
import { argument } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

const texts = (
  usage: string,
  doc: string,
  example: Helper['example'],
  count: number,
  run: (...words: string[]) => string,
): Helper => ({
  usage,
  doc,
  example,
  arity: [count, count],
  run: (call) => computed(run(...call.args.map((ref) => call.text(ref)))),
});

/** All lines but the first begin with so many spaces more; empty ones stay empty. */
export function indented(call: HelperCall, text: string, by: Ref): string {
  const spaces = call.number(by);
  if (!Number.isInteger(spaces) || spaces < 0 || spaces > 100)
    call.fail(`indents by 0 to 100 spaces, not ${decimal(spaces)}`);
  call.meter.length(text.split('\n').length * spaces);
  return text.replace(/\n(?!\n|$)/g, `\n${' '.repeat(spaces)}`);
}

function replaced(call: HelperCall): string {
  const [text = '', from = '', to = ''] = call.args.map((ref) => call.text(ref));
  if (from === '') return call.fail('needs a text to replace');
  const pieces = text.split(from);
  call.meter.length((pieces.length - 1) * to.length);
  return pieces.join(to);
}

function concat(call: HelperCall): string {
  const words = call.args.map((ref) => call.text(ref));
  call.meter.length(words.reduce((sum, word) => sum + word.length, 0));
  return words.join('');
}

/** Helpers that change texts, by name. */
export const text: Readonly<Record<string, Helper>> = table({
  concat: {
    usage: 'concat A B …',
    doc: 'The texts one behind the other.',
    example: ['{{concat name "-" services.web.name}}', 'shop-web'],
    arity: [1, Number.POSITIVE_INFINITY],
    run: (call) => computed(concat(call)),
  },
  indent: {
    usage: 'indent TEXT SPACES',
    doc: 'All lines but the first begin with so many spaces more.',
    example: ['  {{indent "a\nb" 2}}', '  a\n  b'],
    arity: [2, 2],
    run: (call) => computed(indented(call, call.text(argument(call, 0)), argument(call, 1))),
  },
  lower: texts('lower TEXT', 'In small letters.', ['{{lower "DB_HOST"}}', 'db_host'], 1, (one = '') =>
    one.toLowerCase(),
  ),
  upper: texts('upper TEXT', 'In capitals.', ['{{upper name}}', 'SHOP'], 1, (one = '') => one.toUpperCase()),
  trim: texts('trim TEXT', 'Without white space at both ends.', ['[{{trim " a "}}]', '[a]'], 1, (one = '') =>
    one.trim(),
  ),
  replace: {
    usage: 'replace TEXT FROM TO',
    doc: 'Each FROM in the text becomes TO; both are plain texts.',
    example: ['{{replace "a_b_c" "_" "-"}}', 'a-b-c'],
    arity: [3, 3],
    run: (call) => computed(replaced(call)),
  },
  sha256: texts(
    'sha256 TEXT',
    'The SHA-256 of the text in UTF-8, 64 hex digits.',
    ['{{sha256 ""}}', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    1,
    (one = '') => sha256Hex(one),
  ),
});

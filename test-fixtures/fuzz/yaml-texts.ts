import type { Random } from './random.ts';

// Pieces of YAML that mean something where they are, or are wrong there.
const pieces =
  'a|b c|x:y|80:80|"q\\n"|\'s\'|-v|?|{a: b}|[a, "b"]|*a|&a||- |? |a:|a: b|#c| #c|\t|>|>+|!t|!!str|!<x>|!x!y|%a|@b|`|"a|b"|\'|[|{|]|}|,|:|: |::|-|--|---|...|é|\u2028|\\|"a\\\n b"|"\\x41\\u00e9\\/"|~|<<|<<: *a|http://x/?y|a?b|a ?b|? a|: b|x#y|[a|b]|{a:|{a:b}|{a:{}}|{"a":b}|[::1]|[a: b, ? c : d]|[? ,b]|[,]|[a,]|{,}|{a}|{? a}|{?a}|-a|- - b|- a: b|a: - b|a: >-|k: &a v|%YAML 1.1|%TAG ! tag:x,|\u00a0|\u007f|""|\'\'|\'a\'\'b\'|"a: b"|\t# c|- # c|-\tx|a:\tb|a: "x"#c|&a#b c|!|! a|!a,b|"a"b|"a" :b|"\\|\\"|\' \''
    .split('|')
    .concat('|', '|-', '|2', 'a: |');
const indents = ['', '', '  ', '  ', '    ', '   ', ' ', '      ', '\t', ' \t', '  - ', '- '];
const plain = ['a', 'b c', '1', 'true', '~', 'x:y', 'http://a/b?c#d', 'a #c', '-a', '?x', ':x'];
const quoted = ['"q"', "'s'", '""', '"x\\ty"', "'it''s'"];
const keys = ['a', 'b', 'c d', '"q"', "'s'", '&k a', '!t a', '[a]', 'x:y', '<<'];
const flowWords = ['a', 'b c', '"q"', "'s'", 'x:y', '-', '-v', '1', '""', 'a?', '::1', '&a x', '!t x'];
const openings = ['', '', '', '---\n', '# c\n---\n', '--- # c\n', '%YAML 1.1\n---\n', '%TAG !e! tag:e,1:\n---\n'];

/** A text by YAML's grammar, with or without a slip, or lines of pieces. */
export function yamlText(random: Random): string {
  const chance = random.below(10);
  if (chance < 2) return looseText(random);
  const text = new Grammar(random).stream();
  return chance < 8 ? text : withSlips(text, random);
}

function looseText(random: Random): string {
  const line = (): string =>
    random.pick(indents) +
    many(random, 3, () => random.pick(pieces) + random.pick(['', '', ' ', ', ', ': '])).join('') +
    random.pick(['', '', '', ' ', '\t', '  # c']);
  return many(random, 6, () => line() + random.pick(['\n', '\n', '\n', '\n\n', '\r\n', ''])).join('');
}

/** One piece more, or some characters less, or a line that is indented otherwise. */
function withSlips(text: string, random: Random): string {
  return many(random, 3, () => undefined).reduce((before: string) => {
    const at = random.below(before.length + 1);
    const lineStart = before.lastIndexOf('\n', at - 1) + 1;
    switch (random.below(3)) {
      case 0:
        return before.slice(0, at) + random.pick(pieces) + before.slice(at);
      case 1:
        return before.slice(0, at) + before.slice(at + 1 + random.below(3));
      default:
        return before.slice(0, lineStart) + random.pick([' ', '  ', '\t', '- ', '# ']) + before.slice(lineStart);
    }
  }, text);
}

function many<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: 1 + random.below(most) }, make);
}

/** Most of what it writes is YAML. */
class Grammar {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  stream(): string {
    const { random } = this;
    let text = random.pick(openings) + this.document();
    while (random.below(8) === 0)
      text += `\n${random.pick(['---\n', '...\n---\n', '--- ', '...\n'])}${this.document()}`;
    return text + random.pick(['\n', '\n', '', '\n\n', '\n...\n', '\n# c\n']);
  }

  private document(): string {
    const { random } = this;
    if (random.below(5) > 0) return this.map(3, random.pick(['', '', '', '  ']));
    return random.pick([() => this.seq(3, ''), () => this.flow(3, ''), () => this.value(2, '').slice(1)])();
  }

  private value(depth: number, indent: string): string {
    const { random } = this;
    const chance = depth <= 0 ? random.below(6) : random.below(17);
    if (chance < 5) return ` ${random.pick([...plain, ...quoted, ...this.longScalars(indent)])}`;
    if (chance < 6) return ` ${random.pick(['&a', '!t', '&a !t', '!!str &b'])} ${random.pick(['x', '"y"', '[z]', ''])}`;
    if (chance < 8) return this.block(indent);
    if (chance < 11) return ` ${this.flow(depth - 1, indent)}`;
    const head = random.pick(['', '', ' # c', ' &a', ' !t']);
    if (chance < 14) return `${head}\n${this.map(depth - 1, indent + random.pick(['  ', ' ', '    ']))}`;
    return `${head}\n${this.seq(depth - 1, indent + random.pick(['  ', '', '  ']))}`;
  }

  private longScalars(indent: string): readonly string[] {
    return [`"a\n${indent}  b"`, `a\n${indent}  b`, `"x\\\n${indent}y"`, `'a\n\n${indent} b'`, `a\n\n${indent}  - b`];
  }

  private block(indent: string): string {
    const { random } = this;
    const head = random.pick(['|', '>', '|-', '>-', '|+', '>+', '|2', '>1-']) + random.pick(['', '', ' # c']);
    const line = (): string =>
      random.pick([
        ...[1, 2, 3].map(() => `${indent}  text`),
        '',
        `${indent}   more`,
        `${indent}    `,
        '  ',
        `${indent}  \tx`,
      ]);
    return ` ${head}\n${many(random, 4, line).join('\n')}`;
  }

  private flow(depth: number, indent: string): string {
    const { random } = this;
    const comma = (): string => random.pick([', ', ', ', ',', ' , ', `,\n${indent} `, ',\n', ' ,# c\n']);
    const part = (): string =>
      depth <= 0 || random.below(5) < 3 ? random.pick(flowWords) : this.flow(depth - 1, indent);
    const isList = random.below(2) === 0;
    const entry = (): string =>
      random.pick([`${part()}: ${part()}`, `${part()}: ${part()}`, `"k":${part()}`, `? ${part()} : ${part()}`, part()]);
    const parts = many(random, 4, () => (isList && random.below(2) === 0 ? part() : entry()) + comma());
    const inside = random.below(6) === 0 ? '' : parts.join('').replace(/,\s*$/, '');
    return (
      (isList ? '[' : '{') + inside + random.pick(['', '', ' ', inside && ',', `\n${indent}`]) + (isList ? ']' : '}')
    );
  }

  private map(depth: number, indent: string): string {
    const { random } = this;
    const long = [`? x\n${indent}`, `? - a\n${indent}`];
    const entry = (): string =>
      `${indent}${random.pick([...keys, ...keys, ...long])}:${this.value(depth, indent)}${this.between(indent)}`;
    return many(random, 3, entry).join('\n');
  }

  private seq(depth: number, indent: string): string {
    const { random } = this;
    const nested = (text: string): string => `${indent}- ${text.slice(indent.length + 2)}`;
    const item = (): string => {
      const chance = depth > 0 ? random.below(8) : 7;
      if (chance < 2) return nested(this.map(depth - 1, `${indent}  `));
      return chance < 3 ? nested(this.seq(depth - 1, `${indent}  `)) : `${indent}-${this.value(depth, indent)}`;
    };
    return many(random, 3, () => item() + this.between(indent)).join('\n');
  }

  private between(indent: string): string {
    const { random } = this;
    return random.below(7) > 0
      ? ''
      : `\n${random.pick(['', '# c', `${indent}# c`, `${indent}    # c`, '  ', '\t# c'])}`;
  }
}

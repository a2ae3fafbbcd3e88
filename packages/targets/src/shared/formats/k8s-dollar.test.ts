import fc from 'fast-check';
import { expect, test } from 'vitest';

import { escapeDollar, expansionText } from './k8s-dollar.ts';

/** Kubernetes' own rule, after expand.go: the oracle. */
function expand(input: string, variables: Readonly<Record<string, string>>): string {
  let output = '';
  for (let cursor = 0; cursor < input.length; cursor++) {
    if (input[cursor] !== '$' || cursor + 1 === input.length) {
      output += input[cursor];
      continue;
    }
    const rest = input.slice(cursor + 1);
    if (rest.startsWith('$')) {
      output += '$';
      cursor++;
    } else if (rest.startsWith('(')) {
      const end = rest.indexOf(')');
      const name = rest.slice(1, end);
      if (end < 0) output += '$(';
      else output += Object.hasOwn(variables, name) ? variables[name] : `$(${name})`;
      cursor += end < 0 ? 1 : end + 1;
    } else {
      output += `$${rest[0]}`;
      cursor++;
    }
  }
  return output;
}

const dollars = fc.string({ unit: fc.constantFrom('$', '$', '(', ')', '{', '}', 'A', 'x') });
const variables = { A: 'value', '': 'empty', x: '$(A)' };

test('what Kubernetes expands is the text that was meant', () => {
  fc.assert(
    fc.property(dollars, (text) => {
      expect(expand(escapeDollar(text), variables)).toBe(text);
    }),
  );
});

test('references are expanded, whatever text is around them', () => {
  const part = fc.oneof(dollars, fc.constantFrom({ variable: 'A' }, { variable: 'x' }));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const meant = parts.map((each) => (typeof each === 'string' ? each : variables[each.variable as 'A'])).join('');
      expect(expand(expansionText(parts), variables)).toBe(meant);
    }),
  );
});

test.each([
  ['$5', '$5'],
  ['${HOME}', '${HOME}'],
  ['$(date)', '$$(date)'],
  ['5$$', '5$$$'],
])('%s is written %s', (text, written) => expect(escapeDollar(text)).toBe(written));

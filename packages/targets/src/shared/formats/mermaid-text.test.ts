import { expect, it } from 'vitest';
import { mermaidLabel } from './mermaid-text.ts';

it.each([
  ['web 8080', '"web 8080"'],
  ['a"b`c#d', '"a#34;b#96;c#35;d"'],
  ['<b>\n', '"#60;b#62;#10;"'],
])('%j is %s', (text, label) => {
  expect(mermaidLabel(text)).toBe(label);
});

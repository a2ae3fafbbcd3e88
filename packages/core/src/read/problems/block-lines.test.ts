import { expect, it } from 'vitest';
import { blockLines, shapeOf } from './block-lines.ts';

it.each([
  ['a: 1\n', { form: 'scalar' }],
  ['a: [1]\nb: 2\n', { form: 'list' }],
  ['a:\n', { form: 'null' }],
  ['a:\nb: 2\n', { form: 'null' }],
  ['a:\n- 1\n', { form: 'list' }],
  ['a:\n  - 1\n', { form: 'list' }],
  ['a:\n  b: 2\n', { form: 'map', child: 'b' }],
  ['a:\n  text\n', { form: 'scalar' }],
  ['  a:\nb: 2\n', { form: 'null' }],
  ['  a:\n- 1\n', { form: 'null' }],
])('knows the form of the value of the first key in %j', (text, shape) => {
  expect(shapeOf(blockLines({ file: 'compose.yaml', text }), 0)).toEqual(shape);
});

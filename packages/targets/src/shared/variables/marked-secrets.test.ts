import { Marks } from './marks.ts';
import { markedSecrets } from './marked-secrets.ts';
import { noSecrets } from '../secrets/project-secrets.ts';
import { expect, test } from 'vitest';

const environment = { HOST: 'db.example', USER: 'me' };
const marks = new Marks({ sources: [], environment });
const mark = (name: string): string => marks.of({ kind: 'variable', name, start: 0, end: 0 });

/** Finds each of some words in a text. */
function spansOf(text: string, ...words: readonly string[]): readonly string[] {
  const found = { ...noSecrets, spansIn: spansIn(words) };
  const spans = markedSecrets(found, marks, environment, new Set()).spansIn(text);
  return spans.map(({ start, end }) => text.slice(start, end));
}

const spansIn = (words: readonly string[]) => (text: string) =>
  words.flatMap((name) => {
    const start = text.indexOf(name);
    return start < 0 ? [] : [{ name, start, end: start + name.length }];
  });

test.each([
  ['behind a mark', `http://${mark('USER')}:hunter2@${mark('HOST')}/`, 'hunter2'],
  ['before a mark', `hunter2${mark('USER')}`, 'hunter2'],
  ['right behind a mark', `${mark('USER')}hunter2`, 'hunter2'],
  ['at the end', `${mark('USER')} and hunter2`, 'hunter2'],
])('what is found %s is found in the text with marks', (_, text, secret) => {
  expect(spansOf(text, secret)).toEqual([secret]);
});

test('a mark is in a span as a whole', () => {
  const text = `http://${mark('USER')}:hunter2@${mark('HOST')}/`;
  expect(spansOf(text, 'e:hunter2@db', '.example/')).toEqual([
    `${mark('USER')}:hunter2@${mark('HOST')}`,
    `${mark('HOST')}/`,
  ]);
});

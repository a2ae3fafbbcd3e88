import { expect, it } from 'vitest';
import { withoutSecrets } from './secret-text.ts';
import { noEnvironment } from './testing.ts';

const parts = (text: string, secrets: Record<string, string>, plain: Record<string, string> = {}) =>
  withoutSecrets(text, { ...noEnvironment, secretValues: new Map(Object.entries(secrets)), plainValues: new Map(Object.entries(plain)) });

it('replaces each secret value, the longest first', () => {
  const secrets = { PASSWORD: 'hunter2hunter2', URL: 'postgres://u:hunter2hunter2@db/x' };
  expect(parts('a hunter2hunter2 b hunter2hunter2', secrets)).toEqual(['a ', { variable: 'PASSWORD' }, ' b ', { variable: 'PASSWORD' }]);
  expect(parts('--url=postgres://u:hunter2hunter2@db/x', secrets)).toEqual(['--url=', { variable: 'URL' }]);
});

it('leaves short values and those that a plain variable shows as well', () => {
  expect(parts('redis -a secret', { PASSWORD: 'secret' })).toEqual(['redis -a secret']);
  expect(parts('postgres postgres1', { PASSWORD: 'postgres1' }, { USER: 'postgres1' })).toEqual(['postgres postgres1']);
});

it('keeps an empty text', () => {
  expect(parts('', { PASSWORD: 'hunter2hunter2' })).toEqual(['']);
});

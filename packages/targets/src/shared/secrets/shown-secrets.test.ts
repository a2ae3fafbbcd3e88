import { loadProject, memoryHost } from '@transpose/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from '../bytes/base64.ts';
import { projectSecrets } from './project-secrets.ts';
import { isEveryday } from './shown-secrets.ts';

/** Masks what a project declares as secret; `more`: what its files hold. */
function maskOf(compose: string, env: Readonly<Record<string, string>> = {}, more: readonly string[] = []) {
  const loaded = loadProject(memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop', env }));
  const shown = projectSecrets(loaded).shown(more);
  return (text: string): string => {
    let masked = '';
    let done = 0;
    for (const { start, end } of shown(text).toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (start >= done) masked += `${text.slice(done, start)}***`;
      done = Math.max(done, end);
    }
    return masked + text.slice(done);
  };
}

const words = fc.array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 4 });
const ofWords = fc.tuple(words, fc.constantFrom('-', '_', '.', ' ')).map(([all, sign]) => all.join(sign));
const secret = fc
  .oneof(ofWords, fc.string({ unit: 'binary-ascii', minLength: 4, maxLength: 40 }), fc.string({ minLength: 4 }))
  .map((text) => text.replaceAll(/[\r\n]/g, 'x').trim())
  .filter((text) => !isEveryday(text) && /[a-z]{2}/i.test(text));
const forms = [
  (value: string) => value,
  (value: string) => JSON.stringify(value),
  (value: string) => encodeURIComponent(value),
  (value: string) => base64(value),
];

test('what a file or a variable declares as secret is in no line, whatever it looks like and however it is written', () => {
  const compose = 'services: {q: {image: i, secrets: [s]}}\nsecrets: {s: {environment: WORD}}\n';
  fc.assert(
    fc.property(secret, secret, fc.constantFrom(...forms), (one, other, write) => {
      const mask = maskOf(compose, { WORD: one }, [`${other}\n`]);
      for (const value of [one, other]) {
        const text = write(value);
        expect(mask(`before ${text} "${text}" (${text}), x=${text}`)).not.toContain(text);
      }
    }),
    { numRuns: 300 },
  );
});

test('each line of a secret of several lines is masked, but not what every such file has', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n';
  const mask = maskOf('services: {web: {image: i}}\n', {}, [key]);
  expect(mask('key: kiG9w0BAQEFAASC')).toBe('key: ***');
  expect(mask('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
  expect(mask(`all: ${key}`)).toBe('all: ***');
});

test.each([
  ['correct-horse-battery', 'connecting with correct-horse-battery now', 'connecting with *** now'],
  ['swordfish', 'the word is swordfish, not swordfishes', 'the word is ***, not swordfishes'],
  ['postgres', 'user postgres, PGPASSWORD=postgres', 'user postgres, PGPASSWORD=***'],
  ['web', 'web is ready; password: web', 'web is ready; password: ***'],
  ['true', 'it is true', 'it is true'],
  ['12345', 'process 12345 listens', 'process 12345 listens'],
  ['123456', 'got 123456', 'got ***'],
  ['app-user', 'app-user connects', 'app-user connects'],
])('the password %s in %j is told as %j', (value, line, told) => {
  const variables = `{DB_PASSWORD: "${value}", DB_USER: app-user}`;
  expect(maskOf(`services: {web: {image: i, environment: ${variables}}}\n`)(line)).toBe(told);
});

test('the password of an address is one, too', () => {
  const compose = 'services: {web: {image: i, environment: {DB: "postgres://me:lorem-ipsum@db/shop"}}}\n';
  expect(maskOf(compose)('login as me with lorem-ipsum failed')).toBe('login as me with *** failed');
});

import { describe, expect, it } from 'vitest';
import { testService } from '../testing/project.ts';
import type { ServiceEnvironment } from './context.ts';
import { secretTexts, SecretTexts } from './secret-text.ts';
import { noEnvironment, testContext } from './testing.ts';

interface Values {
  readonly secret?: Readonly<Record<string, string>>;
  readonly plain?: Readonly<Record<string, string>>;
}

/** The texts of `web`; `db` is another service. */
function textsWith(web: Values, db: Values = {}) {
  const environment = ({ secret = {}, plain = {} }: Values, name: string): ServiceEnvironment => ({
    env: Object.keys(secret).map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: `${name}-env`, key } } })),
    secretValues: new Map(Object.entries(secret)),
    plainValues: new Map(Object.entries(plain)),
  });
  const { context } = testContext([testService('web'), testService('db')]);
  const all: Record<string, ServiceEnvironment> = { web: environment(web, 'web'), db: environment(db, 'db') };
  return secretTexts(context, { of: (name) => all[name] ?? noEnvironment, objects: () => [] })('web');
}

describe('SecretTexts', () => {
  it('replaces each secret value, the longest first', () => {
    const texts = textsWith({ secret: { PASSWORD: 'hunter2hunter2', URL: 'postgres://u:hunter2hunter2@db/x' } });
    expect(texts.parts('a hunter2hunter2 b hunter2hunter2')).toEqual([
      'a ',
      { variable: 'PASSWORD' },
      ' b ',
      { variable: 'PASSWORD' },
    ]);
    expect(texts.parts('--url=postgres://u:hunter2hunter2@db/x')).toEqual(['--url=', { variable: 'URL' }]);
    expect(texts.borrowed).toEqual([]);
  });

  it('leaves short values and those that a plain variable shows as well', () => {
    expect(textsWith({ secret: { PASSWORD: 'secret' } }).parts('redis -a secret')).toEqual(['redis -a secret']);
    expect(
      textsWith({ secret: { PASSWORD: 'postgres1' } }, { plain: { USER: 'postgres1' } }).holdsSecret('postgres1'),
    ).toBe(false);
  });

  it.each([
    ['as a name', 'pg_isready -U postgres', false],
    ['as a program', 'postgres', false],
    ['as a part of a word', 'exec postgres-exporter --password=postgres-x', false],
    ['behind its name', 'PGPASSWORD=postgres psql', true],
    ['in JSON', '{"password": "postgres"}', true],
    ['as an option', '--requirepass postgres', true],
    ['as an option of mysql', 'mysqladmin ping -ppostgres', true],
    ['of a URL', 'http://admin:postgres@db/', true],
    ['of SQL', "CREATE USER u IDENTIFIED BY 'postgres'", true],
    ['of curl', 'curl -u elastic:postgres localhost', true],
  ])('a common word is a secret by its place: %s', (_, text, secret) => {
    expect(textsWith({ secret: { PASSWORD: 'postgres' } }).holdsSecret(text)).toBe(secret);
  });

  it('a common word is a secret behind an option, and where its variable was written', () => {
    const texts = textsWith({ secret: { PASSWORD: 'postgres' } });
    expect(texts.parts('postgres', { before: '--password' })).toEqual([{ variable: 'PASSWORD' }]);
    expect(texts.parts('postgres', { before: '-U' })).toEqual(['postgres']);
    const sourced = new SecretTexts([{ name: 'PASSWORD', value: 'postgres', sources: new Set(['DB_PASSWORD']) }]);
    expect(sourced.parts('x postgres', { variables: new Set(['DB_PASSWORD']) })).toEqual([
      'x ',
      { variable: 'PASSWORD' },
    ]);
    expect(sourced.parts('x postgres', { variables: new Set(['USER']) })).toEqual(['x postgres']);
  });

  it('borrows the variable of the service that has it, under a free name', () => {
    const texts = textsWith(
      { plain: { PASSWORD: 'x' } },
      { secret: { PASSWORD: 'hunter2hunter2', OTHER: 'unused-unused' } },
    );
    expect(texts.parts('mc hunter2hunter2')).toEqual(['mc ', { variable: 'PASSWORD_' }]);
    expect(texts.borrowed).toEqual([
      { name: 'PASSWORD_', valueFrom: { secretKeyRef: { name: 'db-env', key: 'PASSWORD' } } },
    ]);
  });

  it('keeps an empty text', () => {
    expect(textsWith({ secret: { PASSWORD: 'hunter2hunter2' } }).parts('')).toEqual(['']);
  });
});

import { describe, expect, it } from 'vitest';
import { environmentsOf } from './environment.ts';
import { secretTexts } from './secret-text.ts';
import { composeContext } from '../testing/compose.ts';

type Values = Readonly<Record<string, string>>;

/** The texts of `web`, beside a service `db`. */
function projectTexts(web: Values, db: Values = {}, env: Values = {}, more = {}) {
  const services = { web: { image: 'x', environment: web, ...more }, db: { image: 'y', environment: db } };
  const { context } = composeContext(JSON.stringify({ services }), { env });
  return secretTexts(context, environmentsOf(context));
}
const textsWith = (...given: Parameters<typeof projectTexts>) => projectTexts(...given).of('web');

describe('SecretTexts', () => {
  it('replaces each secret value, the longest first', () => {
    const texts = textsWith({ PASSWORD: 'hunter2hunter2', URL: 'postgres://u:hunter2hunter2@db/x' });
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
    expect(textsWith({ PASSWORD: 'secret' }).parts('redis secret')).toEqual(['redis secret']);
    expect(textsWith({ PASSWORD: 'postgres1x' }, { USER: 'postgres1x' }).holdsSecret('postgres1x')).toBe(false);
  });

  it.each([
    ['as a name', 'pg_isready -U postgres', false],
    ['as a program', 'postgres', false],
    ['as a part of a word', 'exec postgres-exporter --name=postgres-x', false],
    ['behind its name', 'PGPASSWORD=postgres psql', true],
    ['in JSON', '{"password": "postgres"}', true],
    ['as an option', '--requirepass postgres', true],
    ['as an option of mysql', 'mysqladmin ping -ppostgres', true],
    ['of a URL', 'http://admin:postgres@db/', true],
    ['of SQL', "CREATE USER u IDENTIFIED BY 'postgres'", true],
    ['of curl', 'curl -u elastic:postgres localhost', true],
  ])('a common word is a secret by its place: %s', (_, text, secret) => {
    expect(textsWith({ PASSWORD: 'postgres' }).holdsSecret(text)).toBe(secret);
  });

  it('a common word is a secret behind an option, and where its variable was written', () => {
    const texts = textsWith({ PASSWORD: 'postgres' });
    expect(texts.parts('postgres', { before: '--password' })).toEqual([{ variable: 'PASSWORD' }]);
    expect(texts.parts('postgres', { before: '-U' })).toEqual(['postgres']);
    const sourced = textsWith(
      { PASSWORD: '${DB_PASSWORD}' },
      {},
      { DB_PASSWORD: 'postgres', NAME: 'x' },
      { command: ['x ${DB_PASSWORD}', 'x ${NAME}'] },
    );
    const at = (index: number) => ({ path: ['services', 'web', 'command', index] });
    expect(sourced.parts('x postgres', at(0))).toEqual(['x ', { variable: 'PASSWORD' }]);
    expect(sourced.parts('x postgres', at(1))).toEqual(['x postgres']);
  });

  it('borrows the variable of the service that has it, under a free name', () => {
    const texts = textsWith({ PASSWORD: '' }, { PASSWORD: 'hunter2hunter2', OTHER_TOKEN: 'unused-unused' });
    expect(texts.parts('mc hunter2hunter2')).toEqual(['mc ', { variable: 'PASSWORD_2' }]);
    expect(texts.borrowed).toEqual([
      { name: 'PASSWORD_2', valueFrom: { secretKeyRef: { name: 'db-env', key: 'PASSWORD' } } },
    ]);
  });

  it('makes a variable of what no service has one of', () => {
    const texts = projectTexts({}, {}, { TUNNEL_TOKEN: 'Zq81LmPw0x' }, { command: ['--t', '${TUNNEL_TOKEN}'] });
    const path = ['services', 'web', 'command', 1];
    expect(texts.of('web').parts('Zq81LmPw0x', { path })).toEqual([{ variable: 'TUNNEL_TOKEN' }]);
    expect(texts.of('web').parts('--token=Qq81LmPw0x')).toEqual(['--token=', { variable: 'SECRET_TOKEN' }]);
    expect(texts.of('web').borrowed).toEqual([
      { name: 'TUNNEL_TOKEN', valueFrom: { secretKeyRef: { name: 'web-env', key: 'TUNNEL_TOKEN' } } },
      { name: 'SECRET_TOKEN', valueFrom: { secretKeyRef: { name: 'web-env', key: 'SECRET_TOKEN' } } },
    ]);
    expect([...texts.addedTo('web')]).toEqual([
      ['TUNNEL_TOKEN', 'Zq81LmPw0x'],
      ['SECRET_TOKEN', 'Qq81LmPw0x'],
    ]);
  });

  it('keeps an empty text', () => {
    expect(textsWith({ PASSWORD: 'hunter2hunter2' }).parts('')).toEqual(['']);
  });
});

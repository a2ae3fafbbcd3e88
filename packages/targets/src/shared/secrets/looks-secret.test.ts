import fc from 'fast-check';
import { expect, test } from 'vitest';

import { looksSecret, secretReason } from './looks-secret.ts';
import { isReference, nameWords } from './secret-names.ts';
import { credentialSpans } from './secret-values.ts';

test.each([
  ['USER', 'admin:s3cret', true],
  ['USER', 'postgres:postgres', false],
  ['USER', '1000:1000', false],
  ['USER', '1000:100', false],
  ['NEO4J_AUTH', 'neo4j/password', true],
])('%s=%s: a pair of a user and a password is a secret: %s', (name, value, isSecret) => {
  expect(looksSecret(name, value)).toBe(isSecret);
});

test.each([
  'PASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'DB_PASS',
  'SMTP_PWD',
  'MYSQL_PSW',
  'PGPASSWORD',
  'JWT_SECRET',
  'JWTSECRET',
  'SECRET_KEY_BASE',
  'GITHUB_TOKEN',
  'API_KEY',
  'APP_KEY',
  'AUTH_SALT',
  'AWS_SECRET_ACCESS_KEY',
  'TS_AUTHKEY',
  'database__connection__password',
  'OpenIDConfig__ClientSecret',
  'CR_CONF_Redis.Password',
  'GOOGLE_CREDENTIALS',
  'KEY',
  'SERVICE_PASSWORD_POSTGRES',
  'PRIVATE_KEY_HEX',
  '--requirepass-password',
  'SSL_PASSPHRASE',
  'apiKey',
])('%s is a secret name', (name) => {
  expect(secretReason(name, 'v-8ac64622')).toBe('name');
});

test.each([
  'MONKEY',
  'KEYCLOAK_URL',
  'PRIMARY_KEY_COLUMN',
  'PASSENGER_COUNT',
  'COMPASS',
  'BYPASS_LIST',
  'TOKENIZER',
  'SECRETARY',
  'KEYBOARD',
  'DB_PASSWORD_FILE',
  'SECRET_PATH',
  'AWS_ACCESS_KEY_ID',
  'CLIENT_ID',
  'JWT_PUBLIC_KEY',
  'TURNSTILE_SITE_KEY',
  'POSTGRES_USER',
  'HOTKEY',
  'SALTSTACK',
  'AUTH_TYPE',
])('%s is none', (name) => {
  expect(looksSecret(name, 'v-8ac64622')).toBe(false);
});

test.each([
  ['MYSQL_RANDOM_ROOT_PASSWORD', 'yes'],
  ['ALLOW_EMPTY_PASSWORD', 'true'],
  ['TOKEN_TTL', '3600'],
  ['TOKEN_LIFETIME_SECONDS', '2592000'],
  ['PASSWORD_RESET_TOKEN_EXPIRES_IN', '5m'],
  ['PASSWORD_MIN_LENGTH', '8'],
  ['SESSION_KEY', '1'],
  ['TLS_KEY', '/etc/ssl/private/key.pem'],
  ['JWT_SECRET_KEY', '%kernel.project_dir%/config/jwt/private.pem'],
  ['TOKEN', './data/token'],
  ['DB_PASSWORD', '/run/secrets/db_password'],
  ['OAUTH_TOKEN_URL', 'https://example.com/token'],
  ['DB_PASSWORD', ''],
  ['PROXY_PASS', 'http://backend:8080/api'],
  ['REDIS_PASSWORD', '""'],
  ['UPSTREAM', 'http://a:80/x@y'],
  ['UPSTREAM', 'http://a:8080,http://b:8080'],
  ['MAIL', 'admin@example.com'],
  ['DB', 'postgres://user@db/app'],
])('%s=%s is not a secret', (name, value) => {
  expect(looksSecret(name, value)).toBe(false);
});

test.each([
  ['MYSQL_ROOT_PASSWORD', '1234', 'name'],
  ['COOKIE_SECRET', '666', 'name'],
  ['ADMIN_PASSWORD', '/odd/password', 'name'],
  ['OAUTH_TOKEN_URL', 'https://example.com/?token=abc', 'credentials'],
  ['DATABASE_URL', 'postgres://app:s3cret@db:5432/app', 'credentials'],
  ['REDIS_URL', 'redis://:s3cret@redis/0', 'credentials'],
  ['MONGO', 'mongodb://a:p@ss@m1:27017,m2:27017/x', 'credentials'],
  ['DSN', 'user:pw@tcp(db:3306)/app', 'credentials'],
  ['ConnectionStrings__Default', 'Server=db;Database=x;User Id=sa;Password=Your_password123;', 'credentials'],
  ['JDBC', 'jdbc:mysql://db/app?user=x&password=y', 'credentials'],
  ['NEO4J_AUTH', 'neo4j/password', 'credentials'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nabc', 'credentials'],
  ['CERT', '-----BEGIN PRIVATE KEY-----', 'credentials'],
])('%s=%s is a secret by its %s', (name, value, reason) => {
  expect(secretReason(name, value)).toBe(reason);
});

const hex = '876d9bcb20ec6d314566547213650cd8';
const base64 = 'h1ZpilcYLYRdWp7Nk8X1M1kBPiUi8rdjz9oBfHyUKIk=';

test.each([
  ['_APP_OPENSSL_KEY_V1', 'your-secret-key', 'name'],
  ['SIGNING_KEY_2', 'abc-def-1x', 'name'],
  ['DL_CRY_KEY_VAL_ID_key_1', base64, 'name'],
  ['VAULT_DEV_ROOT_TOKEN_ID', 'my-root', 'name'],
  ['JWT', hex, 'credentials'],
  ['ENGRAM_CLOUD_ADMIN', hex, 'credentials'],
  ['MONGO_KEYFILE_CONTENT', base64, 'credentials'],
  ['SAVE_PATH', `tcp://redis:6379?auth=${hex}`, 'credentials'],
])('%s=%s is a secret by its %s, whatever its name says', (name, value, reason) => {
  expect(secretReason(name, value)).toBe(reason);
});

test.each([
  ['GIT_SHA', hex],
  ['SOURCE_COMMIT', '1e7b36ebe0da38a738fed250d175809a899ef422'],
  ['INSTANCE_ID', hex],
  ['CONFIG_HASH', hex],
  ['JWT_PUBLIC', base64],
  ['LABELS', 'aVeryLongCamelCasedTextThatNamesSomeClassOfJava'],
  ['CLASSES', 'org.apache.kafka.common.config.provider.FileConfigProvider'],
  ['FLAGS', 'AAA/BBB/CCC/DDD-eee-fff-ggg-hhh-iii-123'],
  ['NUMBERS', '12345678901234567890123456789012'],
  ['PAGE', 'http://redis:6379?auth=required&key=name'],
])('%s=%s is shown', (name, value) => {
  expect(secretReason(name, value)).toBeUndefined();
});

test('a certificate is not a private key', () => {
  expect(looksSecret('CERT', '-----BEGIN CERTIFICATE-----')).toBe(false);
});

test('the user’s word beats the table both ways', () => {
  const choice = { secret: new Set(['PLAN']), plain: new Set(['API_KEY', 'URL']) };
  expect(secretReason('PLAN', 'x', choice)).toBe('chosen');
  expect(secretReason('API_KEY', 'x', choice)).toBeUndefined();
  expect(secretReason('URL', 'http://a:b@c', choice)).toBeUndefined();
  expect(secretReason('DB_PASSWORD', 'x', choice)).toBe('name');
});

test('names are split into words', () => {
  expect(nameWords('OpenIDConfig__ClientSecret')).toEqual(['OPEN', 'ID', 'CONFIG', 'CLIENT', 'SECRET']);
  expect(nameWords('--db-password')).toEqual(['DB', 'PASSWORD']);
});

test('the passwords of a value are found where they are', () => {
  const value = 'amqp://u:one@a,amqp://u:two@b?password=three';
  expect(credentialSpans(value).map(({ start, end }) => value.slice(start, end))).toEqual(['one', 'two', 'three']);
});

test('any URL with a password is found', () => {
  const word = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019_-.!$%&*+=~')), minLength: 1 });
  fc.assert(
    fc.property(
      word,
      word.filter((one) => !isReference(one)),
      fc.constantFrom('db', 'db:5432', 'db/app', 'db:1/a?b=c'),
      (user, password, rest) => {
        expect(credentialSpans(`redis://${user}:${password}@${rest}`)[0]).toMatchObject({
          start: 9 + user.length,
          end: 9 + user.length + password.length,
        });
      },
    ),
  );
});

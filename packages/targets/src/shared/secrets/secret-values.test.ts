import { expect, test } from 'vitest';

import { optionSecret } from './named-values.ts';
import { credentialSpans } from './secret-values.ts';

const found = (text: string) => credentialSpans(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['--token=zQ81LmPw0xabc serve', 'zQ81LmPw0xabc'],
  ['serve --token zQ81LmPw0xabc', 'zQ81LmPw0xabc'],
  ['redis-server --requirepass Zq81LmPw0x --port 1', 'Zq81LmPw0x'],
  ['requirepass Zq81LmPw0x', 'Zq81LmPw0x'],
  ['mysqladmin ping -pmyrootpassword1', 'myrootpassword1'],
  ['mysql -uroot -p"my root pw" -e x', 'my root pw'],
  ['redis-cli -a Zq81LmPw0x ping', 'Zq81LmPw0x'],
  ['curl -s -u elastic:Zq81LmPw0x http://x', 'Zq81LmPw0x'],
  ['mc alias set m http://minio:9000 admin zQ81LmPw && mc mb m/x', 'zQ81LmPw'],
  ["mc config host add m https://minio 'admin' 'zQ81LmPw' || exit 1", 'zQ81LmPw'],
  ['mc alias set m $MINIO_URL $MINIO_USER zQ81LmPw; exit 0', 'zQ81LmPw'],
  ['mc alias set m http://minio:9000 $USER $PASSWORD', undefined],
  ['git config alias set x', undefined],
  ["curl -H 'Authorization: Bearer zQ81LmPw0xabc' localhost", 'zQ81LmPw0xabc'],
  ["curl -H 'X-Api-Key: zQ81LmPw0xabc' localhost", 'zQ81LmPw0xabc'],
  ['Authorization: Basic dTpwYXNz', 'dTpwYXNz'],
  ['{"user":"a","password":"zQ81 LmPw"}', 'zQ81 LmPw'],
  ['{"password": "x1", "a": 1}', 'x1'],
  ['db:\n  user: a\n  password: zQ81LmPw # c\n  x: 1', 'zQ81LmPw'],
  ['https://x.example.org/cb?token=zQ81LmPw0xabc&a=b', 'zQ81LmPw0xabc'],
  ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=zQ81LmPw0xabc==;x=1', 'zQ81LmPw0xabc=='],
  ['-Dspring.datasource.password=zQ81LmPw', 'zQ81LmPw'],
  ['PGPASSWORD=zQ81LmPw psql -c x', 'zQ81LmPw'],
  ["CREATE USER a IDENTIFIED BY 'zQ81LmPw'", 'zQ81LmPw'],
  ["ALTER USER a WITH PASSWORD 'zQ81LmPw'", 'zQ81LmPw'],
  ["<?php define( 'DB_PASSWORD', 'zQ81 LmPw' );", 'zQ81 LmPw'],
  ["<?php $db_password = 'zQ81LmPw';", 'zQ81LmPw'],
  ["gitlab_rails['smtp_password'] = 'zQ81LmPw'", 'zQ81LmPw'],
  ['<property name="connection.password" value="zQ81LmPw"/>', 'zQ81LmPw'],
  ['<entry key="db.password">zQ81LmPw</entry>', 'zQ81LmPw'],
  ['<user><name>a</name><password>zQ81LmPw</password></user>', 'zQ81LmPw'],
  ['proxy_set_header Authorization "Basic dTpwYXNz";', 'dTpwYXNz'],
  ['fastcgi_param DB_PASSWORD zQ81LmPw;', 'zQ81LmPw'],
  ['user a insecure-password zQ81LmPw', 'zQ81LmPw'],
  ['stats auth admin:zQ81LmPw', 'zQ81LmPw'],
  ['mosq:$7$101$abcdefgh$zQ81LmPw0xabc==', '$7$101$abcdefgh$zQ81LmPw0xabc=='],
  ['123456789:AAzQ81LmPw0xabczQ81LmPw0xabczQ81Lm', '123456789:AAzQ81LmPw0xabczQ81LmPw0xabczQ81Lm'],
  ['user:$apr1$x$zQ81LmPw0xabc', '$apr1$x$zQ81LmPw0xabc'],
  ['admin:$2y$05$abcdefghijklmnopqrstuv', '$2y$05$abcdefghijklmnopqrstuv'],
  ['x ghp_zQ81LmPw0xabc y', 'ghp_zQ81LmPw0xabc'],
  ['glpat-zQ81LmPw0xabc', 'glpat-zQ81LmPw0xabc'],
  ['sk_live_zQ81LmPw0xabc', 'sk_live_zQ81LmPw0xabc'],
  ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  ['xoxb-123-456-zQ81LmPw0xabc', 'xoxb-123-456-zQ81LmPw0xabc'],
  ['eyJhIjoiYWJjZGVmZ2hpamts', 'eyJhIjoiYWJjZGVmZ2hpamts'],
  ['https://zQ81LmPw0xabc1234@sentry.example.org/1', 'zQ81LmPw0xabc1234'],
  ['https://hooks.slack.com/services/T0/B0/zQ81LmPw', 'https://hooks.slack.com/services/T0/B0/zQ81LmPw'],
  ['postgres://u:p"@x', undefined],
  [
    '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nx',
    '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----',
  ],
])('%j holds %j', (text, secret) => {
  expect(found(text)).toEqual(secret === undefined ? [] : [secret]);
});

test.each([
  'password: ${DB_PASSWORD}',
  'password = $DB_PASSWORD',
  'password: {{ .Env.DB_PASSWORD }}',
  'password=process.env.DB_PASSWORD',
  "password: os.environ['X']",
  'mysqladmin ping -p$MYSQL_ROOT_PASSWORD',
  'redis-cli -a "$PW" ping',
  'curl -u "$USER:$PW" x',
  '--password-file /run/x',
  '--token-ttl 5m',
  '--cap-add all --privileged',
  'mkdir -p /data && mysqld',
  'mysqld -p 3306',
  'const token: string = f()',
  '"token": true',
  'postgres://u:${PW}@db',
  'user: postgres',
  'primary_key: id',
  'docker build --secret id=x,src=y .',
  'echo "secret"',
  "define('DB_PASSWORD', getenv('DB_PASSWORD'));",
  "$token = 'true';",
  '<token></token>',
  'proxy_set_header Authorization $http_authorization;',
  'proxy_set_header X-Api-Key "$key";',
])('%j holds no secret', (text) => {
  expect(found(text)).toEqual([]);
});

test('the word behind an option of a secret name', () => {
  expect(optionSecret('tunnel run --token', 'abc def')).toBe('token');
  expect(optionSecret('tunnel run --token', '--verbose')).toBeUndefined();
  expect(optionSecret('run --name', 'abc')).toBeUndefined();
});

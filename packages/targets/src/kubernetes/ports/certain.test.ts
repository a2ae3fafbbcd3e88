import { expect, test } from 'vitest';
import { composeContext } from '../testing/compose.ts';
import { certainPort } from './certain.ts';

function certain(web: string, peer = '') {
  const { context } = composeContext(`services: {web: {${web}}, a: {image: acme/a, ${peer}}}`);
  const service = context.project.services['web'];
  return service && certainPort(service, context.ports.of('web'))?.port;
}

const check = (line: string) => `healthcheck: {test: '${line}'}`;

test.each([
  ['checked and published', `image: acme/x, ports: ['80:8000', '90:9000'], ${check('curl localhost:9000')}`, 9000],
  ['published alone', `image: acme/x, ports: ['80:8000'], ${check('curl localhost:2019')}`, 8000],
  ['of the image', 'image: "postgres:16"', 5432],
  ['of the image, beside the port of a peer', 'image: "gitea/gitea:1", environment: {DB_HOST: a, DB_PORT: 5432}', 3000],
])('is the port that is %s', (_, web, port) => {
  expect(certain(web)).toBe(port);
});

test('is a port that the healthcheck asks, when a peer asks it as well', () => {
  const web = `image: acme/x, ${check('curl localhost:9000')}`;
  expect(certain(web, 'environment: {WEB: "http://web:9000"}')).toBe(9000);
});

test.each([
  ['is asked on the loopback address alone', `image: acme/x, ${check('curl localhost:2019')}`],
  ['is behind a Unix socket', `image: acme/x, ${check('curl --unix-socket /x.sock http://localhost/')}`],
  ['is asked over UDP', `image: acme/x, expose: [53/udp], ${check('dig @127.0.0.1 -p 53 x')}`],
  ['another one stands in for by a variable', 'image: "postgres:16", environment: {PGPORT: "5433"}'],
  ['another one stands in for by a variable of MySQL', 'image: "mysql:8", environment: {MYSQL_TCP_PORT: "3307"}'],
])('is none that %s', (_, web) => {
  expect(certain(web)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { isIpAddress } from './ip-address.ts';
import { parsePort } from './port.ts';

/** Back to one text per entry, with all parts. */
function read(text: string): readonly string[] | string {
  const ports = parsePort(text);
  if (!ports.ok) return ports.message;
  return ports.value.map((p) => `${p.host_ip ?? ''}|${p.published ?? ''}|${p.target}/${p.protocol}`);
}

test.each([
  ['80', ['||80/tcp']],
  ['80:80', ['|80|80/tcp']],
  [':80', ['||80/tcp']],
  ['0:80', ['|0|80/tcp']],
  ['0080:0081', ['|80|81/tcp']],
  ['80/', ['||80/tcp']],
  ['53:53/udp', ['|53|53/udp']],
  ['9:9/sctp', ['|9|9/sctp']],
  ['54:54/UDP', ['|54|54/udp']],
  ['22:22', ['|22|22/tcp']],
  ['127.0.0.1::80', ['127.0.0.1||80/tcp']],
  ['127.0.0.1:8080:80', ['127.0.0.1|8080|80/tcp']],
  ['::80', ['||80/tcp']],
  ['[::1]:8080:80', ['::1|8080|80/tcp']],
  ['::1:8081:81', ['::1|8081|81/tcp']],
  ['[::]::82', ['::||82/tcp']],
  ['3000-3002', ['||3000/tcp', '||3001/tcp', '||3002/tcp']],
  ['8000-8002:80-82', ['|8000|80/tcp', '|8001|81/tcp', '|8002|82/tcp']],
  ['8000-8010:80', ['|8000-8010|80/tcp']],
  ['8000-8000:80', ['|8000|80/tcp']],
  ['8-11:8-11', ['|10|10/tcp', '|11|11/tcp', '|8|8/tcp', '|9|9/tcp']],
  ['127.0.0.1:5000-5001:6000-6001/udp', ['127.0.0.1|5000|6000/udp', '127.0.0.1|5001|6001/udp']],
])('reads %j', (text, ports) => {
  expect(read(text)).toEqual(ports);
});

test('absent parts are absent', () => {
  expect(parsePort('80')).toEqual({ ok: true, value: [{ mode: 'ingress', target: 80, protocol: 'tcp' }] });
});

test.each([
  ['', 'no port specified: <empty>', 0],
  ['80:', 'no port specified: "80:"', 3],
  ['80:/tcp', 'no port specified: "80:/tcp"', 3],
  ['http', 'invalid container port: "http"', 0],
  ['80:http', 'invalid container port: "http"', 3],
  ['82-80', 'invalid container port: "82-80"', 0],
  ['80-', 'invalid container port: "80-"', 0],
  ['65536', 'invalid container port: "65536"', 0],
  ['70000:80', 'invalid host port: "70000"', 0],
  ['127.0.0.1:70000:80', 'invalid host port: "70000"', 10],
  ['80/udp:80', 'invalid host port: "80/udp"', 0],
  ['1.2.3.400:80:80', 'invalid IP address: "1.2.3.400"', 0],
  ['localhost:80:80', 'invalid IP address: "localhost"', 0],
  ['80:80,81:81', 'invalid IP address: "80"', 0],
  ['[]:80:80', 'invalid IP address: "[]"', 0],
  ['53:53/quic', 'invalid protocol: "quic"', 6],
  ['80/tcp/x', 'invalid protocol: "tcp/x"', 3],
  ['8000-8001:80-82', 'the ranges of container and host ports differ in length: "80-82" and "8000-8001"', 0],
  ['8000:80-82', 'the ranges of container and host ports differ in length: "80-82" and "8000"', 0],
])('refuses %j', (text, message, at) => {
  expect(parsePort(text)).toEqual({ ok: false, message, at });
});

describe('addresses', () => {
  test.each([
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7:8',
    'fe80::1',
    '::ffff:1.2.3.4',
    'ABCD::',
  ])('%s is one', (text) => expect(isIpAddress(text)).toBe(true));
  test.each([
    '',
    '1.2.3',
    '01.2.3.4',
    '1.2.3.256',
    '1.2.3.4.5',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    '1:2:3:4:5:6:7::8',
    'fe80::1%eth0',
    '[::1]',
    '::1/64',
    '1.2.3.4::',
    '::1.2.3',
    'localhost',
    ':1:2:3:4:5:6:7:8',
  ])('%s is none', (text) => expect(isIpAddress(text)).toBe(false));
});

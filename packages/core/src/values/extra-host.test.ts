import { expect, test } from 'vitest';
import { extraHost, parseExtraHost } from './extra-host.ts';

test.each([
  ['h:1.2.3.4', 'h', ['1.2.3.4']],
  ['h=5.6.7.8', 'h', ['5.6.7.8']],
  ['h=::1', 'h', ['::1']],
  ['h:[::2]', 'h', ['::2']],
  ['h:::3', 'h', ['::3']],
  ['host.docker.internal:host-gateway', 'host.docker.internal', ['host-gateway']],
  ['h=1.1.1.1,[::1]', 'h', ['1.1.1.1', '::1']],
  ['h=', 'h', ['']],
])('reads %j', (text, host, addresses) => {
  expect(parseExtraHost(text)).toEqual({ ok: true, value: { host, addresses } });
});

test.each([
  ['h', 'an extra host needs an address: "h"'],
  ['=1.1.1.1', 'bad host name ""'],
  ['h:1=2', 'bad host name "h:1"'],
])('refuses %j', (text, message) => {
  expect(parseExtraHost(text)).toEqual({ ok: false, message });
});

test('the map form has the same checks', () => {
  expect(extraHost('h', ['[::5]', '1.1.1.1'])).toEqual({
    ok: true,
    value: { host: 'h', addresses: ['::5', '1.1.1.1'] },
  });
  expect(extraHost('a:b', [])).toMatchObject({ ok: false });
});

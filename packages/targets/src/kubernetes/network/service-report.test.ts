import { expect, test } from 'vitest';
import { composeContext } from '../testing/compose.ts';
import { reportServices } from './service-report.ts';

test('says where services depend on one whose ports nothing shows but the published ones', () => {
  const { context, lines } = composeContext(`
services:
  front: {image: acme/front, ports: ['25:25', '993:993']}
  imap: {image: acme/imap, depends_on: [front]}
  store: {image: acme/store, ports: ['8080']}
  web: {image: acme/web, depends_on: [store], environment: {STORE: 'http://store:8080'}}
  api: {image: acme/api, ports: ['80:80'], expose: ['81']}
  ui: {image: acme/ui, depends_on: [api]}
  proxy: {image: acme/proxy, ports: ['3128']}
  inside: {image: acme/inside, network_mode: 'service:proxy', depends_on: [proxy]}
  db: {image: 'postgres:16', ports: ['5432']}
  app: {image: acme/app, depends_on: [db]}
  vpn: {image: acme/vpn}
  guest: {image: acme/guest, network_mode: 'service:vpn', ports: ['90']}
  peer: {image: acme/peer, depends_on: [vpn]}
`);
  reportServices(context);
  expect(lines.filter((line) => line.includes('is reached on'))).toEqual([
    'note services.front.ports: In the cluster "front" is reached on ports 25, 993 alone. What is read here does not show which ports "imap" uses: write others under expose',
  ]);
});

import { expect, it } from 'vitest';
import { composeContext } from '../testing/compose.ts';

const networks = `networks:
  default: {ipam: {config: [{subnet: 192.168.203.0/24, gateway: 192.168.203.1}, {subnet: "fd00:203::/64"}]}}
  other: {}
`;

it.each([
  ['192.168.203.0/24', 1],
  ['127.0.0.1,192.168.203.0/24', 1],
  ['trust=fd00:203::/64;', 1],
  ['192.168.203.1', 1],
  ['http://192.168.203.1:80/ 192.168.203.0/24', 2],
  ['192.168.203.1.', 1],
  ['http://192.168.203.1/api', 1],
  ['192.168.203.1/24', 0],
  ['fd00:203::/641', 0],
  ['192.168.203.10', 0],
  ['1192.168.203.1', 0],
  ['192.168.203.1.5', 0],
  ['192.168.203.0/245', 0],
  ['10.0.0.0/8', 0],
])('%s holds %i addresses of a network of the project', (text, count) => {
  const { lines } = composeContext(
    `services: {web: {image: x, environment: {TRUSTED: ${JSON.stringify(text)}}}}\n${networks}`,
  );
  expect(lines.join('\n').split('of network "default" under Docker')).toHaveLength(count + 1);
});

it('names the line of a mounted file', () => {
  const { lines } = composeContext(`services: {web: {image: x, volumes: ["./a.conf:/a.conf"]}}\n${networks}`, {
    files: { 'a.conf': 'a\nset_real_ip_from 192.168.203.0/24;\n' },
  });
  expect(lines.join('\n')).toContain(
    '"192.168.203.0/24" (line 2) is the range of network "default" under Docker: no Pod has an address in it',
  );
});

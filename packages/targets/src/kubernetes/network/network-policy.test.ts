import { expect, test } from 'vitest';
import { networkPolicies } from './network-policy.ts';
import { composeContext } from '../testing/compose.ts';

function policies(yaml: string) {
  const { context, lines } = composeContext(yaml);
  const objects = networkPolicies(context);
  return {
    context,
    lines,
    names: objects.map(({ metadata }) => metadata.name),
    specOf: (name: string) => objects.find(({ metadata }) => metadata.name === name)?.spec,
  };
}

test('no policy where all services share a network', () => {
  const { context, names } = policies(`
services:
  a: {image: x, networks: [front, back]}
  b: {image: x, networks: [front]}
networks: {front: {}, back: {}}
`);
  expect(names).toEqual([]);
  expect(context.hosts.podLabels('a')).toEqual({});
});

test('separate networks let in their own Pods, and everybody to published ports', () => {
  const { context, names, specOf } = policies(`
services:
  web: {image: x, networks: [front, back], ports: ['8080:80', '127.0.0.1:9000:9000']}
  db: {image: x, networks: [back]}
  ads: {image: x, networks: [front]}
networks: {front: {}, back: {}}
`);
  expect(names).toEqual(['front', 'back', 'web-published']);
  const back = { matchLabels: { 'compose.network/back': 'true' } };
  expect(specOf('back')).toEqual({
    podSelector: back,
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: back }] }],
  });
  expect(specOf('web-published')).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' } },
    policyTypes: ['Ingress'],
    ingress: [
      { ports: [{ port: 80, protocol: 'TCP' }] },
      { from: [{ namespaceSelector: {} }], ports: [{ port: 9000, protocol: 'TCP' }] },
    ],
  });
  expect(context.hosts.podLabels('web')).toEqual({ 'compose.network/front': 'true', 'compose.network/back': 'true' });
});

test('internal networks keep their services from the world, unless they are in another, too', () => {
  const { names, specOf } = policies(`
services:
  web: {image: x, networks: [out, in]}
  db: {image: x, networks: [in], ports: ['5432:5432']}
networks: {out: {}, in: {internal: true}}
`);
  expect(names).toEqual(['out', 'in', 'db-internal']);
  expect(specOf('db-internal')).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/instance': 'shop' } },
    policyTypes: ['Egress'],
    egress: [
      { to: [{ podSelector: { matchLabels: { 'compose.network/in': 'true' } } }] },
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  });
});

test('no network at all closes both ways', () => {
  const { specOf, lines } = policies('services: {a: {image: x, network_mode: none}, b: {image: x}}');
  expect(specOf('a-no-network')).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
  expect(specOf('a-no-network')?.ingress).toBeUndefined();
  expect(lines.join('\n')).toContain('services.a.network_mode');
});

test('traffic of the network of a node is not selected: reported', () => {
  const { lines } = policies(`
services:
  a: {image: x, networks: [n]}
  b: {image: x, networks: [m]}
  c: {image: x, network_mode: host}
networks: {n: {}, m: {}}
`);
  expect(lines.join('\n')).toContain('approximated services.c.network_mode');
  expect(lines.join('\n')).toContain('note : Networks are kept apart by NetworkPolicies');
});

test('a proxy reaches all ports of a service that it routes to, where its labels name none', () => {
  const { specOf, names } = policies(`
services:
  web: {image: x, networks: [front], expose: ['8000', '9000'], labels: {traefik.enable: 'true', traefik.http.routers.w.rule: 'Host(\`a.b\`)'}}
  db: {image: x, networks: [back]}
networks: {front: {}, back: {}}
`);
  expect(names).toContain('web-published');
  expect(specOf('web-published')?.ingress?.flatMap(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([
    8000, 9000,
  ]);
});

import { expect, test } from 'vitest';
import { serviceKind, serviceObjects } from './service.ts';
import type { ComposeGiven } from '../testing/compose.ts';
import { composeContext } from '../testing/compose.ts';

function services(yaml: string, given: ComposeGiven = {}) {
  const { context, lines } = composeContext(yaml, given);
  const objects = serviceObjects(context);
  const specOf = (name: string) => objects.find(({ object }) => object.metadata.name === name)?.object.spec;
  return {
    context,
    lines,
    specOf,
    names: objects.map(({ object }) => object.metadata.name),
    of: objects.map(({ of }) => of),
  };
}

test('a Service with the container ports, and one with the published ones', () => {
  const { specOf, names, of } = services('services: {web: {image: x, ports: ["8080:80"]}}');
  expect(names).toEqual(['web', 'web-published']);
  expect(of).toEqual(['web', 'web']);
  const selector = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' };
  expect(specOf('web')).toEqual({ selector, ports: [{ name: 'port-80', port: 80, targetPort: 80 }] });
  expect(specOf('web-published')).toEqual({
    type: 'LoadBalancer',
    selector,
    ports: [{ name: 'port-8080', port: 8080, targetPort: 80 }],
  });
});

test('without a known port, or by the wish of the file, the name leads to the Pods', () => {
  const { specOf } = services(`
services:
  web: {image: x}
  many: {image: x, expose: ['80'], deploy: {endpoint_mode: dnsrr}}
`);
  expect(specOf('web')).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  expect(specOf('web')?.ports).toBeUndefined();
  expect(specOf('many')).toMatchObject({ clusterIP: 'None', ports: [{ port: 80 }] });
});

test('who cannot be called has none', () => {
  const { context, names } = services(`
services:
  vpn: {image: x}
  guest: {image: x, network_mode: 'service:vpn', expose: ['9000']}
  cut: {image: x, network_mode: none}
  job: {image: x, restart: 'no'}
  named: {image: x, deploy: {mode: replicated-job}}
  web: {image: x, environment: {JOB: 'http://named:80'}}
`);
  expect(names).toEqual(['vpn', 'named', 'web']);
  expect(serviceKind(context, 'guest')).toBe('none');
  // Who lives in another's network is reached by that one's name.
  expect(serviceKind(context, 'vpn')).toBe('cluster-ip');
});

test('joint processes do not share a name', () => {
  const { specOf } = services(`
services:
  main: {image: x, expose: ['80']}
  side: {image: x, pid: 'service:main', expose: ['81']}
`);
  expect(specOf('side')).toMatchObject({ selector: { 'app.kubernetes.io/name': 'main' }, ports: [{ port: 81 }] });
});

test('aliases have the same ports and Pods, or all that share the alias', () => {
  const { specOf, names } = services(`
services:
  a: {image: x, container_name: first, expose: ['80'], networks: {default: {aliases: [api]}}}
  b: {image: x, expose: ['81'], networks: {default: {aliases: [api]}}}
`);
  expect(names).toEqual(['a', 'first', 'api', 'b']);
  expect(specOf('first')).toEqual(specOf('a'));
  expect(specOf('api')).toMatchObject({
    selector: { 'app.kubernetes.io/instance': 'shop', 'compose.alias/api': 'true' },
    ports: [{ port: 80 }, { port: 81 }],
  });
});

test.each([
  ['loopback', 'services: {web: {image: x, ports: ["127.0.0.1:8080:80"]}}', 'kept'],
  ['IPv6 loopback', 'services: {web: {image: x, ports: ["[::1]:8080:80"]}}', 'kept'],
  ['a data store', 'services: {web: {image: "postgres:16", ports: ["5432:5432"]}}', 'kept'],
  ['the network of the host', 'services: {web: {image: x, network_mode: host, ports: ["8080:80"]}}', 'kept'],
  [
    'internal networks',
    'services: {web: {image: x, networks: [n], ports: ["8080:80"]}}\nnetworks: {n: {internal: true}}',
    'kept',
  ],
  [
    'a wish for a data store',
    'services: {web: {image: postgres, ports: ["1:5432"], x-transpose: {expose: load-balancer}}}',
    'published',
  ],
  ['a wish for none', 'services: {web: {image: x, ports: ["1:80"], x-transpose: {expose: none}}}', 'kept'],
  ['an address of the host', 'services: {web: {image: x, ports: ["10.0.0.1:8080:80"]}}', 'published'],
])('ports to the world: %s', (_, yaml, what) => {
  const { names } = services(yaml);
  expect(names.includes('web-published')).toBe(what === 'published');
});

test('a port that is kept says how to reach it', () => {
  const { context } = composeContext('services: {db: {image: postgres, ports: ["15432:5432"]}}');
  const said: string[] = [];
  const ledger = { ...context.ledger, approximated: (...args: readonly unknown[]) => void said.push(args.join('|')) };
  serviceObjects({ ...context, ledger });
  expect(said).toEqual([
    'services,db,ports,0|Service.spec.ports|Databases are not exposed outside the cluster by default|Run kubectl -n shop port-forward deployment/db 15432:5432 to reach it, or set x-transpose: {expose: load-balancer} to open it',
  ]);
});

test('a port of each node is one for all, which is said', () => {
  const { lines } = services('services: {web: {image: x, ports: [{target: 80, published: "8080", mode: host}]}}');
  expect(lines.filter((line) => line.includes('ports[0].mode'))).toEqual([
    'approximated services.web.ports[0].mode: The port is opened for all Pods of the service, not on each of their nodes',
  ]);
});

test('of two ports that are published by one number the first gets it, and the other is reported', () => {
  const { specOf, lines } = services('services: {web: {image: x, ports: ["80:80", "80:81"]}}');
  expect(specOf('web-published')?.ports).toEqual([{ name: 'port-80', port: 80, targetPort: 80 }]);
  expect(lines).toContainEqual(expect.stringContaining('A Service has each number once, and 80 leads to 80'));
});

test('published ports: two addresses are one port, both protocols are one Service, no number is the target', () => {
  const { specOf, lines } = services(`
services:
  web: {image: x, ports: ['127.0.0.2:1:1', '10.0.0.1:80:8080', '10.0.0.2:80:8080', '53:53/udp', '443', '9000-9001:70']}
`);
  expect(specOf('web-published')?.ports).toEqual([
    { name: 'port-80', port: 80, targetPort: 8080 },
    { name: 'udp-53', protocol: 'UDP', port: 53, targetPort: 53 },
    { name: 'port-443', port: 443, targetPort: 443 },
    { name: 'port-9000', port: 9000, targetPort: 70 },
  ]);
  expect(lines).toContain(
    'approximated services.web.ports[4].published: Docker chooses a port of the host: 443 is taken',
  );
  expect(lines).toContain(
    'approximated services.web.ports[5].published: Docker chooses a port of the range: 9000 is taken',
  );
  expect(lines).toContain(
    'approximated services.web.ports[3]: One load balancer serves TCP and UDP together, which not every cloud offers',
  );
});

test('node ports keep their number where nodes have it', () => {
  const { specOf, lines } = services('services: {web: {image: x, ports: ["30080:80", "8081:81"]}}', {
    options: { expose: 'node-port' },
  });
  expect(specOf('web-published')).toMatchObject({
    type: 'NodePort',
    ports: [{ port: 30080, nodePort: 30080 }, { port: 8081 }],
  });
  expect(specOf('web-published')?.ports?.[1]?.nodePort).toBeUndefined();
  expect(lines).toContain(
    'approximated services.web.ports[1].published: Nodes open ports from 30000 to 32767: the cluster chooses one',
  );
});

test('a name with capitals is its own in DNS, one with "_" is made legal everywhere', () => {
  const { names, specOf } = services('services: {My_Web: {image: x, expose: ["80"]}, API: {image: x}}');
  expect(names).toEqual(['my-web', 'api']);
  expect(specOf('my-web')?.selector).toMatchObject({ 'app.kubernetes.io/name': 'my-web' });
});

test('members of a cluster that join each other by name alone reach all ports', () => {
  const { specOf } = services(`
services:
  db1: {image: 'mariadb:11', ports: ['3306'], environment: {CLUSTER: 'gcomm://db1,db2'}}
  db2: {image: 'mariadb:11', environment: {CLUSTER: 'gcomm://db1,db2'}}
  k1: {image: acme/k, expose: ['9093'], environment: {VOTERS: '1@k1:9093,2@k2:9093'}}
  k2: {image: acme/k, expose: ['9093'], environment: {VOTERS: '1@k1:9093,2@k2:9093'}}
  app: {image: acme/app, expose: ['80'], environment: {DB_HOST: db1}}
  other: {image: acme/other, environment: {APP_HOST: app}}
`);
  expect(specOf('db1')?.clusterIP).toBe('None');
  expect(specOf('db2')?.clusterIP).toBe('None');
  expect(specOf('k1')?.clusterIP).toBeUndefined();
  expect(specOf('app')?.clusterIP).toBeUndefined();
});

test('members may have commands of their own, in a published image', () => {
  const { specOf } = services(`
services:
  rabbit1: {image: 'rabbitmq:3', ports: ['15672:15672']}
  rabbit2: {image: 'rabbitmq:3', command: ['bash', '-c', 'rabbitmqctl join_cluster rabbit@rabbit1; rabbitmq-server']}
  jobs: {image: 'flink:1', command: jobmanager, ports: ['8081:8081']}
  tasks: {image: 'flink:1', command: taskmanager, environment: {FLINK_PROPERTIES: 'jobmanager.rpc.address: jobs'}}
  ad: {image: 'acme/demo:ad', ports: ['80']}
  cart: {image: 'acme/demo:cart', command: cart, environment: {AD_HOST: ad}}
  web: {image: 'acme/app', build: ., ports: ['80']}
  worker: {image: 'acme/app', build: ., command: worker, environment: {WEB_HOST: web}}
  mc: {image: acme/mc, ports: ['25565:25565']}
  check: {image: acme/mc, entrypoint: mc-monitor, command: status --host mc, restart: 'no'}
`);
  expect(specOf('rabbit1')?.clusterIP).toBe('None');
  expect(specOf('jobs')?.clusterIP).toBe('None');
  expect(specOf('ad')?.clusterIP).toBeUndefined();
  expect(specOf('web')?.clusterIP).toBeUndefined();
  expect(specOf('mc')?.clusterIP).toBeUndefined();
});

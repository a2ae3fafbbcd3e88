import { expect, test } from 'vitest';
import { pathTo } from '../../account/key-path.ts';
import { composeContext } from '../testing/compose.ts';

const environment = (context: ReturnType<typeof composeContext>['context'], service: string, name: string) =>
  context.hosts.rewrite(
    service,
    context.project.services[service]?.environment[name] ?? '',
    pathTo(['services', service, 'environment', name]),
  );

test('rewrites names that can be no Service, where they are certainly hosts, and says so once', () => {
  const { context, lines } = composeContext(`
services:
  web:
    image: x
    environment:
      DB_HOST: my_db
      URL: postgres://my_db:secret@my_db:5432/my_db
      DB_NAME: my_db
      TEXT: ask my_db for it
  my_db: {image: postgres}
`);
  expect(environment(context, 'web', 'DB_HOST')).toBe('my-db');
  expect(environment(context, 'web', 'DB_HOST')).toBe('my-db');
  expect(environment(context, 'web', 'URL')).toBe('postgres://my_db:secret@my-db:5432/my_db');
  expect(environment(context, 'web', 'DB_NAME')).toBe('my_db');
  expect(environment(context, 'web', 'TEXT')).toBe('ask my_db for it');
  const said = lines.filter((line) => line.includes('environment.DB_HOST'));
  expect(said).toEqual([
    'approximated services.web.environment.DB_HOST: "my_db" is written "my-db": the name by which the service is reached in the cluster',
  ]);
});

test('keeps names with dots, wherever they are, and says so at each place', () => {
  const { context, lines } = composeContext(`
services:
  web: {image: x, environment: {XMPP_DOMAIN: meet.shop, XMPP_SERVER: meet.shop}}
  xmpp: {image: x, networks: {default: {aliases: [meet.shop]}}}
`);
  expect(environment(context, 'web', 'XMPP_DOMAIN')).toBe('meet.shop');
  expect(environment(context, 'web', 'XMPP_SERVER')).toBe('meet.shop');
  const kept = '"meet.shop" is kept as it is written; as a host of the cluster it does not resolve, "xmpp" does';
  expect(lines).toContain(`note services.web.environment.XMPP_DOMAIN: ${kept}`);
  expect(lines).toContain(`approximated services.web.environment.XMPP_SERVER: ${kept}`);
});

test('container names and aliases are further names', () => {
  const { context } = composeContext(`
services:
  web: {image: x, container_name: shop_web, links: ['db:database']}
  db: {image: x, container_name: postgres, networks: {default: {aliases: [main, DB]}}}
  cache: {image: x, container_name: cache}
`);
  expect(context.hosts.aliases).toEqual([
    { name: 'postgres', services: ['db'] },
    { name: 'main', services: ['db'] },
    { name: 'database', services: ['db'] },
  ]);
});

test('an alias of several services selects a label of its own', () => {
  const { context } = composeContext(`
services:
  a: {image: x, networks: {default: {aliases: [api, my_api]}}}
  b: {image: x, networks: {default: {aliases: [api, my_api]}}}
`);
  expect(context.hosts.aliases).toEqual([
    { name: 'api', services: ['a', 'b'], label: 'compose.alias/api' },
    { name: 'my-api', services: ['a', 'b'], label: 'compose.alias/my-api' },
  ]);
  expect(context.hosts.podLabels('b')).toEqual({ 'compose.alias/api': 'true', 'compose.alias/my-api': 'true' });
});

test('a name that can be no Service is reported', () => {
  const { lines } = composeContext(
    'services: {a: {image: x, container_name: my_a, networks: {default: {aliases: [a.example]}}}}',
  );
  expect(lines.filter((line) => line.includes('cannot be the name of a Service'))).toEqual([
    'approximated services.a.container_name: "my_a" cannot be the name of a Service: it is written "a" where it is certainly a host, and kept elsewhere',
    'approximated services.a.networks.default.aliases[0]: "a.example" cannot be the name of a Service, and texts that hold it are kept: in the cluster it does not resolve, "a" does',
  ]);
});

test("an alias that is another's key stays with that service", () => {
  const { context, lines } = composeContext(`
services:
  db: {image: x}
  replica: {image: x, networks: {default: {aliases: [db]}}}
`);
  expect(context.hosts.aliases).toEqual([]);
  expect(lines.join('\n')).toContain(
    'approximated services.replica.networks.default.aliases[0]: "db" leads to "db" alone',
  );
});

test('a link alias that consumers bind differently is kept and named in each', () => {
  const { context, lines } = composeContext(`
services:
  a: {image: x, links: ['pg:db'], environment: {HOST: db}}
  b: {image: x, links: ['maria:db'], environment: {HOST: db}}
  pg: {image: x}
  maria: {image: x}
`);
  expect(context.hosts.aliases).toEqual([]);
  expect(environment(context, 'a', 'HOST')).toBe('db');
  expect(lines.filter((line) => line.includes('"db" is kept')).map((line) => line.slice(0, 40))).toEqual([
    'approximated services.a.environment.HOST',
    'approximated services.b.environment.HOST',
  ]);
});

test('the project is not another one, when a container has a name of its own', () => {
  const { lines } = composeContext(`
services:
  web: {image: x, environment: {A_HOST: shop-db-1}}
  db: {image: x, container_name: main}
`);
  expect(lines.filter((line) => line.includes('another project'))).toEqual([]);
});

test('names of containers count only where another service uses them', () => {
  const { context, lines } = composeContext(`
services:
  web: {image: x, environment: {A_HOST: shop-db-1, B_HOST: shop_db_1, C_HOST: other_db_1, D_HOST: main}}
  db: {image: x, hostname: main}
  cache: {image: x, hostname: unused}
`);
  expect(context.hosts.aliases.map(({ name }) => name)).toEqual(['shop-db-1', 'main']);
  expect(environment(context, 'web', 'B_HOST')).toBe('db');
  expect(environment(context, 'web', 'C_HOST')).toBe('other_db_1');
  expect(lines).toContain(
    'note services.web.environment.C_HOST: "other" is the name of another project: convert with -p other if this is its file',
  );
});

test('static addresses are kept and named', () => {
  const { context, lines } = composeContext(`
services:
  web: {image: x, environment: {API: 'http://172.20.0.5:80/', DNS: '172.20.0.5#5054'}}
  api: {image: x, networks: {default: {ipv4_address: 172.20.0.5}}}
`);
  expect(environment(context, 'web', 'API')).toBe('http://172.20.0.5:80/');
  const named = '"172.20.0.5" is the address of "api" under Docker and no Pod\'s in the cluster';
  expect(lines).toContain(`approximated services.web.environment.API: ${named}`);
  expect(lines).toContain(`approximated services.web.environment.DNS: ${named}`);
});

test('the machine itself is kept and named, with the service that publishes the port there', () => {
  const { context, lines } = composeContext(`
services:
  web: {image: x, environment: {A: 'http://host.docker.internal:8080/x', B: 'http://localhost:8080', C: host.docker.internal}}
  agent: {image: x, network_mode: host, environment: {A: 'http://localhost:8080', B: 'http://localhost:9999'}}
  api: {image: x, ports: ['8080:80']}
`);
  expect(environment(context, 'web', 'A')).toBe('http://host.docker.internal:8080/x');
  expect(environment(context, 'web', 'B')).toBe('http://localhost:8080');
  expect(environment(context, 'agent', 'A')).toBe('http://localhost:8080');
  expect(lines.filter((line) => line.includes('agent.environment')).length).toBe(1);
  expect(environment(context, 'agent', 'B')).toBe('http://localhost:9999');
  expect(environment(context, 'web', 'C')).toBe('host.docker.internal');
  expect(lines.join('\n')).toContain('environment.C: "host.docker.internal" means the machine');
});

test('tells who names whom, and what a service calls itself', () => {
  const { context } = composeContext(`
services:
  web: {image: x, command: [serve, --upstream, 'db:5432']}
  db: {image: x, healthcheck: {test: pg_isready -h db}}
  my_q: {image: x, environment: {ADVERTISED_HOST: my_q}}
  lone: {image: x}
`);
  expect(context.hosts.namedBy('db')).toEqual(['web']);
  expect(context.hosts.ownName('db')).toBe('db');
  expect(context.hosts.ownName('my_q')).toBe('my-q');
  expect(context.hosts.ownName('web')).toBeUndefined();
  expect(context.hosts.namesPeers('web')).toBe(true);
  expect(context.hosts.namesPeers('db')).toBe(false);
});

test('reads the configuration that a service mounts, and rewrites it', () => {
  const text = 'upstream my_app {\n  server my_app:8000;\n}\nlocation / { proxy_pass http://my_app; } # my_app\n';
  const { context } = composeContext(
    `
services:
  proxy: {image: nginx, volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']}
  my_app: {image: x}
`,
    { files: { 'nginx.conf': text } },
  );
  expect(context.hosts.namedBy('my_app')).toEqual(['proxy']);
  expect(context.ports.of('my_app').map(({ port }) => port)).toContain(8000);
  expect(context.hosts.rewrite('proxy', text, pathTo(['services', 'proxy', 'volumes', 0]))).toBe(
    'upstream my_app {\n  server my-app:8000;\n}\nlocation / { proxy_pass http://my_app; } # my_app\n',
  );
});

test("Docker's name server is named first, with what to write", () => {
  const text = 'server {\n  resolver 127.0.0.11 valid=10s;\n}\n';
  const { lines } = composeContext(
    "services: {proxy: {image: nginx, volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']}}",
    {
      files: { 'nginx.conf': text },
    },
  );
  expect(lines.filter((line) => line.startsWith('breaks'))).toEqual([
    expect.stringMatching(
      /^breaks services\.proxy\.volumes\[0\]: 127\.0\.0\.11 \(line 2\) is Docker's name server.*kube-dns\.kube-system/,
    ),
  ]);
});

test('says in which lines of a text a name is left', () => {
  const { context, lines } = composeContext(`
services:
  web:
    image: x
    environment:
      TEXT: "one\\nask my_db\\nthree\\n\\nmy_db again"
      FIRST: "my_db\\nb"
  my_db: {image: postgres}
`);
  for (const name of ['TEXT', 'FIRST']) environment(context, 'web', name);
  const said = lines.flatMap((line) => /"my_db".*?(?= is (?:left|kept))/.exec(line) ?? []);
  expect(said).toEqual(['"my_db" (lines 2 and 5)', '"my_db" (line 1)']);
});

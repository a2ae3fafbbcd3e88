import { loadProject, memoryHost, pathText } from '@transpose/core';
import { kubernetes } from '@transpose/targets/kubernetes';
import { expect, it } from 'vitest';
import { convert } from '../src/convert.ts';

/** What of a project breaks: the places of its rows, and the notes. */
function breaking(compose: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const placed = Object.entries(files).map(([path, text]) => [`/shop/${path}`, text]);
  const host = memoryHost({ files: { '/shop/compose.yaml': compose, ...Object.fromEntries(placed) }, cwd: '/shop' });
  const { account } = convert({ host, loaded: loadProject(host), target: kubernetes });
  return [
    ...account.entries.flatMap(({ path, severity }) => (severity === 'breaks' ? [pathText(path)] : [])),
    ...account.notes.flatMap(({ path, severity }) => (severity === 'breaks' && path ? [`note ${pathText(path)}`] : [])),
  ];
}

it.each([
  [
    'a static address of the project in a variable',
    `services:
  web: {image: "web:1", environment: {UPSTREAM: "172.20.0.2#5054", PUBLIC: "8.8.8.8"}}
  dns: {image: "dns:1", networks: {default: {ipv4_address: 172.20.0.2}}}
networks: {default: {ipam: {config: [{subnet: 172.20.0.0/24}]}}}`,
    ['services.web.environment.UPSTREAM'],
  ],
  [
    'a host name that means another service here than elsewhere',
    `services:
  web: {image: "web:1", links: ["one:store"], environment: {URL: "http://store:80/", NOTE: the store}}
  worker: {image: "worker:1", links: ["two:store"]}
  one: {image: "one:1", expose: ["80"]}
  two: {image: "two:1", expose: ["80"]}`,
    ['services.web.environment.URL'],
  ],
  [
    'a one-shot in a Pod that never completes',
    `services:
  app: {image: "app:1", depends_on: {migrate: {condition: service_completed_successfully}}}
  migrate: {image: "migrate:1", restart: "no", network_mode: "service:db"}
  db: {image: "db:1", restart: always}`,
    ['services.app.depends_on.migrate.condition'],
  ],
  [
    "Docker's name server in a configuration",
    `services: {web: {image: "web:1", configs: [site]}}
configs: {site: {content: "resolver 127.0.0.11;"}}`,
    ['note configs.site.content'],
  ],
  ['an image that no node has', 'services: {web: {build: .}}', ['services.web.build.context']],
  [
    "the engine's socket",
    'services: {web: {image: "web:1", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}}',
    ['note services.web'],
  ],
  [
    "a port of the project's on the machine of Docker",
    `services:
  web: {image: "web:1", environment: {DB: "host.docker.internal:5433", MAIL: "host.docker.internal:25"}}
  db: {image: "db:1", ports: ["5433:5432"]}`,
    ['services.web.environment.DB'],
  ],
  [
    'a device that a service cannot do without',
    'services: {vpn: {image: "vpn:1", devices: [/dev/net/tun, /dev/dri]}}',
    ['services.vpn.devices[0]'],
  ],
  ['a name that is not an image', 'services: {web: {image: "web:"}}', ['note services.web.image']],
  ['nothing of a plain project', 'services: {web: {image: "web:1", ports: ["80:80"], ulimits: {nofile: 5}}}', []],
])('%s breaks', (_, compose, places) => {
  expect(breaking(compose, { Dockerfile: 'FROM x:1\n' })).toEqual(places);
});

it('what means the machine of Docker in a mounted file is not a loss of data', () => {
  const files = {
    '/shop/compose.yaml': 'services: {web: {image: "web:1", volumes: ["./a.conf:/a.conf:ro"]}}',
    '/shop/a.conf': 'to host.docker.internal:25',
  };
  const host = memoryHost({ files, cwd: '/shop' });
  const { account } = convert({ host, loaded: loadProject(host), target: kubernetes });
  const said = account.entries.filter(({ path }) => pathText(path).startsWith('services.web.volumes'));
  expect(said.map(({ severity }) => severity)).toEqual(['differs']);
});

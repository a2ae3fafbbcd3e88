import type { Project, Service } from '@transpose/core';
import { expect, test } from 'vitest';
import { testLedger } from '../../testing/ledger.ts';
import { testProject, testService } from '../../testing/project.ts';
import { testSecrets } from '../../testing/secrets.ts';
import { createOptions } from '../container.ts';
import type { Engine } from '../engine.ts';
import { docker, isSince, podmanVersion } from '../engine.ts';
import { planContainers } from '../plan.ts';
import type { Text } from '../text.ts';

const loaded = {
  origins: { at: () => undefined, nearest: () => undefined },
  environment: {},
  unsetLines: [],
} as unknown as Parameters<typeof planContainers>[1];
const podman = (text = '5.4'): Engine => ({ name: 'podman', version: podmanVersion(text) ?? { major: 0, minor: 0 } });
const shown = (text: Text): string => text.map((part) => (typeof part === 'string' ? part : `<${part.of}>`)).join('');

function plan(services: readonly Service[], fields: Partial<Project> = {}, engine = podman()) {
  const ledger = testLedger();
  const project = testProject(services, fields);
  const made = planContainers(project, loaded, ledger, testSecrets(project), engine);
  const optionsOf = (name: string) => {
    const service = made.services.find((one) => one.service === name);
    return service
      ? createOptions(service, 'podman').map(({ flag, value }) => `${flag} ${shown(value ?? [])}`.trim())
      : [];
  };
  return { made, lines: ledger.lines, optionsOf };
}

test('versions of podman', () => {
  expect(podmanVersion('5.4.2')).toEqual({ major: 5, minor: 4 });
  expect(podmanVersion('v4.9')).toEqual({ major: 4, minor: 9 });
  expect(podmanVersion('five')).toBeUndefined();
  expect(isSince({ major: 5, minor: 10 }, '5.9')).toBe(true);
  expect(isSince({ major: 4, minor: 9 }, '5.0')).toBe(false);
});

test('networks are one word with options behind a colon; links are aliases', () => {
  const db = testService('db');
  const web = testService('web', { links: ['db:database'] });
  const { optionsOf, lines } = plan([db, web]);
  expect(optionsOf('db')).toContainEqual(expect.stringMatching(/^--network \S+_default:alias=db,alias=database$/));
  expect(optionsOf('web').filter((one) => one.startsWith('--link'))).toEqual([]);
  expect(lines).toContain(
    'approximated services.web.links[0]: Podman has no links: database is a name for all containers of the network.',
  );
});

test('a port of the host is for one container; podman takes that of its number out of a range', () => {
  const ports = ['80', '90-91', '0', undefined].map((published, index) => ({
    target: 1000 + index,
    protocol: 'tcp',
    mode: 'ingress',
    ...(published === undefined ? {} : { published }),
  }));
  const web = testService('web', { ports, scale: 2 });
  const published = (options: readonly string[]) => options.filter((one) => one.startsWith('--publish'));
  const ofPodman = plan([web]);
  expect(published(ofPodman.optionsOf('web'))).toEqual([
    '--publish 80:1000',
    '--publish <number>:1001',
    '--publish 1002',
    '--publish 1003',
  ]);
  const taken = (index: number, port: number) =>
    `note services.web.ports[${index}].published: web has 2 containers, and only one of them can have the port ${port} of the host: the others do not start`;
  expect(ofPodman.lines.filter((line) => line.includes('ports'))).toEqual([
    taken(0, 80),
    'approximated services.web.ports[1].published: Podman takes no free port out of a range: each container has the one of its number',
  ]);
  expect(plan([web], {}, docker).lines.filter((line) => line.includes('ports'))).toEqual([taken(0, 80)]);
});

test('images have their full names', () => {
  const images = (text: string) =>
    plan([testService('web', { image: { text, repository: text } })]).made.services.map(({ image }) => shown(image));
  expect(images('nginx')).toEqual(['docker.io/library/nginx']);
  expect(images('grafana/grafana:1')).toEqual(['docker.io/grafana/grafana:1']);
  expect(images('ghcr.io/a/b')).toEqual(['ghcr.io/a/b']);
  expect(images('localhost/a')).toEqual(['localhost/a']);
});

test('binds have their directories made, and options that podman knows', () => {
  const bind = {
    type: 'bind',
    source: '/srv/a',
    target: '/a',
    read_only: true,
    bind: { propagation: 'rslave', selinux: 'Z' },
  } as const;
  const { made } = plan([testService('web', { volumes: [bind] })]);
  expect(made.services[0]?.mounts).toMatchObject([
    { form: 'volume', value: ['/srv/a:/a:ro,rslave,Z'], makeDirectory: ['/srv/a'] },
  ]);
});

test("Docker's socket is said to lead nowhere, and no directory is made in the place of a socket", () => {
  const bound = (source: string, engine = podman()) => {
    const mount = { type: 'bind', source, target: '/s', read_only: false } as const;
    const { made, lines } = plan([testService('web', { volumes: [mount] })], {}, engine);
    return [
      made.services[0]?.mounts[0]?.makeDirectory,
      lines.filter((line) => line.includes("Docker's socket")).length,
    ];
  };
  expect(bound('/var/run/docker.sock')).toEqual([undefined, 1]);
  expect(bound('/run/docker.sock')).toEqual([undefined, 1]);
  expect(bound('/run/podman/podman.sock')).toEqual([undefined, 0]);
  expect(bound('/srv/docker.socks')).toEqual([['/srv/docker.socks'], 0]);
  expect(bound('/var/run/docker.sock', docker)).toEqual([undefined, 0]);
  expect(plan([testService('web', { use_api_socket: true })]).lines.join('\n')).toContain("Docker's socket");
});

test('a part of a volume is a word of 5.4', () => {
  const mount = {
    type: 'volume',
    source: 'data',
    target: '/d',
    read_only: false,
    volume: { nocopy: false, subpath: 'x', labels: {} },
  } as const;
  const volumes = { data: { name: 'shop_data', external: false, driver_opts: {}, labels: {}, extensions: {} } };
  const at = (version: string) => plan([testService('web', { volumes: [mount] })], { volumes }, podman(version));
  expect(
    at('5.4')
      .optionsOf('web')
      .some((one) => one.includes('subpath=x')),
  ).toBe(true);
  expect(at('5.3').lines.some((line) => /^dropped services\.web\.volumes.*subpath/.test(line))).toBe(true);
});

test('options that docker alone has are said otherwise or reported', () => {
  const { optionsOf, lines } = plan([
    testService('web', {
      hostname: 'a',
      domainname: 'b.c',
      read_only: true,
      extra_hosts: { h: ['1.2.3.4'] },
      logging: { driver: 'syslog', options: {} },
      isolation: 'default',
    }),
  ]);
  expect(optionsOf('web')).toEqual(
    expect.arrayContaining(['--hostname a.b.c', '--read-only', '--read-only-tmpfs=false', '--add-host h:1.2.3.4']),
  );
  expect(lines.map((line) => line.split(':')[0])).toEqual(
    expect.arrayContaining([
      'approximated services.web.domainname',
      'dropped services.web.logging.driver',
      'dropped services.web.isolation',
    ]),
  );
});

test('a test of health is an array of words, not a line of a shell', () => {
  const health = (test_: readonly string[]) =>
    plan([testService('web', { healthcheck: { test: test_ } })]).made.services[0]?.health?.flags.map(({ value }) =>
      shown(value ?? []),
    );
  expect(health(['CMD', 'a', 'b c'])).toEqual(['["a","b c"]']);
  expect(health(['CMD', 'a b'])).toEqual([`["CMD-SHELL","'a b'"]`]);
  expect(health(['CMD-SHELL', 'a | b'])).toEqual(['["CMD-SHELL","a | b"]']);
});

test('a secret of podman itself is mounted', () => {
  const secrets = { token: { name: 'tok', external: true, driver_opts: {}, labels: {} } };
  const { optionsOf } = plan(
    [testService('web', { secrets: [{ source: 'token', target: '/run/secrets/t', mode: 0o400 }] })],
    { secrets },
  );
  expect(optionsOf('web')).toContain('--secret tok,type=mount,target=/run/secrets/t,mode=0400');
});

test('an entrypoint that begins with a bracket is a word, not an array of JSON', () => {
  const { optionsOf } = plan([testService('web', { entrypoint: ['[a', 'b'] })]);
  expect(optionsOf('web')).toContain('--entrypoint ["[a"]');
});

test('links are names in a network that both are in', () => {
  const joined = { networks: { front: { aliases: [], link_local_ips: [], driver_opts: {} } } };
  const { lines } = plan([
    testService('web', { ...joined, links: ['db', 'db:store', 'db:cache', 'alone'] }),
    testService('db', joined),
    testService('cache', joined),
    testService('alone', { networks: {} }),
  ]);
  expect(lines.filter((line) => line.includes('.links'))).toEqual([
    'approximated services.web.links[1]: Podman has no links: store is a name for all containers of the network.',
    'carried services.web.links[0]: --network',
    "dropped services.web.links[2]: Podman has no links, and cache is another service's name.",
    'dropped services.web.links[3]: Podman has no links, and alone is in no network of the service.',
  ]);
});

test('what is said of GPUs names the options of this engine', () => {
  const request = { capabilities: ['compute'], device_ids: [], count: 1, options: {} };
  const deploy = {
    resources: { reservations: { devices: [request], generic_resources: [] } },
    labels: {},
    placement: { constraints: [], preferences: [] },
  };
  const service = testService('web', { deploy });
  const said = (engine: Engine) =>
    plan([service], {}, engine).lines.filter((line) => line.includes('capability `gpu`'));
  expect(said(podman())).toEqual([]);
  expect(said(docker)).toHaveLength(1);
});

import type { OptionValues } from '../target.ts';
import { loadProject, memoryHost } from '@transpose/core';
import { describe, expect, test } from 'vitest';
import { convert } from '../convert.ts';
import { quadlet } from './index.ts';

function files(compose: string, options: OptionValues = {}) {
  const host = memoryHost({
    files: { '/project/compose.yaml': `name: shop\n${compose}` },
    cwd: '/project',
    env: { HOME: '/root' },
  });
  const result = convert({ host, loaded: loadProject(host), target: quadlet, options });
  const at = (path: string) => result.files.find((file) => file.path === path)?.content ?? '';
  const lost = result.account.entries
    .filter(({ support }) => support.kind === 'dropped')
    .map(({ path }) => path.join('.'));
  const notes = result.account.notes.map(({ message }) => message);
  return { at, lost, notes, paths: result.files.map(({ path }) => path), diagnostics: result.diagnostics };
}

const web = `services:
  web:
    image: nginx
    command: [a, ";", "$$HOME 5%"]
    entrypoint: ["/x y", "z"]
    hostname: h
    group_add: [audio]
    mem_limit: 1g
    working_dir: "/odd "
    healthcheck: { test: "true" }
    environment: { TOKEN: s3cret, PLAIN: "a b" }
  job: { image: nginx, depends_on: { web: { condition: service_healthy } } }
`;

describe('keys by version', () => {
  test('5.5 has more keys than 4.4, which says them as arguments', () => {
    const recent = files(web, { 'podman-version': '5.5' }).at('quadlet/shop-web-1.container');
    expect(recent).toContain('Memory=1g\n');
    expect(recent).toContain('Entrypoint=/x y\n');
    expect(recent).toContain('GroupAdd=audio\n');
    expect(recent).toContain('Notify=healthy\n');
    const old = files(web, { 'podman-version': '4.4' }).at('quadlet/shop-web-1.container');
    expect(old).toContain('PodmanArgs=--memory 1g\n');
    expect(old).toContain('PodmanArgs=--entrypoint "/x y"\n');
    expect(old).toContain('PodmanArgs=--hostname h\n');
    expect(old).toContain('PodmanArgs=--secret shop-');
    expect(old).not.toContain('Notify=');
    expect(old).toContain('is not healthy');
  });

  test('older than Quadlet is an error', () => {
    expect(files(web, { 'podman-version': '4.3' }).diagnostics).toMatchObject([{ code: 'bad-option' }]);
  });

  test('what is newer and has no argument is reported', () => {
    const cgroup = 'services: { web: { image: nginx, cgroup_parent: x, runtime: y } }';
    expect(files(cgroup, { 'podman-version': '4.7' }).lost).toEqual([
      'services.web.cgroup_parent',
      'services.web.runtime',
    ]);
    expect(files(cgroup).at('quadlet/shop-web-1.container')).toContain(
      'CgroupsMode=enabled\nPodmanArgs=--cgroup-parent x\n',
    );
  });
});

test('a raw key that cannot hold a value gives way to an argument', () => {
  expect(files(web).at('quadlet/shop-web-1.container')).toContain('PodmanArgs=--workdir "/odd "\n');
});

test('a semicolon alone is a variable, and dollars and percents are doubled', () => {
  const text = files(web).at('quadlet/shop-web-1.container');
  expect(text).toContain('Exec=z a ${TRANSPOSE_SEMICOLON} "$$HOME 5%%"\n');
  expect(text).toContain('Environment="TRANSPOSE_SEMICOLON=;"\n');
});

test('an empty word is a variable, for the generator would end the list there', () => {
  const text = files('services: { web: { image: nginx, command: [a, "", b], working_dir: "" } }').at(
    'quadlet/shop-web-1.container',
  );
  expect(text).toContain('Exec=a ${TRANSPOSE_EMPTY} b\n');
  expect(text).toContain('\nEnvironment=TRANSPOSE_EMPTY=\n');
});

test('a secret is in a file of its own', () => {
  const { at, paths } = files(web);
  expect(paths).toContain('secrets/SECRET_TOKEN');
  expect(at('secrets/SECRET_TOKEN')).toBe('s3cret');
  expect(at('quadlet/shop-web-1.container')).toContain('Secret=shop-SECRET_TOKEN,type=env,target=TOKEN\n');
  expect(at('.gitignore')).toBe('/secrets/SECRET_TOKEN\n');
});

test('--pod puts ports and networks into the pod', () => {
  const { at } = files('services: { web: { image: nginx, ports: ["80:80"] }, db: { image: db, network_mode: host } }', {
    pod: true,
  });
  expect(at('quadlet/shop.pod')).toContain('PublishPort=80:80\n');
  expect(at('quadlet/shop.pod')).toContain('AddHost=web:127.0.0.1\n');
  expect(at('quadlet/shop-web-1.container')).toContain('Pod=shop.pod\n');
  expect(at('quadlet/shop-web-1.container')).not.toContain('PublishPort');
  expect(at('quadlet/shop-db-1.container')).toContain('Network=host\n');
});

test('a build is a unit that the container refers to; before 5.2 a plain one', () => {
  const built = 'services: { web: { build: { context: ., args: { A: b } } } }';
  expect(files(built).at('quadlet/shop-web-1.container')).toContain('Image=shop-web.build\n');
  expect(files(built).at('quadlet/shop-web.build')).toContain('PodmanArgs=--build-arg A=b\n');
  const old = files(built, { 'podman-version': '5.0' });
  expect(old.paths).toContain('units/shop-web-build.service');
  expect(old.at('quadlet/shop-web-1.container')).toContain('Requires=shop-web-build.service\n');
});

describe('--pod', () => {
  const inPod = (compose: string) => files(compose, { pod: true });

  test('takes a user namespace over that all services ask for, and says what only some ask for', () => {
    const all = inPod('services: { a: { image: x, userns_mode: keep-id }, b: { image: x, userns_mode: keep-id } }');
    expect(all.at('quadlet/shop.pod')).toContain('UserNS=keep-id\n');
    expect(all.at('quadlet/shop-a-1.container')).not.toContain('keep-id');
    expect(all.lost).toEqual([]);
    const some = inPod('services: { a: { image: x, userns_mode: keep-id }, b: { image: x } }');
    expect(some.at('quadlet/shop.pod')).not.toContain('keep-id');
    expect(some.at('quadlet/shop-a-1.container')).not.toContain('keep-id');
    expect(some.lost).toEqual(['services.a.userns_mode']);
  });

  test('takes over the host name, and the largest shared memory', () => {
    const { at, lost } = inPod(
      'services: { a: { image: x, hostname: h, shm_size: 64m }, b: { image: x, shm_size: 1g } }',
    );
    expect(at('quadlet/shop.pod')).toContain('PodmanArgs=--hostname h\nShmSize=1g\n');
    expect(at('quadlet/shop-a-1.container')).not.toMatch(/HostName|ShmSize/);
    expect(lost).toEqual([]);
    expect(inPod('services: { a: { image: x, hostname: h }, b: { image: x, hostname: i } }').lost).toEqual([
      'services.a.hostname',
      'services.b.hostname',
    ]);
  });

  test('has the addresses of the first service that asks for some; those of others are lost', () => {
    const { at, lost } = inPod(
      `services:
  a: { image: x, mac_address: "02:42:ac:11:00:02", networks: { n: { ipv4_address: 10.9.0.5 } } }
  b: { image: x, networks: { n: { ipv4_address: 10.9.0.6, mac_address: "02:42:ac:11:00:03" } } }
networks: { n: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } } }`,
    );
    expect(at('quadlet/shop.pod')).toContain(
      'Network=shop-n.network:alias=a,alias=b,ip=10.9.0.5,mac=02:42:ac:11:00:02\n',
    );
    expect(lost).toEqual(['services.b.networks.n.ipv4_address', 'services.b.networks.n.mac_address']);
  });
});

test('a seccomp profile is a file of the project directory, unless it is one of two words', () => {
  const profile = (option: string) =>
    files(`services: { a: { image: x, security_opt: [${JSON.stringify(option)}] } }`).at('quadlet/shop-a-1.container');
  expect(profile('seccomp:./sec.json')).toContain('SeccompProfile=@PROJECT_DIR@/sec.json\n');
  expect(profile('seccomp=deep/sec.json')).toContain('SeccompProfile=@PROJECT_DIR@/deep/sec.json\n');
  expect(profile('seccomp=/etc/sec.json')).toContain('SeccompProfile=/etc/sec.json\n');
  expect(profile('seccomp:unconfined')).toContain('PodmanArgs=--security-opt seccomp=unconfined\n');
});

describe('files that are copied and committed as they are', () => {
  const project = `services:
  web: { image: nginx, restart: always, volumes: ["~/x:/x", "data:/d"] }
  api: { build: . }
volumes: { data: }`;

  test('hold the name of the project, specifiers for directories, and no labels of Docker Compose', () => {
    const { at, paths } = files(project);
    const web = at('quadlet/shop-web-1.container');
    expect(web).toContain('ContainerName=shop-web-1\n');
    expect(web).toContain('Volume=%h/x:/x\n');
    expect(web).toContain('WantedBy=shop.target default.target\n');
    expect(paths.filter((path) => path.startsWith('quadlet/')).every((path) => /^quadlet\/shop-/.test(path))).toBe(
      true,
    );
    expect(web).not.toMatch(/^Label=|@[A-Z_]+@/m);
  });

  test('have markers and labels on request', () => {
    const { at } = files(project, { 'template-names': true, 'compose-labels': true });
    expect(at('quadlet/web-1.container')).toContain('ContainerName=@PROJECT@-web-1\n');
    expect(at('quadlet/web-1.container')).toContain('Label=com.docker.compose.service=web\n');
    expect(at('quadlet/data.volume')).toContain('Label=com.docker.compose.volume=data\n');
  });

  test('are updated from a registry only where the image comes from one', () => {
    const { at } = files(project, { 'auto-update': 'registry' });
    expect(at('quadlet/shop-web-1.container')).toContain('AutoUpdate=registry\n');
    expect(at('quadlet/shop-api-1.container')).not.toContain('AutoUpdate');
    expect(files(project, { 'auto-update': 'local' }).at('quadlet/shop-api-1.container')).toContain(
      'AutoUpdate=local\n',
    );
  });

  test('are one file as well with --single-file', () => {
    const { at, paths } = files(project, { 'single-file': true });
    const parts = at('shop.quadlets').split('---\n');
    const names = parts.map((part) => /^# FileName=(.*)\n/.exec(part)?.[1]);
    const written = paths.flatMap((path) => /^quadlet\/(.*)\.\w+$/.exec(path)?.[1] ?? []);
    expect(names).toEqual(written);
    expect(parts[0]?.slice(parts[0].indexOf('\n') + 1)).toBe(
      at(paths.find((path) => path.startsWith('quadlet/')) ?? ''),
    );
  });
});

test('a policy that says no restarts is carried', () => {
  const host = memoryHost({
    files: { '/project/compose.yaml': 'name: shop\nservices: { a: { image: x, restart: "no" } }' },
    cwd: '/project',
    env: {},
  });
  const { account } = convert({ host, loaded: loadProject(host), target: quadlet, options: {} });
  expect(account.entries.map(({ key, support }) => [key, support.kind])).toContainEqual([
    'services.restart',
    'carried',
  ]);
});

test('a password out of a file is not a secret in a healthcheck, and one that is written is', () => {
  const health = (option: string) => {
    const made = files(
      `services: { db: { image: mysql, healthcheck: { test: ["CMD-SHELL", ${JSON.stringify(`ping --password=${option} --silent`)}] } } }`,
    );
    return made
      .at('quadlet/shop-db-1.container')
      ?.split('\n')
      .find((line) => line.startsWith('HealthCmd='));
  };
  expect(health('"$$(cat /run/secrets/p)"')).toBe(
    String.raw`HealthCmd=["CMD-SHELL","ping --password=\"$$(cat /run/secrets/p)\" --silent"]`,
  );
  expect(health('s3cretWord1')).toMatch(/^HealthCmd=\$\{SECRET_\w+\}$/);
});

test.each([
  ['redis:7', '/data', false],
  ['docker.io/library/redis:7', '/data', false],
  ['redis:7', '/other', true],
  ['mongo:7', '/data/db', true],
  ['registry.example.org/redis:7', '/data', true],
  ['acme/redis:7', '/data', true],
  ['nginx:1.27', '/usr/share/nginx/html', true],
])('%s with a volume at %s asks the image for further ones: %s', (image, path, asks) => {
  const { at } = files(`services: {db: {image: "${image}", volumes: ["kept:${path}"]}}\nvolumes: {kept: {}}\n`);
  expect(at('quadlet/shop-db-1.container').includes('image inspect')).toBe(asks);
});

describe('a project directory that is known', () => {
  const bound = `services:
  web:
    image: nginx
    container_name: web
    volumes: [./html:/html, /proc:/host/proc, /srv/x:/x]
  api: { build: { context: ./api } }
`;

  test('is in the files, and the installer goes by it', () => {
    const made = files(bound, { 'host-directory': '/srv/shop/', 'single-file': true });
    expect(made.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const path of made.paths.filter((one) => one !== 'install.sh'))
      expect(made.at(path)).not.toContain('@PROJECT_DIR@');
    expect(made.at('quadlet/shop-web-1.container')).toContain('Volume=/srv/shop/html:/html\n');
    expect(made.at('shop.quadlets')).toContain('SetWorkingDirectory=/srv/shop/api\n');
    expect(made.at('install.sh')).toContain('directory=/srv/shop\n');
  });

  test('is left to the installer else, which one file for podman alone does not have', () => {
    const made = files(bound, { 'single-file': true });
    expect(made.at('quadlet/shop-web-1.container')).toContain('Volume=@PROJECT_DIR@/html:/html\n');
    expect(made.notes).toContainEqual(expect.stringContaining('--host-directory'));
    expect(files(bound).notes).not.toContainEqual(expect.stringContaining('--host-directory'));
  });

  test('is a plain absolute path', () => {
    for (const path of ['srv', '/a b', '/a;b', '/a`b', '/a%b', '@PROJECT_DIR@'])
      expect(files(bound, { 'host-directory': path }).diagnostics).toMatchObject([{ code: 'bad-option' }]);
  });

  test('directories of every host are not made, nor is a container called twice by its name', () => {
    const text = files(bound).at('quadlet/shop-web-1.container');
    expect(text).toMatch(/mkdir -p .* sh "@PROJECT_DIR@\/html" \/srv\/x\n/);
    expect(text).toContain('Network=shop-default.network\n');
  });
});

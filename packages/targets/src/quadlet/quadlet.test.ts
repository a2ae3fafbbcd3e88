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
  return { at, lost, paths: result.files.map(({ path }) => path), diagnostics: result.diagnostics };
}

const web = `services:
  web:
    image: nginx
    command: [a, ";", "$$HOME 5%"]
    entrypoint: ["/x y", "z"]
    hostname: h
    group_add: [audio]
    mem_limit: 1g
    working_dir: " /odd"
    healthcheck: { test: "true" }
    environment: { TOKEN: s3cret, PLAIN: "a b" }
  job: { image: nginx, depends_on: { web: { condition: service_healthy } } }
`;

describe('keys by version', () => {
  test('5.5 has more keys than 4.4, which says them as arguments', () => {
    const recent = files(web, { 'podman-version': '5.5' }).at('quadlet/web-1.container');
    expect(recent).toContain('Memory=1g\n');
    expect(recent).toContain('Entrypoint=/x y\n');
    expect(recent).toContain('GroupAdd=audio\n');
    expect(recent).toContain('Notify=healthy\n');
    const old = files(web, { 'podman-version': '4.4' }).at('quadlet/web-1.container');
    expect(old).toContain('PodmanArgs=--memory 1g\n');
    expect(old).toContain('PodmanArgs=--entrypoint "/x y"\n');
    expect(old).toContain('PodmanArgs=--hostname h\n');
    expect(old).toContain('PodmanArgs=--secret shop'.replace('shop', '@PROJECT@'));
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
    expect(files(cgroup).at('quadlet/web-1.container')).toContain(
      'CgroupsMode=enabled\nPodmanArgs=--cgroup-parent x\n',
    );
  });
});

test('a raw key that can not hold a value gives way to an argument', () => {
  expect(files(web).at('quadlet/web-1.container')).toContain('PodmanArgs=--workdir " /odd"\n');
});

test('a semicolon alone is a variable, and dollars and percents are doubled', () => {
  const text = files(web).at('quadlet/web-1.container');
  expect(text).toContain('Exec=z a ${TRANSPOSE_SEMICOLON} "$$HOME 5%%"\n');
  expect(text).toContain('Environment="TRANSPOSE_SEMICOLON=;"\n');
});

test('an empty word is a variable, for the generator would end the list there', () => {
  const text = files('services: { web: { image: nginx, command: [a, "", b], working_dir: "" } }').at(
    'quadlet/web-1.container',
  );
  expect(text).toContain('Exec=a ${TRANSPOSE_EMPTY} b\n');
  expect(text).toContain('\nEnvironment=TRANSPOSE_EMPTY=\n');
});

test('a secret stands in a file of its own', () => {
  const { at, paths } = files(web);
  expect(paths).toContain('secrets/SECRET_TOKEN');
  expect(at('secrets/SECRET_TOKEN')).toBe('s3cret');
  expect(at('quadlet/web-1.container')).toContain('Secret=@PROJECT@-SECRET_TOKEN,type=env,target=TOKEN\n');
  expect(at('.gitignore')).toBe('/secrets/SECRET_TOKEN\n');
});

test('--pod puts ports and networks into the pod', () => {
  const { at } = files('services: { web: { image: nginx, ports: ["80:80"] }, db: { image: db, network_mode: host } }', {
    pod: true,
  });
  expect(at('quadlet/project.pod')).toContain('PublishPort=80:80\n');
  expect(at('quadlet/project.pod')).toContain('AddHost=web:127.0.0.1\n');
  expect(at('quadlet/web-1.container')).toContain('Pod=@PROJECT@.pod\n');
  expect(at('quadlet/web-1.container')).not.toContain('PublishPort');
  expect(at('quadlet/db-1.container')).toContain('Network=host\n');
});

test('a build is a unit that the container refers to; before 5.2 a plain one', () => {
  const built = 'services: { web: { build: { context: ., args: { A: b } } } }';
  expect(files(built).at('quadlet/web-1.container')).toContain('Image=@PROJECT@-web.build\n');
  expect(files(built).at('quadlet/web.build')).toContain('PodmanArgs=--build-arg A=b\n');
  const old = files(built, { 'podman-version': '5.0' });
  expect(old.paths).toContain('units/web-build.service');
  expect(old.at('quadlet/web-1.container')).toContain('Requires=@PROJECT@-web-build.service\n');
});

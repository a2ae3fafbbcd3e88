import { loadProject, memoryHost } from '@transpose/core';
import { expect, it, test } from 'vitest';
import { convert } from '../../convert.ts';
import type { ImageRecord } from '../../shared/images/image-record.ts';
import { targetNamed } from '../../targets.ts';

/** The conversion of a project with the records of its images. */
function converted(
  services: string,
  images: Readonly<Record<string, ImageRecord>>,
  files: Readonly<Record<string, string>> = {},
  target = 'kubernetes',
) {
  const host = memoryHost({
    cwd: '/shop',
    files: { '/shop/compose.yaml': `name: shop\nservices:\n${services}`, ...files },
  });
  const result = convert({ host, loaded: loadProject(host), target: targetNamed(target)!, images });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const text = result.files.map(({ content }) => content).join('\n');
  const said = [
    ...result.account.notes.map(({ message }) => message),
    ...result.account.entries.map(({ support }) => JSON.stringify(support)),
  ];
  return { text, said: said.join('\n') };
}

it('opens the ports of the image, and those of the table no more', () => {
  const { text } = converted('  web: {image: nginx}', { nginx: { ports: ['8080/tcp', '8443/udp'] } });
  expect(text).toMatch(/containerPort: 8080[^]*containerPort: 8443[^]*protocol: UDP/);
  expect(text).not.toMatch(/containerPort: 80\n/);
});

it('falls back to the table for an image without a record, and for what a record leaves open', () => {
  expect(converted('  web: {image: nginx}', { other: { ports: ['1/tcp'] } }).text).toContain('containerPort: 80\n');
  expect(converted('  web: {image: nginx}', { nginx: { user: '' } }).text).toContain('containerPort: 80\n');
});

it('still keeps a database that nobody knows by name inside', () => {
  const services = '  db: {image: acme/db, ports: ["5432:5432"]}';
  expect(converted(services, { 'acme/db': { ports: ['5432/tcp'] } }).said).toContain('5432 is a port of databases');
});

test.each<[ImageRecord, RegExp | undefined]>([
  [{ user: '1001' }, /fsGroup: 1001/],
  [{ user: '1001:33' }, /fsGroup: 33\n/],
  [{ user: 'app', users: { app: '1500:1600' } }, /fsGroup: 1600/],
  [{ user: 'app:data', users: { app: '1500:1600' }, groups: { data: 7 } }, /fsGroup: 7\n/],
  [{ user: '' }, undefined],
  [{ user: 'root' }, undefined],
  [{ user: '0:5' }, undefined],
])('%j gives the group of its volumes', (record, expected) => {
  const { text, said } = converted('  web: {image: acme/web, volumes: ["data:/data"]}\nvolumes: {data: }', {
    'acme/web': record,
  });
  if (expected) expect(text).toMatch(expected);
  else expect(text).not.toContain('fsGroup');
  expect(said).not.toContain("start as root's");
});

it('says that a name of a user has no number', () => {
  const { said } = converted('  web: {image: acme/web, volumes: ["data:/data"]}\nvolumes: {data: }', {
    'acme/web': { user: 'app' },
  });
  expect(said).toContain('the image runs as "app": write its number with "user"');
});

it('knows the numbers of users and groups that the file names', () => {
  const { text, said } = converted('  web: {image: acme/web, user: app, group_add: [docker]}', {
    'acme/web': { users: { app: '1500:1600' }, groups: { docker: 999 } },
  });
  expect(text).toMatch(/runAsUser: 1500\s+runAsGroup: 1600/);
  expect(text).toMatch(/supplementalGroups:\s+- 999/);
  expect(said).not.toContain('only the image knows');
});

it('writes the command that follows a cleared entrypoint', () => {
  const images = { 'acme/web': { entrypoint: ['/start'], command: ['serve', '--all'] } };
  expect(converted('  web: {image: acme/web, entrypoint: []}', images).text).toMatch(/command:\s+- serve\s+- --all/);
  const { said } = converted('  web: {image: acme/web, entrypoint: []}', { 'acme/web': {} });
  expect(said).toContain('only the image knows its CMD');
});

it('asks the healthcheck of the image, with the times of the file where it has some', () => {
  const health = { test: ['CMD-SHELL', 'check'], interval: '7s', retries: 2 };
  const images = { 'acme/web': { healthcheck: health, shell: ['/bin/bash', '-c'] } };
  const own = converted('  web: {image: acme/web}', images).text;
  expect(own).toMatch(/readinessProbe:\s+exec:\s+command:\s+- \/bin\/bash\s+- -c\s+- check/);
  expect(own).toMatch(/periodSeconds: 7\n/);
  expect(own).toMatch(/failureThreshold: 2\n/);
  expect(converted('  web: {image: acme/web, healthcheck: {interval: 9s}}', images).text).toMatch(/periodSeconds: 9\n/);
  expect(converted('  web: {image: acme/web, healthcheck: {disable: true}}', images).text).not.toContain('Probe');
  expect(converted('  web: {image: acme/web}', { 'acme/web': { healthcheck: null } }).text).not.toContain('Probe');
});

it('tells which volumes of an image end with its container, and gives a database one', () => {
  const { said, text } = converted('  web: {image: acme/web, volumes: ["data:/a"]}\nvolumes: {data: }', {
    'acme/web': { volumes: ['/a', '/b'] },
  });
  expect(said).toContain('What it writes at \\"/b\\" is lost with the container');
  expect(text).not.toContain('mountPath: /b');
  expect(converted('  db: {image: postgres}', { postgres: { volumes: ['/elsewhere'] } }).text).toContain(
    'mountPath: /elsewhere',
  );
});

it('makes a Job of an image whose own command ends, and none of a server', () => {
  const one = (record: ImageRecord, more = '') =>
    converted(`  one: {image: acme/one, restart: "no"${more}}`, { 'acme/one': record }).text;
  expect(
    converted('  one: {image: acme/one}', {
      'acme/one': { entrypoint: ['/docker-entrypoint.sh'], command: ['alembic', 'upgrade', 'head'] },
    }).text,
  ).toContain('kind: Job');
  expect(one({ entrypoint: ['nginx'] })).toContain('kind: Deployment');
  // The words are arguments of the image's own program.
  expect(
    converted('  one: {image: acme/one, command: date}', { 'acme/one': { entrypoint: ['/app/server'] } }).text,
  ).toContain('kind: Deployment');
});

it('knows the base of a Dockerfile, and the built image before that', () => {
  const files = { '/shop/Dockerfile': 'FROM acme/base\nENTRYPOINT ["/x"]\n' };
  const services = '  web: {build: ., volumes: ["data:/data"]}\nvolumes: {data: }';
  const base = { 'acme/base': { user: '1700', ports: ['8000/tcp'] } };
  expect(converted(services, base, files).text).toMatch(/fsGroup: 1700[^]*containerPort: 8000/);
  const both = { ...base, 'shop-web': { user: '1800', ports: ['9000/tcp'] } };
  const { text } = converted(services, both, files);
  expect(text).toMatch(/fsGroup: 1800[^]*containerPort: 9000/);
  expect(text).not.toContain('8000');
});

it('spares units the question for volumes that the image does not declare', () => {
  const unit = (images: Readonly<Record<string, ImageRecord>>) =>
    converted('  web: {image: acme/web}', images, {}, 'systemd').text;
  expect(unit({})).toContain('TRANSPOSE_VOLUMES');
  expect(unit({ 'acme/web': { volumes: ['/data'] } })).toContain('TRANSPOSE_VOLUMES');
  expect(unit({ 'acme/web': { volumes: [] } })).not.toContain('TRANSPOSE_VOLUMES');
});

it('refuses records that are none', () => {
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': 'services: {web: {image: nginx}}' } });
  const images = { nginx: { ports: ['http'] } };
  const { files, diagnostics } = convert({
    host,
    loaded: loadProject(host),
    target: targetNamed('kubernetes')!,
    images,
  });
  expect(files).toEqual([]);
  expect(diagnostics.map(({ message }) => message)).toContain(
    'images: nginx: ports[0]: "http" is not a port with its protocol, such as 80/tcp',
  );
});

test.each<[string, readonly string[], RegExp | undefined, RegExp | undefined]>([
  ['', ['linux/amd64'], /kubernetes\.io\/arch: amd64/, /published for linux\/amd64 alone/],
  ['', ['linux/arm/v7'], /kubernetes\.io\/arch: arm\n/, /published for linux\/arm\/v7 alone/],
  ['', ['linux/amd64', 'linux/arm64'], undefined, undefined],
  [', platform: linux/arm64/v8', ['linux/amd64', 'linux/arm64'], /kubernetes\.io\/arch: arm64/, undefined],
  [', platform: aarch64', ['linux/arm64'], /kubernetes\.io\/arch: arm64/, undefined],
  [', platform: linux', ['linux/amd64'], /kubernetes\.io\/os: linux/, undefined],
  [', platform: linux/s390x', ['linux/amd64'], /arch: s390x/, /not published for linux\/s390x, .* do not start/],
])('%j of an image for %j', (platform, platforms, selector, message) => {
  const { text, said } = converted(`  web: {image: acme/web${platform}}`, { 'acme/web': { platforms } });
  if (selector) expect(text).toMatch(selector);
  else expect(text).not.toContain('nodeSelector');
  if (message) expect(said).toMatch(message);
  else expect(said).not.toContain('published for');
});

test.each([
  ['/srv/app', true],
  ['/srv/app/current', true],
  ['/srv/application', false],
  ['', false],
])('a working directory below "%s" of the image is there', (directory, isThere) => {
  const { said } = converted(
    '  web: {image: acme/web, working_dir: /srv/app}',
    { 'acme/web': { working_dir: directory } },
    {},
    'quadlet',
  );
  expect(said.includes('lacks the `working_dir`')).toBe(!isThere);
});

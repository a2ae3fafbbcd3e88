import { expect, test } from 'vitest';
import { loadProject } from '../../load.ts';
import { memoryHost } from '../../host/memory-host.ts';

const projectOf = (text: string) => {
  const { project } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }));
  if (!project) throw new Error('no project');
  return project;
};

test('what is zero to Compose is absent, what it keeps is there', () => {
  const text = `services:
  a:
    image: x
    tty: false
    cpus: 0
    hostname: ""
    init: false
    scale: 0
    stop_grace_period: 0s
    healthcheck: {retries: 0, disable: false}
    command: []
`;
  const service = projectOf(text).services['a'];
  expect(service).toMatchObject({
    init: false,
    scale: 0,
    stop_grace_period: 0,
    healthcheck: { retries: 0 },
    command: [],
  });
  for (const key of ['tty', 'cpus', 'hostname', 'entrypoint', 'deploy']) expect(service).not.toHaveProperty(key);
  expect(service?.healthcheck).not.toHaveProperty('disable');
});

test('lists and maps are always there, names have no prototype', () => {
  const { services, volumes, networks } = projectOf(
    'services: {a: {image: "ghcr.io/x/y:1@sha256:0"}, b: {build: .}}\n',
  );
  expect(services['b']).toMatchObject({
    ports: [],
    environment: {},
    depends_on: {},
    networks: { default: { aliases: [] } },
  });
  expect(services['b']?.build).toMatchObject({ context: '/p', dockerfile: 'Dockerfile', args: {}, tags: [] });
  expect(Object.getPrototypeOf(services)).toBeNull();
  expect([Object.keys(volumes), Object.keys(networks)]).toEqual([[], ['default']]);
  expect(projectOf('services: {toString: {image: x}}\n').services['constructor']).toBeUndefined();
});

test('extensions are plain data at the top and in services', () => {
  const project = projectOf('x-top: {a: [1]}\nservices: {a: {image: x, x-own: true}}\n');
  expect([project.extensions, project.services['a']?.extensions]).toEqual([{ 'x-top': { a: [1] } }, { 'x-own': true }]);
});

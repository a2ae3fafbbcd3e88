import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import { helm } from '@transpose/targets/helm';
import { describe, expect, test } from 'vitest';
import { comparedForms } from '../../../test-fixtures/helm/overlays.ts';
import { findProject } from '../../../test-fixtures/kubernetes/projects.ts';

const command = fileURLToPath(new URL('../../../node_modules/.cache/transpose/helm/helm', import.meta.url));

const compose = `name: shop
services:
  web:
    image: "app:\${TAG:-1}"
    environment: { LOG: "\${LOG:-info}", PASSWORD: "\${PASSWORD:-base-pass-1}" }
    ports: ["8080:80"]
  old: { image: "old:1", volumes: ["old:/data"] }
  debug-tool: { image: "tool:1", profiles: [debug], command: [watch, "\${LOG:-info}"] }
volumes: { old: {} }
`;
const production = `services:
  web:
    image: "app:\${TAG:-1}"
    environment: { LOG: warn, ADDED: "x {{ y }}" }
    deploy: { replicas: 3 }
    volumes: ["cache:/cache"]
  old: !reset null
  queue: { image: "redis:8", volumes: ["queue:/data"] }
volumes: { cache: {}, queue: {} }
`;

function made() {
  const host = memoryHost({
    cwd: '/shop',
    files: {
      '/shop/compose.yaml': compose,
      '/shop/compose.prod.yaml': production,
      '/shop/prod.env': 'TAG=2\nPASSWORD=production-pass\n',
    },
  });
  const loaded = loadProject(host);
  const load = (options: object) => loadProject(host, options);
  const files = ['compose.yaml', 'compose.prod.yaml'];
  return convert({
    host,
    loaded,
    target: helm,
    variations: [
      { kind: 'overlay', name: 'prod', loaded: load({ files, envFiles: ['prod.env'] }) },
      { kind: 'profile', name: 'debug', loaded: load({ profiles: ['debug'] }) },
    ],
  });
}

test('an environment is the values that differ, and secret ones have their own file', () => {
  const { files } = made();
  const content = (path: string) => files.find((file) => file.path === path)?.content ?? '';
  expect(content('values-prod.yaml'))
    .toBe(`# Environment prod: helm upgrade --install … -f values-prod.yaml -f secret-values-prod.yaml
web:
  replicas: 3
  env:
    LOG: warn
  extraEnv:
  - name: ADDED
    value: x {{ y }}
  affinity:
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector:
          matchLabels:
            compose.volume/cache: "true"
        topologyKey: kubernetes.io/hostname
  volumes:
    cache: true
  strategy:
    type: Recreate
  podLabels:
    compose.volume/cache: "true"
old:
  enabled: false
queue:
  enabled: true
persistence:
  cache:
    enabled: true
variables:
  TAG: "2"
`);
  expect(content('secret-values-prod.yaml')).toContain('variables:\n  PASSWORD: production-pass\n');
  expect(files.filter(({ content: text }) => text.includes('production-pass')).map(({ mode }) => mode)).toEqual([
    0o600,
  ]);
  expect(content('values.yaml')).toMatch(/^debugTool:\n {2}#.*\n {2}enabled: false/m);
  expect(content('templates/persistence.yaml')).toContain('{{- if .Values.old.enabled }}');
  expect(content('templates/persistence.yaml')).toContain('{{- if .Values.queue.enabled }}');
});

const sidecar = `services:
  vpn: { image: "vpn:1", environment: { PLACE: se }, healthcheck: { test: [CMD, ok] } }
  web:
    image: app
    network_mode: service:vpn
    depends_on: { vpn: { condition: service_healthy } }
`;

test('a service that others of its Pod wait for has the values of any other', () => {
  const override = 'services: { vpn: { image: "vpn:2", command: [x], environment: { PLACE: no } } }\n';
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': sidecar, '/shop/prod.yaml': override } });
  const loaded = loadProject(host, { files: ['compose.yaml', 'prod.yaml'] });
  const variations = [{ kind: 'overlay', name: 'prod', loaded }] as const;
  const { files } = convert({ host, loaded: loadProject(host), target: helm, variations });
  expect(
    files
      .find(({ path }) => path === 'values-prod.yaml')
      ?.content.split('\n')
      .slice(1),
  ).toEqual(['vpn:', '  image:', '    tag: "2"', '  args:', '  - x', '  env:', '    PLACE: "no"', '']);
});

test('a profile that adds a container to a Pod and nothing else adds nothing to the chart, and that is said', () => {
  const text = `networks: { inner: {} }
services:
  web: { image: "web:1", networks: [inner] }
  debug: { image: "debug:1", profiles: [debug], network_mode: service:web }
  shell: { image: "shell:1", profiles: [shell], pid: service:web, env_file: [both.env] }
  api: { image: "api:1", networks: [inner], env_file: [both.env] }
`;
  const files = { '/shop/compose.yaml': text, '/shop/both.env': 'TOKEN=abc-secret-1\n' };
  const host = memoryHost({ cwd: '/shop', files });
  const variations = ['debug', 'shell'].map((name) => ({
    kind: 'profile' as const,
    name,
    loaded: loadProject(host, { profiles: [name] }),
  }));
  const made = convert({ host, loaded: loadProject(host), target: helm, variations });
  const templates = made.files.map(({ content }) => content).join('\n');
  expect(templates).not.toMatch(/\b(?:if|and|or) +}}/);
  const said = made.account.notes.map(({ message }) => message).join('\n');
  expect(said).toMatch(/does not change with profile debug Deployment\/web spec\.template\.spec\.containers\[debug\]/);
  expect(said).toMatch(/does not change with profile shell NetworkPolicy\/default: it is not in the chart/);
});

test('what values cannot change is said with its place', () => {
  const host = memoryHost({
    cwd: '/shop',
    files: {
      '/shop/compose.yaml': 'name: shop\nservices: { web: { image: a, environment: { PASSWORD: secret-pass-1 } } }\n',
      '/shop/prod.yaml': 'services: { web: { environment: !reset {} } }\n',
    },
  });
  const loaded = loadProject(host, { files: ['compose.yaml', 'prod.yaml'] });
  const variations = [{ kind: 'overlay', name: 'prod', loaded }] as const;
  const { account } = convert({ host, loaded: loadProject(host), target: helm, variations });
  const notes = account.notes.filter(({ message }) => message.startsWith('values-prod.yaml cannot change'));
  expect(notes.map(({ severity, message, path }) => [severity, message, path?.join('.')])).toEqual([
    ['loses', 'values-prod.yaml cannot change Deployment/web spec.template.spec.containers[web].env', 'services.web'],
  ]);
});

test('the fields of templates are known to transpose explain', () => {
  const fields = made().files.flatMap((file) => file.fields?.() ?? []);
  expect(fields).toContainEqual(
    expect.objectContaining({
      name: 'Deployment/web spec.template.spec.containers[web].env[LOG]',
      from: ['services', 'web', 'environment', 'LOG'],
    }),
  );
});

describe.skipIf(!existsSync(command))('Helm (scripts/fetch-kubectl.sh fetches it)', () => {
  test.each(['routed', 'tiers'])('overrides of test-fixtures/environments/%s', async (name) => {
    const folder = fileURLToPath(new URL(`../../../test-fixtures/environments/${name}`, import.meta.url));
    const project = findProject(folder);
    if (!project) throw new Error(`${folder} does not load`);
    const { equal, said, faults } = await comparedForms(project, command);
    expect({ said, faults }).toEqual({ said: [], faults: [] });
    expect(equal).toBeGreaterThan(3);
  });

  test.each([compose, sidecar])('the values of an environment give what the kubernetes target does', async (text) => {
    const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': text } });
    const project = { id: 'shop', host, loaded: loadProject(host), loadOptions: {}, expected: undefined };
    const { equal, faults } = await comparedForms(project, command);
    expect(faults).toEqual([]);
    expect(equal).toBeGreaterThan(5);
  });
});

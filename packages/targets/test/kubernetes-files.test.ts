import { loadProject, memoryHost } from '@transpose/core';
import type { Layout, OptionValues, Target } from '@transpose/targets';
import { helm } from '@transpose/targets/helm';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const compose = `name: shop
services:
  web:
    image: a:1
    ports: ["8080:80"]
    environment:
      LEVEL: info
      PASSWORD: hunter2hunter2
    volumes: ["data:/data"]
    deploy: {replicas: 2}
  secrets:
    build: .
volumes:
  data:
`;

/** A project that has an object of each kind. */
const everything = `
services:
  a: {image: a:1, environment: {TOKEN: x}, volumes: [data:/d], networks: [inner, outer], configs: [c], depends_on: {once: {condition: service_completed_successfully}}}
  once: {image: a:1, networks: [inner, outer]}
volumes: {data: {}}
networks: {inner: {internal: true}, outer: {}}
configs: {c: {content: x}}
`;

function filesOf(options: OptionValues = {}, layout: Layout = 'directory') {
  const host = memoryHost({ files: { '/shop/compose.yaml': compose, '/shop/Dockerfile': 'FROM b\n' }, cwd: '/shop' });
  const { files, diagnostics } = convert({ host, loaded: loadProject(host), target: kubernetes, options, layout });
  expect(diagnostics).toEqual([]);
  return new Map(files.map((file) => [file.path, file]));
}

const kinds = (content: string) =>
  parseAllDocuments(content).map((document) => ('toJS' in document ? (document.toJS() as { kind: string }).kind : ''));

describe('a directory', () => {
  const files = filesOf();

  it('has the Namespace first by name, and no file of a service in the place of another', () => {
    expect([...files.keys()].toSorted()[0]).toBe('00-namespace.yaml');
    expect([...files.keys()].toSorted()).toEqual([
      '00-namespace.yaml',
      '03-secrets.yaml',
      '04-volumes.yaml',
      'build.sh',
      'copy-data.sh',
      'secrets.yaml',
      'web.yaml',
    ]);
    expect(kinds(files.get('secrets.yaml')?.content ?? '')).toEqual(['Service', 'Deployment']);
  });

  it('has everything that Pods refer to before the first Pod, by the names of the files', () => {
    const host = memoryHost({ files: { '/shop/compose.yaml': everything }, cwd: '/shop' });
    for (const options of [{}, { json: true }]) {
      const { files: written } = convert({ host, loaded: loadProject(host), target: kubernetes, options });
      const manifests = written.filter(({ path }) => /\.(?:yaml|json)$/.test(path));
      const applied = manifests
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .flatMap(({ content }) => [...content.matchAll(/^\s*"?kind"?: "?(\w+)/gm)].map(([, kind = '']) => kind));
      const firstPod = applied.findIndex((kind) => /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(kind));
      for (const kind of [
        'ServiceAccount',
        'RoleBinding',
        'ConfigMap',
        'Secret',
        'PersistentVolumeClaim',
        'NetworkPolicy',
      ]) {
        expect(applied).toContain(kind);
        expect(applied.lastIndexOf(kind)).toBeLessThan(firstPod);
      }
    }
  });

  it('keeps secrets from other users, and lets the script run', () => {
    expect(files.get('03-secrets.yaml')?.mode).toBe(0o600);
    expect(files.get('build.sh')?.mode).toBe(0o755);
  });

  it('says in each file how to make it again and how to take the stack down without its data', () => {
    const head = files.get('web.yaml')?.content.split('\n').slice(0, 4).join('\n');
    expect(head).toContain('transpose convert -f compose.yaml -t kubernetes -o DIR/');
    expect(head).toMatch(/kubectl delete [a-z,]+ -n shop -l app\.kubernetes\.io\/part-of=shop/);
    expect(head).not.toContain('persistentvolumeclaim');
  });
});

it('says which name the project was given', () => {
  const head = (projectName?: string) => {
    const host = memoryHost({ files: { '/My Shop/compose.yaml': 'services: {web: {image: a:1}}' }, cwd: '/My Shop' });
    const loaded = loadProject(host, projectName === undefined ? {} : { projectName });
    return convert({ host, loaded, target: kubernetes, layout: 'stream' }).files[0]?.content.split('\n')[1];
  };
  expect(head()).toBe('# Again:     transpose convert -f compose.yaml -t kubernetes -o FILE.yaml');
  expect(head('other')).toBe('# Again:     transpose convert -f compose.yaml -p other -t kubernetes -o FILE.yaml');
});

it('a stream is in the order of application', () => {
  const [file] = filesOf({}, 'stream').values();
  expect(file?.mode).toBe(0o600);
  expect(kinds(file?.content ?? '')).toEqual([
    'Namespace',
    'Secret',
    'PersistentVolumeClaim',
    'Service',
    'Service',
    'Service',
    'Deployment',
    'Deployment',
  ]);
});

it('--json writes lists', () => {
  const web = filesOf({ json: true }).get('web.json');
  expect(JSON.parse(web?.content ?? '')).toMatchObject({
    kind: 'List',
    items: [{ kind: 'Service' }, { kind: 'Service' }, { kind: 'Deployment' }],
  });
});

it('--annotate says beside a field where it comes from', () => {
  const lines = (filesOf({ annotate: true }).get('web.yaml')?.content ?? '').split('\n');
  expect(lines).toContain('        image: a:1 # compose.yaml:4');
  expect(lines).toContain('  replicas: 2 # compose.yaml:10');
  expect(lines[lines.indexOf('        - name: LEVEL') - 1]?.trim()).toBe('# compose.yaml:7');
});

it('--no-namespace names none', () => {
  const files = filesOf({ 'no-namespace': true });
  expect(files.has('00-namespace.yaml')).toBe(false);
  expect(files.get('web.yaml')?.content).not.toContain('namespace:');
});

it('--secrets omit writes no Secret and keeps the references', () => {
  const files = filesOf({ secrets: 'omit' });
  expect(files.has('03-secrets.yaml')).toBe(false);
  expect(files.get('web.yaml')?.content).toContain('secretKeyRef');
  expect(files.get('create-secrets.sh')?.content).toContain(
    'secret web-env \\\n  "PASSWORD=${values}/web-env/PASSWORD"',
  );
});

it('--scale and --registry change what they name', () => {
  const files = filesOf({ scale: ['web=5'], registry: 'reg.example/team' });
  expect(files.get('web.yaml')?.content).toContain('replicas: 5');
  expect(files.get('secrets.yaml')?.content).toContain('image: reg.example/team/shop-secrets');
  expect(files.get('build.sh')?.content).toContain('push reg.example/team/shop-secrets');
});

it('what belongs to no service is in a file that is named after it', () => {
  const labels = {
    'traefik.http.routers.web.rule': 'Host(`a.org`)',
    'traefik.http.routers.web.middlewares': 'zip',
    'traefik.http.middlewares.zip.compress': 'true',
  };
  const routed = `name: shop\nservices: {web: {image: "a:1", ports: ["80"], labels: ${JSON.stringify(labels)}}}\n`;
  const host = memoryHost({ files: { '/shop/compose.yaml': routed }, cwd: '/shop' });
  const pathsOf = (target: Target, kind: string, options: OptionValues): readonly string[] =>
    convert({ host, loaded: loadProject(host), target, options, layout: 'directory' }).files.flatMap(
      ({ path, content }) => (new RegExp(`^kind: ${kind}$`, 'm').test(content) ? [path] : []),
    );
  const controller = { 'ingress-controller': 'traefik' };
  expect(pathsOf(kubernetes, 'Middleware', controller)).toEqual(['08-middlewares.yaml']);
  const gateway = { route: 'gateway', 'gateway-class': 'traefik' };
  expect(pathsOf(kubernetes, 'Gateway', gateway)).toEqual(['07-gateway.yaml']);
  expect(pathsOf(helm, 'Gateway', gateway)).toEqual(['templates/gateway/gateway-gateway.yaml']);
});

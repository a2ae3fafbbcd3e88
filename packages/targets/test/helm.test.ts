import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { helm } from '@transpose/targets/helm';
import { kubernetes } from '@transpose/targets/kubernetes';
import { afterAll, describe, expect, test } from 'vitest';
import { objectsIn } from '../../../test-fixtures/helm/normal-form.ts';
import { differences } from '../../../test-fixtures/helm/run.ts';
import { writeAll } from '../../../test-fixtures/kubernetes/rendered.ts';

const command = fileURLToPath(new URL('../../../node_modules/.cache/transpose/helm/helm', import.meta.url));
const directories: string[] = [];
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

interface Made {
  readonly chart: string;
  readonly wanted: readonly unknown[];
}

function made(compose: unknown, files: Readonly<Record<string, string>> = {}, options: OptionValues = {}): Made {
  const host = memoryHost({
    files: { '/shop/compose.yaml': JSON.stringify({ name: 'shop', ...(compose as object) }), ...files },
    cwd: '/shop',
  });
  const loaded = loadProject(host);
  const salt = '0123456789abcdef'.repeat(2);
  const result = convert({ host, loaded, target: helm, options, salt });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const chart = mkdtempSync(join(tmpdir(), 'chart-'));
  directories.push(chart);
  writeAll(chart, result.files);
  const { files: manifests } = convert({ host, loaded, target: kubernetes, options, salt });
  return { chart, wanted: manifests.flatMap(({ objects }) => objects.map((one) => JSON.parse(JSON.stringify(one)))) };
}

test('refuses what the kubernetes target refuses', () => {
  const patch = {
    spec: { template: { spec: { containers: [{ name: 'web', volumeMounts: [{ name: 'no', mountPath: '/x' }] }] } } },
  };
  const compose = { services: { web: { image: 'nginx:1', 'x-transpose': { patches: { Deployment: patch } } } } };
  const host = memoryHost({ files: { '/shop/compose.yaml': JSON.stringify(compose) }, cwd: '/shop' });
  const errors = [kubernetes, helm].map((target) => {
    const { files, diagnostics } = convert({ host, loaded: loadProject(host), target });
    expect(files).toEqual([]);
    return diagnostics.map(({ code, message }) => `${code}: ${message}`);
  });
  expect(errors[0]).toEqual([expect.stringMatching(/^illegal-patch: /)]);
  expect(errors[1]).toEqual(errors[0]);
});

const routed = {
  services: {
    web: {
      image: 'web:1',
      ports: ['8080:80'],
      labels: {
        'traefik.enable': 'true',
        'traefik.http.routers.a.rule': 'Host(`shop.example`)',
        'traefik.http.routers.b.rule': 'PathPrefix(`/x`)',
        'traefik.http.services.a.loadbalancer.server.port': '80',
      },
    },
  },
};

const rendered = (chart: string, ...words: readonly string[]): readonly Readonly<Record<string, unknown>>[] =>
  objectsIn(execFileSync(command, ['template', 'shop', chart, '-n', 'shop', ...words], { encoding: 'utf8' }));

const idsOf = (objects: readonly Readonly<Record<string, unknown>>[]): readonly string[] =>
  objects.map(({ kind, metadata }) => `${String(kind)}/${(metadata as { name: string }).name}`);

/** The objects of one rendering that another lacks or has otherwise. */
function changed(
  before: readonly Readonly<Record<string, unknown>>[],
  after: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return idsOf(after.filter((one) => !known.has(JSON.stringify(one))));
}

const hostile = '{{ .Release.Name }} $(X) $$(Y) $ ${Z} %h {{`}} " \\ é';

const shop = {
  services: {
    'my-app': {
      image: 'registry.example:5000/app:1',
      environment: { TEXT: hostile.replaceAll('$', '$$$$'), 'a.b': '1', PASSWORD: 'secret {{ x }}', EMPTY: '' },
      ports: ['8080:80'],
      volumes: ['data:/data', './page.html:/page.html:ro'],
      depends_on: { migrate: { condition: 'service_completed_successfully' } },
      labels: { note: '{{ fail "evaluated" }}' },
    },
    'my.app': { image: 'app@sha256:' + 'a'.repeat(64), command: ['{{ x }}', '{', '{{{'] },
    migrate: { image: 'app:1', restart: 'no', environment: { STEP: '1' } },
  },
  volumes: { data: {} },
};
const files = { '/shop/page.html': `<p>{{ .Values }} ${hostile}\n{{- end }}\n` };

describe.skipIf(!existsSync(command))('Helm (scripts/fetch-kubectl.sh fetches it)', () => {
  test('renders the objects of the kubernetes target, and evaluates no text of the user', () => {
    const { chart, wanted } = made(shop, files);
    execFileSync(command, ['lint', '--strict', '--quiet', chart]);
    const objects = rendered(chart);
    expect(differences(objects, wanted)).toEqual([]);
    expect(JSON.stringify(objects)).toContain('{{ .Values }}');
    // The comparison can fail.
    expect(differences(objects, wanted.slice(1)).length + differences(objects.slice(1), wanted).length).toBeGreaterThan(
      0,
    );
    expect(differences(rendered(chart, '--set-string', 'migrate.env.STEP=2'), wanted)).not.toEqual([]);
  });

  test('an upgrade rolls what uses the changed value, and a changed Job is another one', () => {
    const { chart } = made(shop, files);
    const before = rendered(chart);
    expect(changed(before, rendered(chart))).toEqual([]);
    expect(changed(before, rendered(chart, '--set', 'myApp.env.EMPTY=x'))).toEqual(['Deployment/my-app']);
    expect(changed(before, rendered(chart, '--set', 'secrets.myAppEnv.values.PASSWORD=x')).toSorted()).toEqual([
      'Deployment/my-app',
      'Secret/my-app-env',
    ]);
    const jobs = changed(before, rendered(chart, '--set-string', 'migrate.env.STEP=2'));
    expect(jobs).toContain('Deployment/my-app');
    expect(idsOf(before)).not.toContain(jobs.find((id) => id.startsWith('Job/')));
  });

  test('two releases share nothing, and values name what exists', () => {
    const { chart } = made(shop, files);
    const other = objectsIn(execFileSync(command, ['template', 'two', chart, '-n', 'other'], { encoding: 'utf8' }));
    expect(JSON.stringify(other)).not.toMatch(/"app.kubernetes.io\/instance":"shop"|-n shop/);
    const set = 'persistence.data.existingClaim=mine,secrets.myAppEnv.existingSecret=theirs,myApp2.enabled=false';
    const ids = idsOf(rendered(chart, '--set', set));
    expect(ids).not.toContain('PersistentVolumeClaim/data');
    expect(ids).not.toContain('Secret/my-app-env');
    expect(ids.filter((id) => id.includes('my-app-2'))).toEqual([]);
    expect(JSON.stringify(rendered(chart, '--set', 'persistence.data.existingClaim=mine'))).toContain(
      '"claimName":"mine"',
    );
  });

  test.each([
    ['Ingress', {}, '"number":80', '"number":8888'],
    ['HTTPRoute', { route: 'gateway', gateway: 'edge' }, '"port":80', '"port":8888'],
  ])('whoever leads to a Service follows its port: %s', (kind, options, before, after) => {
    const { chart, wanted } = made(routed, {}, options);
    const objects = rendered(chart);
    expect(differences(objects, wanted)).toEqual([]);
    const routes = (...words: readonly string[]) => rendered(chart, ...words).filter((one) => one['kind'] === kind);
    expect(JSON.stringify(routes())).toContain(before);
    expect(JSON.stringify(routes('--set', 'web.service.ports.port80=8888'))).toContain(after);
    expect(JSON.stringify(routes('--set', 'web.service.ports.port80=8888'))).not.toContain(before);
    const all = execFileSync(command, ['template', chart, '--set', 'web.service.ports.port80=8888'], {
      encoding: 'utf8',
    });
    expect(all).toContain('check web 8888');
    const group = kind === 'Ingress' ? 'ingress' : 'httpRoute';
    expect(routes('--set', `web.${group}.enabled=false`).length).toBe(routes().length - 1);
  });

  test.each([
    ['a misspelt key', 'myApp.replica=2'],
    ['a wrong type', 'myApp.replicas=many'],
    ['a misspelt variable', 'myApp.env.TXT=x'],
  ])('the schema refuses %s', (_, set) => {
    const { chart } = made(shop, files);
    expect(() => execFileSync(command, ['template', 'x', chart, '--set', set], { stdio: 'pipe' })).toThrow(/schema/);
  });
});

test('secret values are in a file of their own alone', () => {
  const host = memoryHost({ files: { '/shop/compose.yaml': JSON.stringify(shop), ...files }, cwd: '/shop' });
  const { files: written } = convert({ host, loaded: loadProject(host), target: helm });
  const holders = written.filter(({ content }) => content.includes('secret {{ x }}'));
  expect(holders.map(({ path, mode }) => [path, mode])).toEqual([['secret-values.yaml', 0o600]]);
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { objectsIn } from '../../../test-fixtures/kustomize/normal-form.ts';
import { comparedFolders } from '../../../test-fixtures/kustomize/run.ts';
import { runCommand } from './run.ts';

const root = join(import.meta.dirname, '../../..');
const kubectl = join(root, 'node_modules/.cache/transpose/kubectl/kubectl');
const lacks = existsSync(kubectl)
  ? undefined
  : 'what Kustomize builds is not seen: scripts/fetch-kubectl.sh fetches kubectl';
if (lacks !== undefined) console.log(lacks);

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'transpose-kustomize-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const compose = `name: shop
services:
  web: {image: "nginx:1.29", environment: {LEVEL: info, TEXT: "$\${LEVEL} {{ .Release.Name }} %h"}, ports: ["80:80"]}
  api: {image: "example/api:1", environment: {DB_PASSWORD: hunter2hunter2}, configs: [settings]}
  worker: {image: "example/api:1", command: [work]}
  migrate: {image: "example/api:1", command: [migrate], restart: "no", environment: {DB_PASSWORD: hunter2hunter2}}
  tool: {image: "example/tool:1", profiles: [tools]}
configs: {settings: {content: "a: {{ b }}\\n"}}
`;
const prod = `services:
  web: {image: "nginx:1.30", deploy: {replicas: 3}, environment: {LEVEL: warn}}
  worker: !reset null
  api: {environment: {DB_PASSWORD: other-password}}
  migrate: {environment: {DB_PASSWORD: other-password}}
configs: !override {settings: {content: "a: 2\\n"}}
`;
const files = { '/shop/compose.yaml': compose, '/shop/compose.prod.yaml': prod };
const convert = (words = '') => runCommand(`convert -t kustomize -o ${folder}/k/ ${words}`, { files });
const kustomization = (place: string) =>
  parse(readFileSync(join(folder, 'k', place, 'kustomization.yaml'), 'utf8')) as Readonly<Record<string, unknown>>;

describe('convert -t kustomize', () => {
  test('an overlay says what differs and no more', () => {
    expect(convert('--overlay prod=compose.prod.yaml').code).toBe(0);
    expect(kustomization('overlays/prod')).toMatchObject({
      namespace: 'shop',
      resources: ['../../base'],
      images: [{ name: 'nginx', newTag: '1.30' }],
      replicas: [{ name: 'web', count: 3 }],
      configMapGenerator: [{ name: 'settings', behavior: 'merge', files: ['settings=configs/settings/settings'] }],
      secretGenerator: [
        { name: 'api-env', behavior: 'merge' },
        { name: 'migrate-env', behavior: 'merge' },
      ],
    });
    expect(parse(readFileSync(join(folder, 'k/overlays/prod/patches/web-deployment.yaml'), 'utf8'))).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { template: { spec: { containers: [{ name: 'web', env: [{ name: 'LEVEL', value: 'warn' }] }] } } },
    });
    expect(readdirSync(join(folder, 'k/components'))).toEqual(['tools']);
  });

  test('secrets are in files for their owner alone', () => {
    convert('--overlay prod=compose.prod.yaml');
    for (const file of ['base/secrets/api-env.env', 'overlays/prod/secrets/api-env.env']) {
      expect(statSync(join(folder, 'k', file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(folder, 'k/.gitignore'), 'utf8')).toContain(`/${file}`);
    }
  });

  test.each([
    ['--overlay prod', 'give ENV=FILE, such as prod=compose.prod.yaml'],
    ['--overlay ../x=compose.prod.yaml', '"../x" names a folder'],
    ['--overlay prod=nowhere.yaml', 'nowhere.yaml'],
    ['--overlay-env-file prod=nowhere.env', 'nowhere.env'],
  ])('refuses %s', (words, said) => {
    const { code, err } = convert(words);
    expect(code).not.toBe(0);
    expect(err).toContain(said);
    expect(existsSync(join(folder, 'k'))).toBe(false);
  });

  test('other targets know no overlays', () => {
    const { code, err } = runCommand(`convert -t quadlet -o ${folder}/k/ --overlay prod=compose.prod.yaml`, { files });
    expect([code, err]).toEqual([2, expect.stringContaining('quadlet does not')]);
  });

  test('a profile that cannot be loaded is left out with a word', () => {
    const broken = compose.replace('profiles: [tools]', 'profiles: [tools], env_file: nowhere.env');
    const { code, err } = runCommand(`convert -t kustomize -o ${folder}/k/`, {
      files: { '/shop/compose.yaml': broken },
    });
    expect([code, err]).toEqual([0, expect.stringContaining('profile "tools" is left out')]);
    expect(existsSync(join(folder, 'k/components'))).toBe(false);
  });
});

describe.skipIf(lacks !== undefined)('kubectl kustomize', () => {
  test('builds what the kubernetes target writes, for each fixture project with environments and profiles', async () => {
    const { builds, faults } = await comparedFolders(join(root, 'test-fixtures/projects'), kubectl);
    expect(faults).toEqual([]);
    expect(builds).toBeGreaterThan(20);
  }, 120_000);

  test('hands texts on as they are, and a changed secret gives a Job another name', () => {
    convert('--overlay prod=compose.prod.yaml');
    const built = (place: string) => {
      const { stdout, stderr } = spawnSync(kubectl, ['kustomize', join(folder, 'k', place)], { encoding: 'utf8' });
      expect(stderr).toBe('');
      return objectsIn(stdout) as readonly { kind: string; metadata: { name: string }; data?: object }[];
    };
    const [base, overlay] = [built('base'), built('overlays/prod')];
    expect(JSON.stringify(base)).toContain('$${LEVEL} {{ .Release.Name }} %h'.replace('$$', '$'));
    expect(base.find(({ kind }) => kind === 'ConfigMap')?.data).toEqual({ settings: 'a: {{ b }}\n' });
    const jobs = [base, overlay].map((all) => all.find(({ kind }) => kind === 'Job')?.metadata.name);
    expect(new Set(jobs).size).toBe(2);
  });
});

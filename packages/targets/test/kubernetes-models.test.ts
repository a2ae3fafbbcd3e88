import type { OutputFile } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { loadProject, memoryHost } from '@transpose/core';
import { keyFixtures, projectFixtures } from '../../../test-fixtures/index.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

/** A class of the package kubernetes-models: it checks an object against the schema of the API. */
type Model = new (data: object) => { validate(): void };

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Each kind that the target writes. */
const models: Readonly<Record<string, () => Promise<object>>> = {
  'v1/Namespace': () => import('kubernetes-models/v1/Namespace'),
  'v1/ServiceAccount': () => import('kubernetes-models/v1/ServiceAccount'),
  'v1/ConfigMap': () => import('kubernetes-models/v1/ConfigMap'),
  'v1/Secret': () => import('kubernetes-models/v1/Secret'),
  'v1/PersistentVolume': () => import('kubernetes-models/v1/PersistentVolume'),
  'v1/PersistentVolumeClaim': () => import('kubernetes-models/v1/PersistentVolumeClaim'),
  'v1/Service': () => import('kubernetes-models/v1/Service'),
  'rbac.authorization.k8s.io/v1/Role': () => import('kubernetes-models/rbac.authorization.k8s.io/v1/Role'),
  'rbac.authorization.k8s.io/v1/RoleBinding': () =>
    import('kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding'),
  'networking.k8s.io/v1/NetworkPolicy': () => import('kubernetes-models/networking.k8s.io/v1/NetworkPolicy'),
  'autoscaling/v2/HorizontalPodAutoscaler': () => import('kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'),
  'policy/v1/PodDisruptionBudget': () => import('kubernetes-models/policy/v1/PodDisruptionBudget'),
  'apps/v1/Deployment': () => import('kubernetes-models/apps/v1/Deployment'),
  'apps/v1/DaemonSet': () => import('kubernetes-models/apps/v1/DaemonSet'),
  'apps/v1/StatefulSet': () => import('kubernetes-models/apps/v1/StatefulSet'),
  'batch/v1/Job': () => import('kubernetes-models/batch/v1/Job'),
  'batch/v1/CronJob': () => import('kubernetes-models/batch/v1/CronJob'),
};

async function modelOf({ apiVersion, kind }: Manifest): Promise<Model> {
  const module = await models[`${apiVersion}/${kind}`]?.();
  const found = (module as Readonly<Record<string, Model>> | undefined)?.[kind];
  if (!found) throw new Error(`no model of ${apiVersion} ${kind}`);
  return found;
}

/** Checks all objects and says how many there are. */
async function validate(files: readonly OutputFile[]): Promise<number> {
  let count = 0;
  for (const { path, content } of files.filter((file) => file.path.endsWith('.yaml'))) {
    for (const document of parseAllDocuments(content, { version: '1.1' })) {
      const manifest = ('toJS' in document ? document.toJS() : {}) as Manifest;
      const Model = await modelOf(manifest);
      expect(() => new Model(manifest).validate(), `${path}: ${manifest.kind}`).not.toThrow();
      count += 1;
    }
  }
  return count;
}

function filesOf(files: Readonly<Record<string, Uint8Array>>): readonly OutputFile[] {
  const entries = Object.entries(files).map(([path, content]) => [`/project/${path}`, content]);
  const host = memoryHost({ files: Object.fromEntries(entries), cwd: '/project', env: { HOME: '/root' } });
  return convert({ host, loaded: loadProject(host), target: kubernetes }).files;
}

describe('the schemas of the API take', () => {
  it.each(projectFixtures().map((project) => [project.name, project] as const))('%s', async (_, { files }) => {
    expect(await validate(filesOf(files))).toBeGreaterThan(0);
  });

  it('each key', async () => {
    for (const { key, files } of keyFixtures())
      expect({ key, count: await validate(filesOf(files)) }).not.toMatchObject({ count: 0 });
  });
});

it('a wrong object is refused', async () => {
  const content = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: many}\n';
  await expect(validate([{ path: 'x.yaml', content, mode: 0o644 }])).rejects.toThrow();
});

import type { OutputFile } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { loadProject, memoryHost } from '@transpose/core';
import { keyFixtures, projectFixtures } from '@transpose/test-fixtures';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

/** A class of the package kubernetes-models: it checks an object against the schema of the API. */
type Model = new (data: object) => { validate(): void };

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const models = new Map<string, Model>();

async function modelOf({ apiVersion, kind }: Manifest): Promise<Model> {
  const path = `kubernetes-models/${apiVersion}/${kind}`;
  const known = models.get(path);
  if (known) return known;
  const found = ((await import(path)) as Readonly<Record<string, Model>>)[kind];
  if (!found) throw new Error(`kubernetes-models has no ${kind}`);
  models.set(path, found);
  return found;
}

async function validate(files: readonly OutputFile[]): Promise<void> {
  for (const { path, content } of files.filter((file) => file.path.endsWith('.yaml'))) {
    for (const document of parseAllDocuments(content, { version: '1.1' })) {
      const manifest = ('toJS' in document ? document.toJS() : {}) as Manifest;
      const Model = await modelOf(manifest);
      expect(() => new Model(manifest).validate(), `${path}: ${manifest.kind}`).not.toThrow();
    }
  }
}

function filesOf(files: Readonly<Record<string, Uint8Array>>): readonly OutputFile[] {
  const target = targetNamed('kubernetes');
  if (!target) throw new Error('no target');
  const entries = Object.entries(files).map(([path, content]) => [`/project/${path}`, content]);
  const host = memoryHost({ files: Object.fromEntries(entries), cwd: '/project', env: { HOME: '/root' } });
  return convert({ host, loaded: loadProject(host), target }).files;
}

describe('the schemas of the API take', () => {
  it.each(projectFixtures().map((project) => [project.name, project] as const))('%s', async (_, { files }) => {
    const output = filesOf(files);
    expect(output.length).toBeGreaterThan(0);
    await validate(output);
  });

  it('each key', async () => {
    for (const { files } of keyFixtures()) await validate(filesOf(files));
  });
});

it('a wrong object is refused', async () => {
  const content = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: many}\n';
  await expect(validate([{ path: 'x.yaml', content, mode: 0o644 }])).rejects.toThrow();
});

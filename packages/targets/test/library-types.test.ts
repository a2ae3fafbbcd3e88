import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import type { Deployment } from '@transpose/targets/kubernetes';
import { dockerRun } from '@transpose/targets/docker-run';
import { kubernetes } from '@transpose/targets/kubernetes';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { projectFixtures } from '../../../test-fixtures/index.ts';

const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': 'services: {web: {image: "nginx:1.29"}}' } });

describe('the files of Kubernetes have their objects beside the text', () => {
  it.each(projectFixtures().map((project) => [project.name, project] as const))('%s', (_, project) => {
    const files = Object.entries(project.files).map(([path, bytes]) => [`/it/${path}`, bytes] as const);
    const host = memoryHost({ cwd: '/it', files: Object.fromEntries(files) });
    const loaded = loadProject(host);
    for (const layout of ['directory', 'stream'] as const)
      for (const { path, content, objects } of convert({ host, loaded, target: kubernetes, layout }).files) {
        const documents = path.endsWith('.sh') ? [] : parseAllDocuments(content);
        expect(JSON.parse(JSON.stringify(objects))).toEqual(documents.map((document) => document.toJS() as unknown));
      }
  });

  it('with their types', () => {
    const { files } = convert({ host, loaded: loadProject(host), target: kubernetes });
    const deployments = files
      .flatMap(({ objects }) => objects)
      .filter((object): object is Deployment => object.kind === 'Deployment');
    expect(deployments.map(({ spec }) => spec?.template.spec?.containers[0]?.image)).toEqual(['nginx:1.29']);
  });
});

it.each(targets.map((target) => [target.name, target] as const))('%s can be imported alone', async (name, target) => {
  const alone = (await import(`@transpose/targets/${name}`)) as Readonly<Record<string, unknown>>;
  expect(Object.values(alone)).toContain(target);
});

it('resolvers that read no exports find the types of each target', () => {
  const found: Readonly<Record<string, readonly string[]>> = manifest.typesVersions['*'];
  expect(found).toEqual(Object.fromEntries(targets.map(({ name }) => [name, [`./dist/${name}/index.d.ts`]])));
});

describe('options are typed by their target', () => {
  const loaded = loadProject(host);

  it('takes those that it has', () => {
    const { files } = convert({
      host,
      loaded,
      target: kubernetes,
      options: { namespace: 'prod', expose: 'node-port', 'image-pull-secret': ['a'], hardened: true },
    });
    expect(files.flatMap(({ objects }) => objects.map(({ metadata }) => metadata.namespace))).toContain('prod');
  });

  it('takes any for a target that is known at run time alone', () => {
    for (const target of targets)
      expect(convert({ host, loaded, target, options: { nothing: false } }).files).toEqual([]);
  });

  it('does not compile with a misspelt name or value', () => {
    const codes = [
      // @ts-expect-error
      convert({ host, loaded, target: kubernetes, options: { namspace: 'prod' } }),
      // @ts-expect-error
      convert({ host, loaded, target: kubernetes, options: { expose: 'nodeport' } }),
      // @ts-expect-error
      convert({ host, loaded, target: dockerRun, options: { engine: 'pdoman' } }),
    ].map(({ diagnostics }) => diagnostics.map(({ code }) => code));
    expect(codes).toEqual([['bad-option'], ['bad-option'], ['bad-option']]);
  });
});

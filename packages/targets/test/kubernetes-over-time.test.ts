import { loadProject, memoryHost } from '@transpose/core';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

// Tests read into objects of every kind.
// oxlint-disable-next-line typescript/no-explicit-any
type Manifest = any;

function objectsOf(compose: string, above = '/home/one', given: object = { layout: 'stream' }): readonly Manifest[] {
  const host = memoryHost({
    files: { [`${above}/shop/compose.yaml`]: compose },
    cwd: `${above}/shop`,
    env: { HOME: above },
  });
  const { files, diagnostics } = convert({ host, loaded: loadProject(host), target: kubernetes, ...given });
  expect(diagnostics).toEqual([]);
  const manifests = files.filter(({ path }) => path.endsWith('.yaml'));
  return manifests.flatMap(({ content }) =>
    parseAllDocuments(content).map((document): Manifest => ('toJS' in document ? document.toJS() : {})),
  );
}

const before = `name: shop
services:
  web: {image: "web:1", ports: ["80:80"], environment: {PASSWORD: hunter2hunter2}, configs: [site], volumes: ["data:/data", "../media:/media", "~/notes:/notes"]}
  migrate: {image: "migrate:1", restart: "no"}
  seed: {image: "seed:1", restart: "no"}
  old: {image: "old:1"}
configs: {site: {content: "a"}}
volumes: {data: {}}
`;
const after = before
  .replace('web:1', 'web:2')
  .replace('hunter2hunter2', 'hunter3hunter3')
  .replace('content: "a"', 'content: "b"')
  .replace('migrate:1', 'migrate:2')
  .replace('"80:80"', '"80:80", "81:81"')
  .replace(/  old: .*\n/, '  new: {image: "new:1"}\n');

const idOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;
const jobOf = (objects: readonly Manifest[], service: string): string =>
  objects.find(({ kind, metadata }) => kind === 'Job' && metadata.labels['app.kubernetes.io/name'] === service).metadata
    .name;

it('what must not change does not, when a project does', () => {
  const [first, second] = [objectsOf(before), objectsOf(after)];
  const later = new Map(second.map((object) => [idOf(object), object]));
  for (const object of first) {
    const next = later.get(idOf(object));
    if (!next) continue;
    if (object.kind === 'Deployment') expect(next.spec.selector).toEqual(object.spec.selector);
    if (object.kind === 'PersistentVolumeClaim') expect(next).toEqual(object);
    if (object.kind === 'Job') expect(next).toEqual(object);
  }
  const gone = first.map(idOf).filter((id) => !later.has(id));
  expect(gone).toEqual(['Service/old', `Job/${jobOf(first, 'migrate')}`, 'Deployment/old']);
  expect(jobOf(second, 'seed')).toBe(jobOf(first, 'seed'));
});

const checksum = (objects: readonly Manifest[]) =>
  objects.find((object) => idOf(object) === 'Deployment/web').spec.template.metadata.annotations[
    'checksum/config'
  ] as string;

it('a Pod rolls when what it reads changes', () => {
  expect(checksum(objectsOf(before.replace('content: "a"', 'content: "b"')))).not.toBe(checksum(objectsOf(before)));
  expect(checksum(objectsOf(before.replace('hunter2hunter2', 'hunter3hunter3')))).not.toBe(checksum(objectsOf(before)));
  expect(checksum(objectsOf(before.replace('migrate:1', 'migrate:2')))).toBe(checksum(objectsOf(before)));
});

it('what is gone can be pruned: every object has the label of the project', () => {
  for (const { metadata } of objectsOf(before)) expect(metadata.labels['app.kubernetes.io/part-of']).toBe('shop');
});

it('the same project gives the same objects wherever it lies', () => {
  expect(objectsOf(before, '/srv/somewhere/else')).toEqual(objectsOf(before));
});

it('a Pod rolls when a secret in a file of its own changes, and its checksum lets nobody test guesses without the salt', () => {
  const other = before.replace('hunter2hunter2', 'hunter3hunter3');
  const salted = (compose: string, salt?: string) => checksum(objectsOf(compose, '/home/one', salt ? { salt } : {}));
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
  expect(salted(other, one)).not.toBe(salted(before, one));
  expect(salted(before, one)).toBe(salted(before, one));
  expect(salted(before, two)).not.toBe(salted(before, one));
  expect(salted(other)).toBe(salted(before));
});

import { expect, it } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

function converted(services: string, options = {}) {
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': `name: shop\nservices:\n${services}` } });
  const { files, account } = convert({ host, loaded: loadProject(host), target: kubernetes, options });
  const manifests = files.filter(({ path }) => path.endsWith('.yaml')).map(({ content }) => content);
  return {
    images: manifests.join('').match(/(?<=^ +image: )\S+$/gm),
    policies: manifests.join('').match(/(?<=^ +imagePullPolicy: )\S+$/gm),
    script: files.find(({ path }) => path === 'build.sh')?.content ?? '',
    notes: account.notes.map(({ message }) => message),
    differences: account.entries.flatMap(({ path, support }) =>
      support.kind === 'approximated' ? [`${path.join('.')}: ${support.difference}`] : [],
    ),
  };
}

it('a service that uses the image another one builds gets the same registry, policy and no advice to pin it', () => {
  const { images, policies, notes, script } = converted(
    '  migrate: { image: acme/api, command: [migrate] }\n  api: { image: acme/api, build: . }',
    { registry: 'reg.example.org/team' },
  );
  expect(images).toEqual(['reg.example.org/team/acme/api', 'reg.example.org/team/acme/api']);
  expect(policies).toEqual(['IfNotPresent', 'IfNotPresent']);
  expect(notes.join()).not.toContain('names no version');
  expect(script.match(/ build /g)).toHaveLength(1);
});

it('equal builds are built once, under one name', () => {
  const { images, script } = converted('  web: { build: . }\n  cron: { build: . }\n  job: { build: ./job }');
  expect(images?.toSorted()).toEqual(['shop-job', 'shop-web', 'shop-web']);
  expect(script.match(/ build /g)).toHaveLength(2);
});

it('an image is built for those that use it, also when its own service is left out', () => {
  const { images, script } = converted(
    '  base: { image: base, build: ., x-transpose: { kind: none } }\n  web: { image: base }',
  );
  expect(images).toEqual(['base']);
  expect(script).toContain('--tag base');
});

it('`never` is not said of an image that has to come from the registry', () => {
  const services = '  web: { image: web:1, build: ., pull_policy: never }';
  expect(converted(services).policies).toEqual(['Never']);
  expect(converted(services, { registry: 'reg.example.org' }).policies).toEqual(['IfNotPresent']);
});

it('the report says whether an image is pushed', () => {
  const differences = (services: string, options = {}) => converted(services, options).differences.join('\n');
  expect(differences('  web: { build: . }')).toContain('nothing is pushed');
  expect(differences('  web: { build: . }', { registry: 'r.example.org' })).toContain(
    'build.sh builds this one and pushes it',
  );
});

import { expect, it } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import type { KubernetesFile } from '@transpose/targets/kubernetes';
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

it('a build by transpose itself reads the home directory and secret arguments as Docker Compose does', () => {
  const services =
    '  web: { build: { context: ., ssh: [key=~/.ssh/id], args: { TOKEN: "${TOKEN}", PLAIN: a }, secrets: [pw] } }\n';
  const host = memoryHost({
    cwd: '/shop',
    files: { '/shop/compose.yaml': `name: shop\nservices:\n${services}secrets: { pw: { environment: PW } }\n` },
    env: { HOME: '/home/ann', TOKEN: 'correct-horse-1', PW: 'battery-staple-2' },
  });
  const { files } = convert({ host, loaded: loadProject(host), target: kubernetes, layout: 'stream' });
  const [build] = (files as readonly KubernetesFile[]).flatMap(({ builds }) => builds?.() ?? []);
  const words = build?.words.join(' ');
  expect(words).toContain('key=/home/ann/.ssh/id');
  expect(words).toContain('--build-arg PLAIN=a');
  expect(words).toContain('--build-arg TOKEN ');
  expect(words).not.toMatch(/correct-horse|battery-staple/);
  expect(Object.values(build?.environment ?? {})).toEqual(
    expect.arrayContaining(['correct-horse-1', 'battery-staple-2']),
  );
});

it('build.sh asks for the variables of secrets that a build takes', () => {
  const { script } = converted('  web: { build: { context: ., secrets: [pw] } }\nsecrets: { pw: { environment: PW } }');
  expect(script).toContain(': "${PW:?is a secret of the build: export it first}"');
});

it.each([
  ['nginx:', 'it has no tag behind its colon'],
  ['Acme/Api:1', 'it is not REGISTRY/REPOSITORY:TAG in lower case'],
  ['https://ghcr.io/a/b', 'it is not REGISTRY/REPOSITORY:TAG in lower case'],
])('%s, which is not an image, is said to start never', (image, why) => {
  const { notes } = converted(`  web: { image: "${image}" }`);
  expect(notes).toContain(`"${image}" is not the name of an image, so "web" never starts: ${why}`);
  expect(notes.join()).not.toContain('names no version');
});

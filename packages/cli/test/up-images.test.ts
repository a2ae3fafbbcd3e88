import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeServer } from '../../cluster/src/testing.ts';
import { nodeHost } from '@transpose/core/node';
import { fakeCluster } from './fake-cluster.ts';
import { runLater } from './run.ts';

const compose = `name: shop
services:
  web: {build: {context: ./web, args: {MODE: fast, API_TOKEN: correct-horse-battery}}, image: "acme/web:1"}
  job: {build: {context: ., dockerfile_inline: "FROM busybox"}, image: "acme/job:1", x-transpose: {kind: Deployment}}
  db: {image: "redis:7"}
`;
/** Writes down how it is called; an image is there when a file of its name is, with its id. */
const standIn = `#!/bin/sh
name=$(basename "$0")
echo "$name $* <$(cat)" >>"$STATE/log"
[ "$name $1 $2" = "docker image inspect" ] && { cat "$STATE/$(echo "$3" | tr /: --)" 2>/dev/null; exit; }
if [ "$name $1" = "docker build" ]; then
  env | grep -q '^API_TOKEN=correct' && echo "$name has API_TOKEN" >>"$STATE/log"
  [ -e "$STATE/broken" ] && { echo "step 1" >&2; echo "no such base" >&2; exit 1; }
  while [ "$1" != --tag ]; do shift; done
  printf '[{"Id": "sha256:%s", "RepoDigests": ["%s@sha256:feed"]}]' "$(cat "$STATE/id")" "\${2%:*}" >"$STATE/$(echo "$2" | tr /: --)"
fi
exit 0
`;

const cluster = fakeCluster(['kind-test', 'k3d-dev', 'minikube', 'docker-desktop', 'prod']);
let server: FakeServer;
let state: string;
const before = { ...process.env };

beforeEach(() => {
  ({ server, directory: state } = cluster);
  mkdirSync(join(state, 'bin'));
  mkdirSync(join(state, 'web'));
  for (const name of ['docker', 'kind', 'k3d', 'minikube'])
    writeFileSync(join(state, 'bin', name), standIn, { mode: 0o755 });
  writeFileSync(join(state, 'compose.yaml'), compose);
  writeFileSync(join(state, 'id'), 'one');
  Object.assign(process.env, { STATE: state, PATH: `${join(state, 'bin')}:${before['PATH']}` });
});
afterEach(() => void Object.assign(process.env, before));

const up = (...words: readonly string[]) => runLater(['up', '-d', ...words], { host: nodeHost(state) });
const log = (): readonly string[] =>
  existsSync(join(state, 'log')) ? readFileSync(join(state, 'log'), 'utf8').trim().split('\n') : [];
const forget = (): void => {
  rmSync(join(state, 'log'), { force: true });
  server.writes.length = 0;
};
const template = (name: string) =>
  (server.objects.get(`/apis/apps/v1/namespaces/shop/deployments/${name}`)?.['spec'] as Spec | undefined)?.template;
interface Spec {
  readonly template: {
    readonly metadata: { readonly annotations?: object };
    readonly spec: { readonly containers: readonly { readonly image: string }[] };
  };
}

const builds = [
  'docker build --build-arg MODE=fast --build-arg API_TOKEN --tag acme/web:1 ./web <',
  'docker has API_TOKEN',
  'docker build --tag acme/job:1 --file - . <FROM busybox',
];

it('builds what the engine does not have, and loads it into the cluster of kind', async () => {
  const first = await up();
  expect(first.err).toContain('acme/web:1 building');
  expect(first.err).not.toContain('correct-horse');
  expect(first.code).toBe(0);
  expect(log().filter((line) => !line.includes('inspect'))).toEqual([
    builds[0],
    builds[1],
    'kind load docker-image acme/web:1 --name test <',
    builds[2],
    'kind load docker-image acme/job:1 --name test <',
  ]);
  expect(template('web')?.metadata.annotations).toEqual({ 'transpose/built-images': 'acme/web:1=sha256:one' });
  forget();
  expect((await up()).err).toContain(': 0 changes');
  expect(log().filter((line) => line.startsWith('docker build'))).toEqual([]);
});

it('rolls a workload exactly when its image is another one', async () => {
  await up();
  writeFileSync(join(state, 'id'), 'two');
  forget();
  await up('--no-build');
  expect([log(), server.writes]).toEqual([[], []]);
  await up('--build');
  expect(template('web')?.metadata.annotations).toEqual({ 'transpose/built-images': 'acme/web:1=sha256:two' });
  expect(server.writes.filter((line) => line.includes('/deployments/'))).toHaveLength(2);
});

it.each([
  ['k3d-dev', ['k3d image import acme/web:1 --cluster dev <', 'k3d image import acme/job:1 --cluster dev <']],
  ['minikube', ['minikube image load acme/web:1 <', 'minikube image load acme/job:1 <']],
  ['docker-desktop', []],
])('brings images into %s', async (context, loads) => {
  expect((await up('--context', context)).code).toBe(0);
  expect(log().filter((line) => !line.startsWith('docker'))).toEqual(loads);
});

it('pushes to the registry, and runs what was pushed', async () => {
  expect((await up('--context', 'prod', '--registry', 'reg.example.org/team')).code).toBe(0);
  expect(log()).toContain('docker push reg.example.org/team/acme/web:1 <');
  expect(template('web')?.spec.containers[0]?.image).toBe('reg.example.org/team/acme/web:1@sha256:feed');
  forget();
  await up('--context', 'prod', '--registry', 'reg.example.org/team', '--no-build');
  expect([log(), server.writes]).toEqual([[], []]);
});

it('applies nothing when a build has failed', async () => {
  writeFileSync(join(state, 'broken'), '');
  const done = await up();
  expect(done.code).toBe(1);
  expect(done.err).toContain(`error: the image "acme/web:1" of "web" cannot be built
  --> compose.yaml:3:9
  | step 1
  | no such base
`);
  expect(server.writes).toEqual([]);
});

it('says where an image would have to be pushed to', async () => {
  writeFileSync(join(state, 'compose.yaml'), compose.replace('acme/web:1', 'web:1'));
  const done = await up('--context', 'prod');
  expect(done.code).toBe(1);
  expect(done.err).toContain('"web:1" names no registry');
  expect(server.writes).toEqual([]);
});

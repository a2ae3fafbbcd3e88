import type { Path } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { ConversionResult } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { kubernetes } from '../src/kubernetes/index.ts';
import type { Manifest } from '../src/kubernetes/objects/objects.ts';
import { eachField, fieldName } from '../src/kubernetes/output/annotate.ts';
import { expect, it } from 'vitest';
import { isCollection, parseAllDocuments } from 'yaml';
import type { KeyFixture } from '../../../test-fixtures/index.ts';
import { keyFixtures } from '../../../test-fixtures/index.ts';
import { withoutKey } from './without-key.ts';

const leads = (path: Path, to: Path): boolean => path.every((step, index) => step === to[index]);

/** No field of an object says it alone: the name of another object, an item of a list, or that something is left out. */
const elsewhere = [
  'configs.name -> metadata.name',
  'secrets.file -> Secret.data',
  'secrets.name -> metadata.name',
  'services.container_name -> Service.metadata.name',
  'services.healthcheck.disable -> Container.readinessProbe',
  'services.links -> Service.metadata.name',
  'services.networks -> NetworkPolicy.spec.podSelector',
  'services.networks.aliases -> Service.metadata.name',
  'volumes.driver_opts -> Pod.spec.volumes',
  'volumes.external -> PersistentVolumeClaim',
  'volumes.name -> metadata.name',
];

function converted(files: KeyFixture['files']): ConversionResult {
  const inProject = Object.entries(files).map(([path, content]) => [`/p/${path}`, content] as const);
  const host = memoryHost({ cwd: '/p', env: { HOME: '/root' }, files: Object.fromEntries(inProject) });
  return convert({ host, loaded: loadProject(host), target: kubernetes, options: { 'kubernetes-version': '1.35' } });
}

it('knows where each field of the account comes from', () => {
  const unknown = new Set<string>();
  for (const { files } of keyFixtures()) {
    const result = converted(files);
    const fields = result.files.flatMap((file) => file.fields?.() ?? []);
    for (const { path, key, support } of result.account.entries) {
      if (support.kind !== 'carried') continue;
      if (!fields.some(({ from, whole }) => leads(path, from) || (!whole && leads(from, path))))
        unknown.add(`${key} -> ${support.field}`);
    }
  }
  expect([...unknown].toSorted()).toEqual(elsewhere);
});

const inService = (lines: string): string =>
  `name: shop\nservices:\n  web:\n${lines.replace(/^/gm, '    ')}\n  peer: { image: "b:1" }\n`;

/** A service that uses a key, and one that does not: the same without the key, unless it says another. */
function service(key: string, lines: string, without?: string) {
  const used = inService(lines);
  return [key, used, without === undefined ? withoutKey(used, key) : inService(without)] as const;
}

/** Uses of keys that become more fields than their row names, or another one. */
const furtherUses = [
  service('services.command', 'image: a:1\nentrypoint: []\ncommand: [serve]'),
  service('services.build', 'build: .', 'image: a:1\npull_policy: missing'),
  service('services.security_opt', 'image: a:1\nsecurity_opt: ["no-new-privileges:true"]'),
  service('services.user', 'image: a:1\nuser: "7:8"\nvolumes: ["./data:/data"]'),
  service('services.hostname', 'image: a:1\nhostname: web.example.org'),
  service('services.pid', 'image: a:1\nnetwork_mode: service:peer\npid: service:peer'),
  service(
    'services.deploy.placement',
    'image: a:1\ndeploy: { placement: { constraints: ["node.labels.disk != ssd"] } }',
  ),
  ...['kind: Job', 'schedule: "0 3 * * *"'].flatMap((setting) => [
    service('services.restart', `image: a:1\nrestart: on-failure:3\nx-transpose: { ${setting} }`),
    service(
      'services.deploy.restart_policy',
      `image: a:1\ndeploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }\nx-transpose: { ${setting} }`,
    ),
  ]),
  service(
    'services.deploy.update_config',
    'image: a:1\ndeploy: { update_config: { parallelism: 2 } }\nx-transpose: { kind: DaemonSet }',
  ),
];

it.each(furtherUses)('finds %s behind each field that it changes: %j', (key, used, without) => {
  const bytes = (text: string) => ({ 'compose.yaml': new TextEncoder().encode(text) });
  const result = converted(bytes(used));
  const before = workloadFields(converted(bytes(without)));
  const changed = [...workloadFields(result)].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
  const path = ['services', 'web', ...key.split('.').slice(1)];
  const fields = result.files.flatMap((file) => file.fields?.() ?? []).filter(({ from }) => leads(path, from));
  expect(changed).not.toEqual([]);
  // How a group is set is said beside the group.
  const own = changed.filter((name) => !name.endsWith('.fsGroupChangePolicy'));
  expect(own.filter((name) => !fields.some((field) => isIn(shortName(field.name), name)))).toEqual([]);
});

const isIn = (field: string, name: string): boolean =>
  name.startsWith(field) && /^(?:[.[]|$)/.test(name.slice(field.length));

/** Without the hash of a Job, whose name changes with all that is in it. */
const shortName = (name: string): string => name.replace(/-[0-9a-f]{8}(?= |$|")/, '');

/** The fields of workloads that hold a value, by their names. */
function workloadFields({ files }: ConversionResult): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, content } of files) {
    if (!/\.yaml$/.test(path)) continue;
    for (const document of parseAllDocuments(content)) {
      const object = document.toJS() as Manifest;
      if (!/^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(object.kind)) continue;
      eachField(object, (steps) => {
        const value: unknown = document.getIn(steps);
        if (!isCollection(value)) found.set(shortName(fieldName(object, steps)), shortName(JSON.stringify(value)));
      });
    }
  }
  return found;
}

const compose = `name: shop
services:
  web:
    image: a:1
    user: "7:8"
    group_add: ["9"]
    hostname: web.example.org
    entrypoint: []
    command: [serve]
    cpu_quota: 25000
    cpu_period: 50000
    security_opt: ["no-new-privileges:true"]
    healthcheck:
      test: [CMD, "true"]
      interval: 5s
    depends_on:
      job:
        condition: service_completed_successfully
  job:
    image: b:1
    restart: on-failure:3
`;

it('annotates the fields that a key becomes, beside the one of its row', () => {
  const host = memoryHost({ cwd: '/p', env: {}, files: { '/p/compose.yaml': compose } });
  const options = { annotate: true, 'kubernetes-version': '1.35' };
  const { files } = convert({ host, loaded: loadProject(host), target: kubernetes, options });
  const lines = files.flatMap(({ content }) => content.split('\n').map((line) => line.trim()));
  const annotated = (line: number) => lines.filter((text) => text.endsWith(` # compose.yaml:${line}`));
  const fieldsOf = (line: number) => annotated(line).map((text) => /^(?:- )?(\w+):/.exec(text)?.[1]);
  expect(Object.fromEntries([5, 7, 10, 12, 13, 15, 21].map((line) => [line, fieldsOf(line)]))).toEqual({
    5: ['runAsUser', 'runAsGroup'],
    7: ['hostnameOverride'],
    10: ['cpu'],
    12: ['securityContext', 'allowPrivilegeEscalation'],
    13: ['readinessProbe'],
    15: ['periodSeconds'],
    21: ['backoffLimit', 'restartPolicy'],
  });
});

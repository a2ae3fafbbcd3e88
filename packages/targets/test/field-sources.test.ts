import type { Path } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '../src/kubernetes/index.ts';
import { expect, it } from 'vitest';
import { keyFixtures } from '../../../test-fixtures/index.ts';

const leads = (path: Path, to: Path): boolean => path.every((step, index) => step === to[index]);

/** No field of an object says it alone: the name of another object, an item of a list, or that something is left out. */
const elsewhere = [
  'configs.name -> metadata.name',
  'secrets.file -> Secret.data',
  'secrets.name -> metadata.name',
  'services.configs.mode -> Pod.spec.volumes[].configMap.defaultMode',
  'services.configs.source -> Pod.spec.volumes[].configMap',
  'services.container_name -> Service.metadata.name',
  'services.healthcheck.disable -> Container.readinessProbe',
  'services.links -> Service.metadata.name',
  'services.networks -> NetworkPolicy.spec.podSelector',
  'services.networks.aliases -> Service.metadata.name',
  'services.secrets.source -> Pod.spec.volumes[].secret',
  'services.secrets.target -> Container.volumeMounts[].mountPath',
  'volumes.driver_opts -> Pod.spec.volumes',
  'volumes.external -> PersistentVolumeClaim',
  'volumes.name -> metadata.name',
];

it('knows where each field of the account comes from', () => {
  const unknown = new Set<string>();
  for (const { files } of keyFixtures()) {
    const inProject = Object.entries(files).map(([path, content]) => [`/p/${path}`, content] as const);
    const host = memoryHost({ cwd: '/p', env: { HOME: '/root' }, files: Object.fromEntries(inProject) });
    const result = convert({ host, loaded: loadProject(host), target: kubernetes });
    const fields = result.files.flatMap((file) => file.fields?.() ?? []);
    for (const { path, key, support } of result.account.entries) {
      if (support.kind !== 'carried') continue;
      if (!fields.some(({ from, whole }) => leads(path, from) || (!whole && leads(from, path))))
        unknown.add(`${key} -> ${support.field}`);
    }
  }
  expect([...unknown].toSorted()).toEqual(elsewhere);
});

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

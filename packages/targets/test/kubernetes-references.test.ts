import { describe, expect, it } from 'vitest';
import { manifestsOf } from '../../../test-fixtures/kubernetes/manifests.ts';
import { danglingReferences, isAskedFor } from '../../../test-fixtures/kubernetes/references.ts';

const set = `
apiVersion: v1
kind: Secret
metadata: {name: web-env}
stringData: {TOKEN: x}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{name: port-5432, port: 5432, targetPort: port-5432}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: db}}
    spec:
      initContainers:
        - {name: wait-for-db, command: [sh, -c, 'until nc -w 2 db 5432 -e true; do sleep 1; done']}
      containers:
        - name: web
          ports: [{name: port-5432, containerPort: 5432}]
          env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: web-env, key: TOKEN}}}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

const dangling = (text: string) => danglingReferences(manifestsOf([{ path: 'a.yaml', content: text }]));

describe('references of a set of objects', () => {
  it('all lead somewhere', () => expect(dangling(set)).toEqual([]));

  it.each([
    ['secretKeyRef: {name: web-env', 'secretKeyRef: {name: env', 'Secret env is not in the set'],
    ['key: TOKEN', 'key: KEY', 'Secret web-env has no key KEY'],
    ['claimName: data', 'claimName: disk', 'PersistentVolumeClaim disk is not in the set'],
    ['nc -w 2 db 5432', 'nc -w 2 dbs 5432', 'Service dbs is not in the set'],
    ['nc -w 2 db 5432', 'nc -w 2 db 1', 'Service db has no port 1'],
    ['until nc -w 2 db 5432 -e true', 'kubectl wait job/migrate-1', 'Job migrate-1 is not in the set'],
    ['labels: {app: db}', 'labels: {app: web}', 'Service db selects no Pod of the set'],
    [
      'ports: [{name: port-5432, containerPort',
      'ports: [{name: sql, containerPort',
      'leads to no port named port-5432',
    ],
    ['containers:\n', 'serviceAccountName: me\n      containers:\n', 'ServiceAccount me is not in the set'],
  ])('%s as %s leads nowhere', (right, wrong, message) => {
    expect(set).toContain(right);
    expect(dangling(set.replace(right, wrong)).map((one) => one.message)).toContainEqual(
      expect.stringContaining(message),
    );
  });

  it('only an object that the report names may be missing', () => {
    const [one] = dangling(set.replace('claimName: data', 'claimName: disk'));
    if (!one) throw new Error('nothing dangles');
    expect(isAskedFor(one, ['the claim "disk" has to be there'])).toBe(true);
    expect(isAskedFor(one, ['the claim "disk-2" has to be there'])).toBe(false);
    expect(isAskedFor({ ...one, kind: 'Service' }, ['the Service "disk" has to be there'])).toBe(false);
    expect(isAskedFor({ ...one, missing: false }, ['the claim "disk" has to be there'])).toBe(false);
  });
});

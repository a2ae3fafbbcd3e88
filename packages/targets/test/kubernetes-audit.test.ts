import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../test-fixtures/kubernetes/audit/statements.ts';
import { audit } from '../../../test-fixtures/kubernetes/audit/audit.ts';
import { filledIn } from '../../../test-fixtures/kubernetes/audit/emitted.ts';
import { manifestsOf } from '../../../test-fixtures/kubernetes/manifests.ts';

/** As Docker Compose prints it: every `$` twice. */
const expected = JSON.stringify({
  name: 'shop',
  services: {
    web: {
      image: 'web:1',
      command: ['serve', '--db=db', '$$HOME'],
      entrypoint: ['/run.sh'],
      environment: { PASSWORD: 's3cret!', URL: 'http://my_api:80/', EMPTY: '', NONE: null },
      container_name: 'shop-web',
      networks: { default: { aliases: ['www'] } },
      ports: [{ target: 80, published: '8080', protocol: 'tcp' }],
      volumes: [
        { type: 'volume', source: 'data', target: '/data' },
        { type: 'bind', source: '/project/site.conf', target: '/etc/site.conf', read_only: true },
      ],
      configs: [{ source: 'page', target: '/page' }],
    },
    my_api: {
      image: 'api:1',
      networks: { default: null },
      expose: ['80'],
      volumes: [
        { type: 'volume', source: 'data', target: '/data', read_only: true },
        { type: 'volume', source: 'cache', target: '/cache' },
      ],
    },
  },
  volumes: { data: { name: 'shop_data' }, cache: { name: 'shop_cache' } },
  configs: { page: { name: 'shop_page', content: 'hello' } },
});

const service = (name: string, app: string, port: number, target: string) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${app}}, ports: [{port: ${port}, targetPort: ${target}}]}
`;

const manifests = `
apiVersion: v1
kind: Secret
metadata: {name: web-env}
data: {PASSWORD: ${Buffer.from('s3cret!').toString('base64')}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web-files}
data: {page: hello, site.conf: 'proxy my-api'}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: cache}
${service('web', 'web', 80, 'http')}${service('www', 'web', 80, 'http')}${service('shop-web', 'web', 80, 'http')}
${service('my-api', 'api', 80, '80')}${service('web-published', 'web', 8080, 'http')}---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1
          command: [/run.sh]
          args: [serve, --db=db, $HOME]
          env:
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: web-env, key: PASSWORD}}}
            - {name: URL, value: 'http://my-api:80/'}
            - {name: EMPTY, value: ''}
          ports: [{name: http, containerPort: 80}]
          volumeMounts:
            - {name: data, mountPath: /data, subPath: data}
            - {name: files, mountPath: /page, subPath: page}
            - {name: files, mountPath: /etc/site.conf, subPath: site.conf, readOnly: true}
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: files, configMap: {name: web-files}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: my-api}
spec:
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: my-api
          image: api:1
          ports: [{containerPort: 80}]
          volumeMounts:
            - {name: data, mountPath: /data, subPath: data, readOnly: true}
            - {name: cache, mountPath: /cache, subPath: data}
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: cache, persistentVolumeClaim: {claimName: cache}}
`;

const statements: readonly Statement[] = [
  { path: ['services', 'my_api'], text: 'Its objects are named "my-api": "my_api" is not a legal name', lost: false },
  { path: ['services', 'web', 'environment', 'URL'], text: '"my_api" is written "my-api"', lost: false },
  { path: ['services', 'web', 'volumes', '1'], text: 'a ConfigMap', lost: false },
];

const site = new TextEncoder().encode('proxy my_api');
const faults = (content: string, said = statements, asked = expected) =>
  audit({
    expected: asked,
    manifests: manifestsOf([{ path: 'all.yaml', content }]),
    statements: said,
    files: (path) => (path === '/project/site.conf' ? site : undefined),
  }).faults;

describe('the audit', () => {
  it('finds nothing where all is', () => expect(faults(manifests)).toEqual([]));

  it.each([
    ['an image', 'image: web:1', 'image: web:2', 'image web:2'],
    ['an argument', 'args: [serve, ', 'args: [', 'command ['],
    ['a word', '--db=db', '--db=dB', 'command[1]'],
    ['a dollar', 'db, $HOME', 'db, $$(HOME)', 'command[2]'],
    ['an entrypoint', 'command: [/run.sh]', 'tty: true', 'entrypoint undefined'],
    ['a secret value', Buffer.from('s3cret!').toString('base64'), 'c2VjcmV0', 'PASSWORD is'],
    ['a key of a Secret', 'key: PASSWORD', 'key: PASS', 'PASSWORD is missing'],
    ['a variable', "            - {name: EMPTY, value: ''}\n", '', 'EMPTY is missing'],
    ['a variable that nobody gave a value', '{name: EMPTY', '{name: NONE', 'NONE has a value'],
    [
      'a variable more',
      "{name: EMPTY, value: ''}",
      "{name: EMPTY, value: ''}\n            - {name: X, value: x}",
      'X is',
    ],
    ['a peer that is none', 'http://my-api:80/', 'http://my-apis:80/', 'URL is'],
    [
      'a mount',
      '            - {name: cache, mountPath: /cache, subPath: data}\n',
      '',
      'cache at /cache is not mounted',
    ],
    ['the place of a mount', 'mountPath: /page', 'mountPath: /pages', 'page at /page is not mounted'],
    ['a volume of the Pod', '{name: cache, pers', '{name: cash, pers', 'the Pod has no such volume'],
    ['a claim', 'metadata: {name: cache}', 'metadata: {name: cash}', 'there is no claim cache'],
    [
      'one claim for a volume',
      '{name: data, mountPath: /data, subPath: data, r',
      '{name: cache, mountPath: /data, subPath: data, r',
      'volume data has two claims',
    ],
    ['a place of its own', 'claimName: cache', 'claimName: data', 'are one place'],
    ['read only', 'subPath: data, readOnly: true', 'subPath: data', 'it can be written'],
    ['the content of a config', 'page: hello', 'page: hallo', 'its content is another'],
    ['the content of a file', 'proxy my-api', 'proxy other', 'its content is another'],
    [
      'a container port',
      'containerPort: 80}]\n          volumeMounts:\n            - {name: data, mountPath: /data, subPath: data}',
      'containerPort: 81}]\n          volumeMounts:\n            - {name: data, mountPath: /data, subPath: data}',
      'port 80/TCP is not a port',
    ],
    ['a published port', 'port: 8080', 'port: 8081', 'nothing leads to it from 8080'],
    [
      'the port of a Service',
      'name: www}\nspec: {selector: {app: web}, ports: [{port: 80',
      'name: www}\nspec: {selector: {app: web}, ports: [{port: 81',
      'the Service www does not lead to port 80',
    ],
    ['an alias', 'name: www', 'name: ww', 'there is no Service www'],
    ['a container name', 'name: shop-web', 'name: shop-wep', 'there is no Service shop-web'],
    [
      'a selector',
      'name: www}\nspec: {selector: {app: web}',
      'name: www}\nspec: {selector: {app: api}',
      'the Service www leads elsewhere',
    ],
    [
      'a service',
      'name: my-api\n          image: api:1\n          ports',
      'name: other\n          image: api:1\n          ports',
      'it has no container',
    ],
  ])('misses %s', (_, right, wrong, fault) => {
    expect(manifests).toContain(right);
    expect(faults(manifests.replace(right, wrong))).toContainEqual(expect.stringContaining(fault));
  });

  it.each([
    [1, 'URL is'],
    [2, 'it is not a directory of a node'],
  ])('misses what is not said (%s)', (index, fault) => {
    expect(faults(manifests, statements.toSpliced(index, 1))).toContainEqual(expect.stringContaining(fault));
  });

  it('misses that a name is not said to lead nowhere', () => {
    const [, , bind] = statements;
    expect(faults(manifests, bind ? [bind] : [])).toContainEqual(
      expect.stringContaining('the name my_api leads nowhere'),
    );
  });

  it('takes what is said for lost', () => {
    const without = manifests.replace('            - {name: cache, mountPath: /cache, subPath: data}\n', '');
    const said = [...statements, { path: ['services', 'my_api', 'volumes', '1'], text: 'no cache', lost: true }];
    expect(faults(without, said)).toEqual([]);
    expect(
      faults(without, [...statements, { path: ['services', 'web', 'volumes', '1'], text: 'no', lost: true }]),
    ).not.toEqual([]);
  });

  it('fills in as the kubelet does', () => {
    const env = new Map([['A', 'x']]);
    expect(filledIn('$(A) $$(A) $$$(A) $(B) $A $', env)).toBe('x $(A) $x $(B) $A $');
  });
});

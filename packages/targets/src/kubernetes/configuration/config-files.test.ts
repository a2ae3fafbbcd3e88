import { expect, test } from 'vitest';
import { base64 } from '../../shared/bytes/base64.ts';
import { configFilesOf } from './config-files.ts';
import type { ComposeGiven } from '../testing/compose.ts';
import { storageOf } from '../storage/storage.ts';
import { composeContext } from '../testing/compose.ts';

function configFiles(yaml: string, given: ComposeGiven = {}) {
  const { context, lines } = composeContext(yaml, given);
  const files = configFilesOf(context, storageOf(context));
  return { lines, files, web: files.of('web') };
}

test('each file is mounted on its own, exactly where Compose puts it', () => {
  const { web, files } = configFiles(
    `
services:
  web:
    image: x
    secrets: [db_password, {source: key, target: /etc/App_Certs/Server_Key.pem, mode: 0400}]
    configs: [app_conf, {source: app_conf, target: /etc/Other.conf}]
secrets:
  db_password: {file: ./pw.txt}
  key: {environment: KEY}
configs:
  app_conf: {content: "a=1"}
`,
    { files: { 'pw.txt': 'hunter2' }, env: { KEY: 'abc' } },
  );
  expect(web.volumeMounts).toEqual([
    { name: 'db-password', mountPath: '/run/secrets/db_password', subPath: 'db_password', readOnly: true },
    { name: 'key', mountPath: '/etc/App_Certs/Server_Key.pem', subPath: 'key', readOnly: true },
    { name: 'app-conf', mountPath: '/app_conf', subPath: 'app_conf', readOnly: true },
    { name: 'app-conf', mountPath: '/etc/Other.conf', subPath: 'app_conf', readOnly: true },
  ]);
  expect(web.volumes).toEqual([
    { name: 'db-password', secret: { secretName: 'db-password', defaultMode: 0o444 } },
    { name: 'key', secret: { secretName: 'key', defaultMode: 0o400 } },
    { name: 'app-conf', configMap: { name: 'app-conf', defaultMode: 0o444 } },
  ]);
  expect(files.objects).toMatchObject([
    { kind: 'Secret', metadata: { name: 'db-password' }, data: { db_password: base64('hunter2') } },
    { kind: 'Secret', metadata: { name: 'key' }, data: { key: base64('abc') } },
    { kind: 'ConfigMap', metadata: { name: 'app-conf' }, data: { app_conf: 'a=1' } },
  ]);
  expect(files.external).toEqual([]);
});

test('one object for all services, one volume for each mode', () => {
  const { files } = configFiles(`
services:
  web: {image: x, configs: [c]}
  api: {image: x, configs: [{source: c, mode: 0755}]}
configs: {c: {content: a}}
`);
  expect(files.objects).toHaveLength(1);
  expect(files.of('web').volumes[0]?.name).toBe('c');
  expect(files.of('api').volumes[0]).toEqual({ name: 'c-2', configMap: { name: 'c', defaultMode: 0o755 } });
});

test('bytes that are not text are kept, and a private key in a config makes a Secret', () => {
  const { files, web } = configFiles(
    'services: {web: {image: x, configs: [b, k]}}\nconfigs: {b: {file: b.bin}, k: {file: k.conf}}',
    {
      files: { 'b.bin': Uint8Array.of(0xff, 0), 'k.conf': '-----BEGIN PRIVATE KEY-----\nx' },
    },
  );
  expect(files.objects).toMatchObject([
    { kind: 'ConfigMap', binaryData: { b: base64(Uint8Array.of(0xff, 0)) } },
    { kind: 'Secret', metadata: { name: 'k' } },
  ]);
  expect(web.volumes[1]).toMatchObject({ secret: { secretName: 'k' } });
});

test.each([
  [
    'external',
    'secrets: {s: {external: true, name: real}}',
    'real',
    'approximated secrets.s.external: The Secret "real" has to be in the namespace, with the key "s"',
  ],
  [
    'missing',
    'secrets: {s: {file: ./nowhere}}',
    's',
    'dropped secrets.s.file: The file is not there: the Pods that use it wait for the Secret "s"',
  ],
  [
    'outside',
    'secrets: {s: {file: /etc/key}}',
    's',
    'dropped secrets.s.file: The file lies outside the project and is not read: the Pods that use it wait for the Secret "s"',
  ],
  [
    'unset',
    'secrets: {s: {environment: NOPE}}',
    's',
    'dropped secrets.s.environment: The variable "NOPE" is not set: the Pods that use it wait for the Secret "s"',
  ],
])('the user makes what cannot be read: %s', (_, section, name, line) => {
  const { files, web, lines } = configFiles(`services: {web: {image: x, secrets: [s]}}\n${section}`, {
    files: { '/etc/key': 'x' },
  });
  expect(files.objects).toEqual([]);
  expect(files.external).toEqual([{ kind: 'Secret', name }]);
  expect(web.volumes).toMatchObject([{ secret: { secretName: name } }]);
  expect(lines).toContain(line);
});

test('gid is a group of the Pod, uid is reported', () => {
  const { web, lines } = configFiles(
    "services: {web: {image: x, secrets: [{source: s, uid: '103', gid: '104'}]}}\nsecrets: {s: {environment: S}}",
    { env: { S: 'x' } },
  );
  expect(web.fsGroup).toBe(104);
  expect(lines.join('\n')).toContain('dropped services.web.secrets[0].uid');
});

test('names of peers in a config are those of the cluster', () => {
  const { files } = configFiles(`
services:
  web: {image: x, configs: [c]}
  my_db: {image: x}
configs: {c: {content: "db = my_db:5432"}}
`);
  expect(files.objects).toMatchObject([{ data: { c: 'db = my-db:5432' } }]);
});

test('a volume at the same place counts', () => {
  const { web, lines } = configFiles(
    'services: {web: {image: x, volumes: ["/srv/pw:/run/secrets/s"], secrets: [s]}}\nsecrets: {s: {environment: S}}',
    {
      env: { S: 'x' },
    },
  );
  expect(web.volumeMounts).toEqual([]);
  expect(lines).toContain('dropped services.web.secrets[0]: A volume is mounted at /run/secrets/s already');
});

test('the owner of a file is said as far as Kubernetes has one', () => {
  const { lines, web } = configFiles(`
services:
  web:
    image: x
    configs:
      - { source: c, target: /a, uid: "0", gid: "0" }
      - { source: c, target: /b, uid: "7", gid: "8" }
      - { source: c, target: /d, gid: staff }
configs: { c: { content: x } }
`);
  expect(lines.filter((line) => /[ug]id:/.test(line))).toEqual([
    'dropped services.web.configs[1].uid: Files of Secrets and ConfigMaps belong to root',
    'approximated services.web.configs[1].gid: It is the group of all volumes of the Pod',
    'dropped services.web.configs[2].gid: Kubernetes takes numbers only',
  ]);
  expect(web.fsGroup).toBe(8);
});

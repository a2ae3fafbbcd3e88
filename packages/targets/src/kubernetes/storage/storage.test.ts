import { expect, test } from 'vitest';
import { storageOf } from './storage.ts';
import type { ComposeGiven } from '../testing/compose.ts';
import { composeContext } from '../testing/compose.ts';

function storage(yaml: string, given: ComposeGiven = {}) {
  const { context, lines, report } = composeContext(yaml, given);
  const made = storageOf(context);
  return { made, web: made.of('web'), lines, report, claims: made.claims.map(({ metadata }) => metadata.name) };
}

test('a named volume is one claim, mounted below the root of its disk', () => {
  const { web, made } = storage(`
services:
  web: {image: x, volumes: ['App_Data:/data', 'App_Data:/copy:ro', {type: volume, source: App_Data, target: /sub, volume: {subpath: a/b}}]}
volumes: {App_Data: {}}
`);
  expect(web.volumes).toEqual([{ name: 'app-data', persistentVolumeClaim: { claimName: 'app-data' } }]);
  expect(web.volumeMounts).toEqual([
    { name: 'app-data', mountPath: '/data', subPath: 'data' },
    { name: 'app-data', mountPath: '/copy', subPath: 'data', readOnly: true },
    { name: 'app-data', mountPath: '/sub', subPath: 'data/a/b' },
  ]);
  expect(made.claims).toMatchObject([
    {
      metadata: { name: 'app-data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ]);
  expect(web).toMatchObject({ claims: true, singleWriter: true, podLabels: {}, podAffinity: [] });
});

test('an external volume is the claim that is there, from its root', () => {
  const { web, made, claims } = storage(
    'services: {web: {image: x, volumes: ["vol:/data"]}}\nvolumes: {vol: {external: true, name: disk}}',
  );
  expect(claims).toEqual([]);
  expect(made.external).toEqual([{ kind: 'PersistentVolumeClaim', name: 'disk' }]);
  expect(web.volumeMounts).toEqual([{ name: 'disk', mountPath: '/data' }]);
});

test('services that share a claim share a node', () => {
  const { made, lines } = storage(`
services:
  web: {image: x, volumes: ['vol:/a']}
  api: {image: x, volumes: ['vol:/b:ro']}
  lone: {image: x, volumes: ['two:/c']}
  many: {image: x, volumes: ['zed:/d'], deploy: {replicas: 3}}
volumes: {vol: {}, two: {}, zed: {}}
`);
  const label = (name: string) => ({
    podLabels: { [`compose.volume/${name}`]: 'true' },
    podAffinity: [
      { labelSelector: { matchLabels: { [`compose.volume/${name}`]: 'true' } }, topologyKey: 'kubernetes.io/hostname' },
    ],
    singleWriter: true,
  });
  expect(made.of('web')).toMatchObject(label('vol'));
  expect(made.of('api')).toMatchObject(label('vol'));
  expect(made.of('many')).toMatchObject(label('zed'));
  expect(made.of('lone').podAffinity).toEqual([]);
  expect(made.claims.map(({ spec }) => spec?.accessModes)).toEqual([
    ['ReadWriteOnce'],
    ['ReadWriteOnce'],
    ['ReadWriteOnce'],
  ]);
  expect(lines).toContain(
    'approximated services.api.volumes[0]: The Pods that share it run on one node, as under Docker',
  );
});

test('services on the network of the host share a node, and one label with the claims that they share', () => {
  const all = (web: string, more = '') =>
    storage(`services: {web: {image: x, network_mode: host${web}}, db: {image: x, network_mode: host}, ${more}}
volumes: {vol: {}}`);
  const keys = (made: ReturnType<typeof storage>['made'], name: string) => Object.keys(made.of(name).podLabels);
  const plain = all('', 'own: {image: x}, agent: {image: x, network_mode: host, deploy: {mode: global}}');
  expect(['web', 'db', 'own', 'agent'].map((name) => keys(plain.made, name))).toEqual([
    ['compose.node/network'],
    ['compose.node/network'],
    [],
    [],
  ]);
  expect(plain.made.of('web').podAffinity).toHaveLength(1);
  expect(plain.lines.join('\n')).toMatch(/approximated services\.db\.network_mode: .*find each other by localhost/);
  const shared = all(', volumes: ["vol:/a"]', 'job: {image: x, volumes: ["vol:/b"]}').made;
  expect(['web', 'db', 'job'].map((name) => keys(shared, name))).toEqual(Array(3).fill(['compose.volume/vol']));
  const placed = all(', deploy: {placement: {constraints: ["node.hostname == a"]}}').made;
  expect(['web', 'db'].flatMap((name) => keys(placed, name))).toEqual([]);
});

test.each([
  ['--shared-volumes rwx', '{image: x, volumes: ["vol:/a"]}', { 'shared-volumes': 'rwx' }, 'ReadWriteMany'],
  ['x-transpose', '{image: x, volumes: ["vol:/a"], x-transpose: {access-mode: ReadWriteMany}}', {}, 'ReadWriteMany'],
  ['a service on every node', '{image: x, volumes: ["vol:/a"], deploy: {mode: global}}', {}, 'ReadWriteMany'],
  ['none of them', '{image: x, volumes: ["vol:/a"]}', {}, 'ReadWriteOnce'],
])('many nodes write to a claim by %s', (_, web, options, mode) => {
  const { made } = storage(`services: {web: ${web}, api: {image: x, volumes: ["vol:/b"]}}\nvolumes: {vol: {}}`, {
    options,
  });
  expect(made.claims[0]?.spec?.accessModes).toEqual([mode]);
  expect(made.of('web').podAffinity).toHaveLength(mode === 'ReadWriteOnce' ? 1 : 0);
  expect(made.of('web').singleWriter).toBe(mode === 'ReadWriteOnce');
});

test.each([
  ['the option', '{}', '', { 'volume-size': '20Gi' }, '20Gi'],
  ['the driver', '{driver_opts: {size: 10g}}', '', {}, '10Gi'],
  ['the options of a mount', '{driver_opts: {o: "uid=1,size=500m"}}', '', {}, '500Mi'],
  ['x-transpose', '{driver_opts: {size: 10g}}', ', x-transpose: {size: 3Ti}', {}, '3Ti'],
])('the size comes from %s', (_, volume, more, options, size) => {
  const { made } = storage(`services: {web: {image: x, volumes: ["vol:/a"]${more}}}\nvolumes: {vol: ${volume}}`, {
    options,
  });
  expect(made.claims[0]?.spec?.resources?.requests).toEqual({ storage: size });
});

test('a size that is none is refused', () => {
  const { report } = storage('services: {web: {image: x}}', { options: { 'volume-size': 'much' } });
  expect(report.diagnostics.map(({ code }) => code)).toEqual(['bad-option']);
});

test('what Docker fills from the image is reported, but for data of known images, or filled', () => {
  const yaml = (more: string) => `
services:
  web: {image: 'x:1', volumes: ['one:/srv']${more}}
  db: {image: 'postgres:16', volumes: ['bnd:/var/lib/postgresql/data']}
volumes: {one: {}, bnd: {}}
`;
  const plain = storage(yaml(''));
  expect(plain.lines.filter((line) => line.includes('It starts empty'))).toEqual([
    'approximated services.web.volumes[0]: It starts empty; Docker fills a new volume with what the image has at this path',
  ]);
  const filled = storage(yaml(', x-transpose: {populate: true}'));
  expect(filled.web.initContainers).toEqual([
    {
      name: 'populate-one',
      image: 'x:1',
      command: [
        '/bin/sh',
        '-c',
        '[ -n "$$(ls -A "$2")" ] || ! [ -d "$1" ] || cp -a "$1/." "$2/"',
        'sh',
        '/srv',
        '/.transpose/volume',
      ],
      volumeMounts: [{ name: 'one', mountPath: '/.transpose/volume', subPath: 'data' }],
    },
  ]);
});

test('drivers: memory, a bind mount, others', () => {
  const { web, lines, claims } = storage(`
services:
  web: {image: x, volumes: ['mem:/t', 'bnd:/b', 'nfs:/n', 'rex:/r', 'ext:/e']}
volumes:
  mem: {driver_opts: {type: tmpfs, device: tmpfs, o: 'size=64m'}}
  bnd: {driver_opts: {type: none, o: bind, device: /srv/b}}
  nfs: {driver_opts: {type: nfs, o: 'addr=10.0.0.1', device: ':/x'}}
  rex: {driver: rexray/ebs}
  ext: {driver_opts: {type: ext4, o: 'noatime,size=5g'}}
`);
  expect(web.volumes).toEqual([
    { name: 'mem', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'srv-b', persistentVolumeClaim: { claimName: 'srv-b' } },
    { name: 'nfs', persistentVolumeClaim: { claimName: 'nfs' } },
    { name: 'rex', persistentVolumeClaim: { claimName: 'rex' } },
    { name: 'ext', persistentVolumeClaim: { claimName: 'ext' } },
  ]);
  expect(claims).toEqual(['srv-b', 'nfs', 'rex', 'ext']);
  expect(lines).toContain('carried volumes.nfs.driver_opts: PersistentVolume.spec.nfs');
  expect(lines).toContain("dropped volumes.ext.driver_opts.type: It is for Docker's volume driver");
  expect(lines).toContain('carried volumes.ext.driver_opts.o: PersistentVolumeClaim.spec');
  expect(lines.join('\n')).toMatch(/dropped volumes\.rex\.driver: No driver "rexray\/ebs"/);
});

test('a number without a unit is a size for the local driver alone', () => {
  const { made, lines } = storage(`
services:
  web: {image: x, volumes: ['loc:/l', 'rex:/r', 'gig:/g']}
volumes:
  loc: {driver_opts: {size: 1073741824}}
  rex: {driver: rexray/ebs, driver_opts: {size: 20, volumetype: io1}}
  gig: {driver: rexray/ebs, driver_opts: {size: 20g}}
`);
  expect(made.claims.map(({ spec }) => spec?.resources?.requests?.['storage'])).toEqual(['1Gi', '1Gi', '20Gi']);
  expect(lines).toContain(
    'dropped volumes.rex.driver_opts.size: Only the driver "rexray/ebs" knows what a number without a unit means',
  );
});

test('memory of a volume: one for the Pod, with the rights of each mount', () => {
  const yaml = `
services:
  web: {image: x, volumes: ['sock:/run/a', 'sock:/run/b:ro', 'other:/o']}
volumes:
  sock: {driver_opts: {type: tmpfs, device: tmpfs}}
  other: {driver_opts: {type: tmpfs, device: tmpfs}}
`;
  const { web } = storage(yaml);
  expect(web.volumes.map(({ name }) => name)).toEqual(['sock', 'other']);
  expect(web.volumeMounts).toEqual([
    { name: 'sock', mountPath: '/run/a' },
    { name: 'sock', mountPath: '/run/b', readOnly: true },
    { name: 'other', mountPath: '/o' },
  ]);
});

test('memory: tmpfs in both forms, shm_size', () => {
  const { web, lines } = storage(`
services:
  web:
    image: x
    tmpfs: [/run, '/tmp:size=64m,mode=1777']
    volumes: [{type: tmpfs, target: /cache, tmpfs: {size: 1048576}}, {type: tmpfs, target: /own, tmpfs: {mode: 0700}}]
    shm_size: 128m
`);
  expect(web.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/cache', '/own', '/run', '/tmp', '/dev/shm']);
  expect(web.volumes.map(({ emptyDir }) => emptyDir?.sizeLimit)).toEqual([
    '1Mi',
    undefined,
    undefined,
    '64Mi',
    '128Mi',
  ]);
  expect(web.volumes.every(({ emptyDir }) => emptyDir?.medium === 'Memory')).toBe(true);
  expect(lines.join('\n')).toContain(
    'services.web.tmpfs[1]: It counts against the memory limit and survives a restart of the container; an emptyDir has no field for mode=1777',
  );
  const own = 'It counts against the memory limit and survives a restart of the container';
  expect(lines.filter((line) => line.includes('.volumes['))).toEqual([
    `approximated services.web.volumes[0]: ${own}`,
    `approximated services.web.volumes[1]: ${own}; no field sets its mode`,
  ]);
  expect(web.claims).toBe(false);
});

test('volumes_from copies mounts, read-only where it says so', () => {
  const { web, lines } = storage(`
services:
  web: {image: x, volumes: ['vol:/own'], volumes_from: ['data:ro']}
  data: {image: x, volumes: ['vol:/a', 'two:/own'], volumes_from: [deep]}
  deep: {image: x, volumes: ['two:/deep']}
volumes: {vol: {}, two: {}}
`);
  expect(web.volumeMounts).toEqual([
    { name: 'vol', mountPath: '/own', subPath: 'data' },
    { name: 'vol', mountPath: '/a', subPath: 'data', readOnly: true },
    { name: 'two', mountPath: '/deep', subPath: 'data', readOnly: true },
  ]);
  expect(lines.join('\n')).toContain('services.web.volumes_from[0]: The mounts of "data" are mounted here as well');
});

test('a data store without a volume keeps its data as long as its Pod', () => {
  const { made, lines } = storage(`
services:
  db: {image: 'postgres:16'}
  kept: {image: 'postgres:16', volumes: ['vol:/var/lib/postgresql']}
  web: {image: nginx}
volumes: {vol: {}}
`);
  expect(made.of('db')).toMatchObject({
    volumes: [{ name: 'db-data', emptyDir: {} }],
    volumeMounts: [{ name: 'db-data', mountPath: '/var/lib/postgresql/data' }],
    claims: false,
  });
  expect(made.of('kept').volumes).toHaveLength(1);
  expect(made.of('web').volumes).toEqual([]);
  expect(lines.join('\n')).toContain(
    'approximated services.db.image: Its data at /var/lib/postgresql/data is lost with the Pod',
  );
});

test('an anonymous volume lives as long as its Pod; one below dropped sources goes with them', () => {
  const { made, web } = storage(
    `
services:
  web: {build: ., volumes: ['.:/app', '/app/node_modules']}
  other: {image: x, volumes: ['/var/cache/x']}
`,
    { files: { Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\n', 'index.js': '' } },
  );
  expect(web.volumeMounts).toEqual([]);
  expect(made.of('other').volumes).toEqual([{ name: 'other-var-cache-x', emptyDir: {} }]);
});

test('volume names are unique over the project, so that services can share a Pod', () => {
  const { made } = storage(`
services:
  a: {image: x, tmpfs: [/run], shm_size: 1m}
  b: {image: x, network_mode: 'service:a', tmpfs: [/run], shm_size: 1m}
`);
  const names = ['a', 'b'].flatMap((service) => made.of(service).volumes.map(({ name }) => name));
  expect(new Set(names).size).toBe(4);
});

test.each([
  [34, 0],
  [35, 1],
])('a volume of an image with Kubernetes 1.%i', (minor, mounts) => {
  const { web } = storage('services: {web: {image: x, volumes: [{type: image, source: "y:1", target: /y}]}}', {
    options: { 'kubernetes-version': `1.${minor}` },
  });
  expect(web.volumeMounts).toHaveLength(mounts);
});

test('each lender of volumes_from is asked once: ways to it double with each service', () => {
  const services = Array.from({ length: 60 }, (_, index) => {
    const keys = index < 2 ? `volumes: ['/a${index}']` : `volumes_from: [s${index - 1}, s${index - 2}]`;
    return `  s${index}: {image: x, ${keys}}\n`;
  });
  const { made } = storage(`services:\n${services.join('')}`);
  expect(made.of('s59').volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/a1', '/a0']);
});

test.each([
  ['gitea/gitea:1.22', '/data'],
  ['minio/minio', '/data'],
  ['grafana/grafana:11.0.0', '/var/lib/grafana'],
  ['mirror.example/team/postgres:16', '/var/lib/postgresql/data'],
  ['wodby/mariadb:11', '/var/lib/mysql'],
  ['nginx:1.27', undefined],
  ['acme/app:1', undefined],
])('what %s keeps without a volume is said to be lost', (image, path) => {
  const said = (more: string, name = image) =>
    storage(`services: {web: {image: "${name}"${more}}}`).lines.filter((line) =>
      line.includes('is lost with the container'),
    );
  expect(said('')).toHaveLength(path === undefined ? 0 : 1);
  expect(said('').join()).toContain(path === undefined ? '' : `"${path}"`);
  expect(said(`, volumes: ["./x:${path ?? '/x'}"]`)).toEqual([]);
});

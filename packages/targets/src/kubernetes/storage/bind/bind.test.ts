import { expect, test } from 'vitest';
import { base64 } from '../../../shared/bytes/base64.ts';
import { storageOf } from '../storage.ts';
import type { ComposeGiven } from '../../testing/compose.ts';
import { composeContext } from '../../testing/compose.ts';

function bound(
  volumes: readonly string[],
  given: ComposeGiven & { readonly web?: string; readonly more?: string } = {},
) {
  const { context, lines, report } = composeContext(
    `services:\n  web: {${given.web ?? 'image: x'}, volumes: ${JSON.stringify(volumes)}}\n${given.more ?? ''}`,
    given,
  );
  const made = storageOf(context);
  return { made, web: made.of('web'), lines, report };
}

test('a file of the project is a ConfigMap, mounted alone', () => {
  const { web, made, lines } = bound(['./conf/app.yml:/etc/app.yml:ro', './run:/run.sh'], {
    files: { 'conf/app.yml': 'a: 1\n', run: '#!/bin/sh\n' },
  });
  expect(made.files).toMatchObject([
    { kind: 'ConfigMap', metadata: { name: 'conf-app-yml' }, data: { 'app.yml': 'a: 1\n' } },
    { kind: 'ConfigMap', metadata: { name: 'run' } },
  ]);
  expect(web.volumes).toEqual([
    { name: 'conf-app-yml', configMap: { name: 'conf-app-yml' } },
    { name: 'run', configMap: { name: 'run', defaultMode: 0o755 } },
  ]);
  expect(web.volumeMounts[0]).toEqual({
    name: 'conf-app-yml',
    mountPath: '/etc/app.yml',
    readOnly: true,
    subPath: 'app.yml',
  });
  expect(lines).toContain(
    'approximated services.web.volumes[1]: It is mounted read-only: what the service writes there fails',
  );
  expect(lines).toContain('carried services.web.volumes[0]: ConfigMap.data');
});

test('keys, environment files and private-key text are Secrets', () => {
  const { made } = bound(['./.env:/app/.env', './tls/server.pem:/tls.pem', './x.conf:/x.conf'], {
    files: { '.env': 'A=1', 'tls/server.pem': 'cert', 'x.conf': '-----BEGIN RSA PRIVATE KEY-----' },
  });
  expect(made.files.map(({ kind }) => kind)).toEqual(['Secret', 'Secret', 'Secret']);
  expect(made.files[0]).toMatchObject({ data: { '.env': base64('A=1') } });
});

test.each([
  ['./db_password.txt:/pw', 'db_password.txt'],
  ['./secrets/root:/root.txt', 'secrets/root'],
  ['./jwt-secret:/jwt:ro', 'jwt-secret'],
  ['./a.txt:/run/secrets/a', 'a.txt'],
])('a file that is a secret by its name or place is a Secret: %s', (mount, file) => {
  const { made } = bound([mount], { files: { [file]: 'correct-horse' } });
  expect(made.files.map(({ kind }) => kind)).toEqual(['Secret']);
});

test.each([
  ['./token.js:/token.js', 'token.js'],
  ['./password-policy.yml:/p.yml', 'password-policy.yml'],
])('a name that only speaks of secrets makes no Secret: %s', (mount, file) => {
  const { made } = bound([mount], { files: { [file]: 'level: info\n' } });
  expect(made.files.filter(({ kind }) => kind === 'Secret')).toEqual([]);
});

test('the directory of the project is written to, unless it is mounted read-only', () => {
  const files = { 'dags/d.py': 'x = 1' };
  const claims = (mount: string) => bound([mount], { files }).made.claims.map(({ metadata }) => metadata.name);
  expect(claims('.:/sources')).toEqual(['project']);
  expect(claims('.:/sources:ro')).toEqual([]);
  const { made } = bound(['.:/sources:ro'], { files });
  expect(made.files.map(({ metadata }) => metadata.name)).toEqual(['project']);
});

test('a file that holds the secret value of a variable is a Secret, its text in it', () => {
  const { made } = bound(['./app.yml:/app.yml'], {
    web: 'image: x, environment: {DB_PASSWORD: correct-horse}',
    files: { 'app.yml': 'password: correct-horse\n' },
  });
  expect(made.files).toMatchObject([{ kind: 'Secret', data: { 'app.yml': base64('password: correct-horse\n') } }]);
});

test('a directory is a Secret where one of its files holds a secret', () => {
  const { made } = bound(['./conf:/conf'], {
    web: 'image: x, environment: {DB_PASSWORD: correct-horse}',
    files: { 'conf/a.yml': 'level: info\n', 'conf/b.yml': 'password: correct-horse\n' },
  });
  expect(made.files.map(({ kind }) => kind)).toEqual(['Secret']);
});

test('bytes that are not text stay as they are', () => {
  const { made } = bound(['./logo.conf:/x'], { files: { 'logo.conf': Uint8Array.of(0xff, 0xfe) } });
  expect(made.files[0]).toMatchObject({ binaryData: { 'logo.conf': base64(Uint8Array.of(0xff, 0xfe)) } });
});

test('a directory of configuration is one ConfigMap with its sub-directories', () => {
  const { web, made } = bound(['./conf:/etc/app'], {
    files: { 'conf/a.yml': 'a', 'conf/sub/a.yml': 'b', 'conf/go.sh': 'c' },
  });
  expect(made.files).toMatchObject([{ data: { 'a.yml': 'a', 'sub_a.yml': 'b', 'go.sh': 'c' } }]);
  expect(web.volumes).toEqual([
    {
      name: 'conf',
      configMap: {
        name: 'conf',
        items: [
          { key: 'a.yml', path: 'a.yml' },
          { key: 'go.sh', path: 'go.sh', mode: 0o755 },
          { key: 'sub_a.yml', path: 'sub/a.yml' },
        ],
      },
    },
  ]);
  expect(web.volumeMounts).toEqual([{ name: 'conf', mountPath: '/etc/app', readOnly: true }]);
});

test.each([
  ['read-only, whatever is in it', './d:/var/lib/x:ro', { 'd/a.bin': 'x' }, false],
  ['files of other kinds', './d:/srv', { 'd/a.bin': 'x' }, true],
  ['a path of data', './d:/var/lib/x', { 'd/a.yml': 'x' }, true],
  ['empty', './d:/etc/x:ro', { d: { kind: 'directory' } }, true],
  ['missing', './d:/etc/x:ro', {}, true],
  ['too large', './d:/etc/x:ro', { 'd/a.yml': 'x'.repeat(300_000) }, true],
] as const)('a directory of the project as data: %s', (_, volume, files, claim) => {
  const { made } = bound([volume], { files });
  expect(made.claims.map(({ metadata }) => metadata.name)).toEqual(claim ? ['d'] : []);
});

test('data of the project is a claim, with the line that copies it', () => {
  const { web, lines } = bound(['./data/db:/data']);
  expect(web.volumes).toEqual([{ name: 'data-db', persistentVolumeClaim: { claimName: 'data-db' } }]);
  expect(web.volumeMounts).toEqual([{ name: 'data-db', mountPath: '/data', subPath: 'data' }]);
  expect(lines).toContain(
    'approximated services.web.volumes[0]: The claim "data-db" stands for the directory and starts empty',
  );
});

test('one claim for each outermost path, inner ones lie in it', () => {
  const { made, web } = bound(['/srv/media/tv:/tv', '/srv/other:/o'], {
    more: '  api: {image: x, volumes: ["/srv/media:/m", "/srv/media/tv:/tv:ro"]}',
  });
  expect(made.claims.map(({ metadata }) => metadata.name)).toEqual(['srv-media', 'srv-other']);
  expect(web.volumeMounts[0]).toEqual({ name: 'srv-media', mountPath: '/tv', subPath: 'data/tv' });
  expect(made.of('api').volumeMounts).toEqual([
    { name: 'srv-media', mountPath: '/m', subPath: 'data' },
    { name: 'srv-media', mountPath: '/tv', subPath: 'data/tv', readOnly: true },
  ]);
  expect(made.of('api').podAffinity).toHaveLength(1);
});

test('nothing outside the project is read: a file is a Secret that the user makes', () => {
  const { web, made, lines } = bound(['/etc/app/app.conf:/app.conf:ro', '/opt/go.sh:/go.sh'], {
    files: { '/etc/app/app.conf': 'secret content', '/opt/go.sh': 'x' },
  });
  expect(made.files).toEqual([]);
  expect(made.external).toEqual([
    { kind: 'Secret', name: 'app-app-conf' },
    { kind: 'Secret', name: 'opt-go-sh' },
  ]);
  expect(web.volumeMounts[0]).toEqual({
    name: 'app-app-conf',
    mountPath: '/app.conf',
    subPath: 'app.conf',
    readOnly: true,
  });
  expect(web.volumes[1]).toMatchObject({ secret: { defaultMode: 0o755 } });
  expect(lines.join('\n')).toContain(
    'services.web.volumes[0]: Its content is not read: the Pod waits for the Secret "app-app-conf"',
  );
});

test('a link that leads out of the project is not followed', () => {
  const { made } = bound(['./x.conf:/x.conf'], {
    files: { 'x.conf': { kind: 'link', to: '/etc/shadow' }, '/etc/shadow': 'root' },
  });
  expect(made.files).toEqual([]);
  expect(made.external).toHaveLength(1);
});

test('a directory called config is a directory', () => {
  const { made } = bound(['/srv/config:/config']);
  expect(made.claims).toHaveLength(1);
});

test('a file that is written to is a file of a claim', () => {
  const { web } = bound(['/srv/app/data.sqlite:/data.sqlite']);
  expect(web.volumeMounts).toEqual([{ name: 'srv-app', mountPath: '/data.sqlite', subPath: 'data/data.sqlite' }]);
  expect(web.initContainers).toMatchObject([
    { name: 'touch-data-sqlite', volumeMounts: [{ name: 'srv-app', subPath: 'data' }] },
  ]);
});

test.each([
  ['/dev/dri:/dev/dri', 'hostPath'],
  ['/proc:/host/proc:ro', 'hostPath'],
  ['/:/rootfs:ro', 'hostPath'],
  ['/:/rootfs', 'claim'],
  ['/etc:/host/etc:ro', 'hostPath'],
  ['/etc/nginx/conf.d:/etc/nginx/conf.d:ro', 'claim'],
  ['/var/log:/var/log:ro', 'hostPath'],
  ['/var/log/app:/var/log', 'claim'],
  ['/var/run/docker.sock:/var/run/docker.sock', 'dropped'],
  ['/run/user/1000/podman/podman.sock:/x.sock', 'dropped'],
  ['/etc/localtime:/etc/localtime:ro', 'dropped'],
  ['/etc/ssl/certs:/etc/ssl/certs:ro', 'hostPath'],
  ['/usr/bin/docker:/usr/bin/docker', 'dropped'],
  ['/usr/share/zoneinfo/UTC:/etc/localtime:ro', 'dropped'],
])('a path of the machine: %s', (volume, what) => {
  const { web, lines } = bound([volume]);
  const [found] = web.volumes;
  expect(found === undefined ? 'dropped' : found.hostPath ? 'hostPath' : 'claim').toBe(what);
  if (found?.hostPath) expect(found.hostPath.type).toBeUndefined();
  expect(lines.some((line) => line.includes('services.web.volumes[0]'))).toBe(true);
});

test('propagation asks for a privileged container', () => {
  const mounts = (web: string) => bound(['/dev:/dev:rshared'], { web }).web.volumeMounts;
  expect(mounts('image: x')[0]?.mountPropagation).toBe('HostToContainer');
  expect(mounts('image: x, privileged: true')[0]?.mountPropagation).toBe('Bidirectional');
});

test('--bind-mounts', () => {
  expect(bound(['/srv/x:/x'], { options: { 'bind-mounts': 'host-path' } }).web.volumes).toEqual([
    { name: 'host-srv-x', hostPath: { path: '/srv/x', type: 'DirectoryOrCreate' } },
  ]);
  const { report } = bound(['/srv/x:/x'], { options: { 'bind-mounts': 'error' } });
  expect(report.diagnostics.map(({ message }) => message)).toEqual([
    '"/srv/x" lies outside the project (--bind-mounts error)',
  ]);
});

const dockerfile = 'FROM node\nWORKDIR /app\nCOPY package.json ./\nCOPY src src\n';

test.each([
  ['the file', './package.json:/app/package.json', dockerfile, 'dropped'],
  ['the directory', './src:/app/src', dockerfile, 'dropped'],
  ['a part of the directory', './src/pages:/app/src/pages', dockerfile, 'dropped'],
  ['only other files of the directory', '.:/app', dockerfile, 'kept'],
  ['another directory', './lib:/app/lib', dockerfile, 'kept'],
  ['a file elsewhere', './other.json:/app/other.json', dockerfile, 'kept'],
  ['all of it', '.:/app', 'FROM node\nCOPY . /app\n', 'dropped'],
  ['nothing', '.:/app', 'FROM node\n', 'kept'],
  ['all of it, elsewhere', '.:/app', 'FROM node\nCOPY . /elsewhere\n', 'kept'],
  ['the file by a pattern', './package.json:/app/package.json', 'FROM node\nCOPY package*.json /app/\n', 'dropped'],
  ['all of it by an earlier stage', '.:/app', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s /app\n', 'dropped'],
  ['a part by an earlier stage', './src:/w', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s/src /w\n', 'dropped'],
  ['what an earlier stage builds', '.:/app', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s/dist /app\n', 'kept'],
  ['all of it to where an ARG says', '.:/app', 'FROM a\nARG D=/app\nCOPY . ${D}\n', 'dropped'],
  ['all of it to where nobody says', '.:/app', 'FROM a\nCOPY . $NOWHERE\n', 'kept'],
  ['all of it but some', '.:/app', 'FROM a\nCOPY --exclude=*.js . /app\n', 'dropped'],
  ['nothing but a here-document', './src:/app', 'FROM a\nCOPY <<EOF /app\nCOPY src /app\nEOF\n', 'kept'],
  ['all of it behind shifts', '.:/app', 'FROM a\nRUN echo $((1<<EOF)) "<<EOF" x<<EOF\nCOPY . /app\n', 'dropped'],
  ['another stage only', './lib:/app/lib', 'FROM node\nCOPY --from=build /lib /lib\n', 'kept'],
])('sources of the image that it builds: a Dockerfile that copies %s', (_, volume, text, what) => {
  const files = {
    Dockerfile: text,
    'package.json': '{}',
    'other.json': '{}',
    'src/pages/index.js': '',
    'lib/a.js': '',
  };
  const { web } = bound([volume], { web: 'build: .', files });
  expect(web.volumeMounts).toHaveLength(what === 'dropped' ? 0 : 1);
});

test.each([
  ['the directory', '/src\n', '.', './src:/app/src', 'kept'],
  ['a part of it', '**/*.map\nsrc/pages/old\n', '.', './src:/app/src', 'dropped'],
  ['everything in it', 'src/*\n', '.', './src:/app/src', 'kept'],
  ['all but the directory', '*\n!src\n', '.', './src:/app/src', 'dropped'],
])('a .dockerignore that leaves out %s', (_, ignore, source, volume, what) => {
  const files = { Dockerfile: `FROM node\nCOPY ${source} /app\n`, '.dockerignore': ignore, 'src/pages/index.js': '' };
  const { web } = bound([volume], { web: 'build: .', files });
  expect(web.volumeMounts).toHaveLength(what === 'dropped' ? 0 : 1);
});

test('the stage that is built decides: sources that it lacks are kept, and said to be lacking where they do not fit', () => {
  const text = `FROM python:3.12 AS base
WORKDIR /usr/local/app
COPY requirements.txt ./requirements.txt
FROM base AS dev
CMD ["python", "app.py"]
FROM base AS final
COPY . .
`;
  const made = (target: string, app: string) =>
    bound(['.:/usr/local/app'], {
      web: `build: { context: ., target: ${target} }`,
      files: { Dockerfile: text, 'requirements.txt': '', 'app.py': app },
    });
  expect(made('final', 'print()').web.volumeMounts).toEqual([]);
  const fits = made('dev', 'print()');
  expect(fits.web.volumeMounts).toHaveLength(1);
  expect(fits.lines.join('\n')).not.toContain('PersistentVolumeClaim');
  const large = made('dev', 'x'.repeat(300_000));
  expect(large.lines.join('\n')).toMatch(/finds no files at \/usr\/local\/app before they are copied/);
});

test('what the path or the size says already is not read', () => {
  const large = 'x'.repeat(300_000);
  const read: string[] = [];
  const { lines } = bound(
    ['./db:/var/lib/postgresql/data', './www:/srv/www', './blob.conf:/etc/blob.conf', './app:/app', './ok:/etc/ok:ro'],
    {
      web: 'image: postgres:16',
      files: { 'db/a.conf': 'a', 'www/b.conf': large, 'blob.conf': large, 'app/main.bin': 'b', 'ok/c.conf': 'c' },
      reads: read,
    },
  );
  expect(lines.filter((line) => line.includes('PersistentVolumeClaim') || line.includes('starts empty'))).toHaveLength(
    4,
  );
  expect(read).toEqual(['/project/ok/c.conf']);
});

test('a link out of the project costs that link, and not the directory', () => {
  const { web, made, lines } = bound(['./conf:/etc/app:ro'], {
    files: {
      'conf/a.conf': 'a',
      'conf/b.conf': { kind: 'link', to: '/etc/b.conf' },
      'conf/c.conf': { kind: 'link', to: 'none' },
    },
  });
  expect(made.files).toMatchObject([{ kind: 'ConfigMap', data: { 'a.conf': 'a' } }]);
  expect(web.volumeMounts).toMatchObject([{ mountPath: '/etc/app' }]);
  expect(lines.join('\n')).toContain('"web" does not find /etc/app/b.conf, /etc/app/c.conf: they are symbolic links');
});

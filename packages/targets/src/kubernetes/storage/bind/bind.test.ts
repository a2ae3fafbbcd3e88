import { expect, test } from 'vitest';
import { base64 } from '../../../shared/bytes/base64.ts';
import { bound } from '../../testing/bound.ts';

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

test.each([
  ['./d:/etc/x:ro', { 'd/a.yml': 'x'.repeat(300_000) }],
  ['./d:/etc/x:ro', { 'd/a.yml': 'x'.repeat(200_000), 'd/b.yml': 'x'.repeat(200_000) }],
  ['./d/a.yml:/a.yml', { 'd/a.yml': 'x'.repeat(300_000) }],
  ['./d/a.yml:/a.yml', { 'd/a.yml': '"'.repeat(200_000) }],
])('%s says that it is too large for a ConfigMap', (volume, files) => {
  const because = (given: Readonly<Record<string, string>>) =>
    bound([volume], { files: given }).lines.some((line) => line.includes('more in it than a ConfigMap holds'));
  expect(because(files)).toBe(true);
  expect(because({ 'd/a.yml': 'x' })).toBe(false);
  expect(because({})).toBe(false);
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

const copied = 'FROM a\nWORKDIR /app\nCOPY . .\n';

test.each([
  ['is not there', {}],
  ['is kept in Git alone', { 'data/.gitkeep': '' }],
  ['says what Git leaves out', { 'data/.gitignore': '*\n' }],
  ['holds only such directories', { 'data/in/.keep': '', 'data/out/.keep': '' }],
])('a directory that %s is for data, also where the image copies it', (_, files) => {
  for (const web of ['build: .', 'image: x']) {
    const { web: made, lines } = bound(['./data:/app/data'], { web, files: { Dockerfile: copied, ...files } });
    expect(made.volumeMounts).toEqual([{ name: 'data', mountPath: '/app/data', subPath: 'data' }]);
    expect(lines.join('\n')).not.toMatch(/Dockerfile/);
  }
});

test('what keeps a directory in Git does not keep it from being a configuration', () => {
  const files = { 'conf.d/.gitignore': '*.bak\n', 'conf.d/site.conf': 'listen 80;' };
  const { web } = bound(['./conf.d:/etc/nginx/conf.d'], { files });
  expect(web.volumes).toEqual([
    {
      name: 'conf-d',
      configMap: {
        name: 'conf-d',
        items: [
          { key: '.gitignore', path: '.gitignore' },
          { key: 'site.conf', path: 'site.conf' },
        ],
      },
    },
  ]);
});

test('data among the sources that an image holds is said to be lost with the Pod, unless nothing can be written', () => {
  const files = { Dockerfile: copied, 'app.py': '', 'db.sqlite3': '', 'debug.log': '' };
  const said = (volume: string) => bound([volume], { web: 'build: .', files }).lines.join('\n');
  expect(said('.:/app')).toMatch(/What it writes into db\.sqlite3 is lost with the Pod/);
  expect(said('./db.sqlite3:/app/db.sqlite3')).toMatch(/What it writes into db\.sqlite3 is lost with the Pod/);
  expect(said('.:/app:ro')).not.toMatch(/is lost with the Pod/);
});

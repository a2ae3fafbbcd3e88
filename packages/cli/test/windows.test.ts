import { memoryHost } from '@transpose/core';
import { targets } from '@transpose/targets';
import { describe, expect, it } from 'vitest';
import { projectFixtures } from '../../../test-fixtures/index.ts';
import { runCommand } from './run.ts';
import { windowsMachine } from './windows-machine.ts';

const home = 'C:\\Users\\me';
const env = { USERPROFILE: home };

/** What a command prints for a project at `C:\Users\me\shop` (or from `cwd`), its files by their paths from there. */
function onWindows(
  words: string | readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  cwd = `${home}\\shop`,
) {
  const local = Object.entries(files).map(([path, content]) => [
    /^[A-Z]:/.test(path) ? path : `${home}\\shop\\${path.replaceAll('/', '\\')}`,
    content,
  ]);
  return runCommand(words, { host: windowsMachine(Object.fromEntries(local), { cwd, env }) });
}

describe.each(projectFixtures().map((project) => [project.name, project] as const))(
  'the project %s on Windows',
  (name, { files }) => {
    it.each(targets.map((target) => [target.name] as const))('is as elsewhere: %s', (target) => {
      const words = ['-p', name, 'convert', '-t', target, '--report', 'json', '-o', '-'];
      const posix = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`/home/me/shop/${path}`, bytes]));
      const host = memoryHost({ files: posix, cwd: '/home/me/shop', env: { HOME: '/home/me' } });
      // Windows has no right to execute; a first line stands in for it, and no fixture differs in that.
      expect(onWindows(words, files)).toEqual(runCommand(words, { host }));
    });
  },
);

const shop = [
  'services:',
  '  web:',
  '    image: nginx:1.29',
  '    build: { context: .\\web, dockerfile: docker\\Dockerfile }',
  '    env_file: .\\env\\web.env',
  '    configs: [{ source: site, target: /etc/nginx/conf.d/site.conf }]',
  '    volumes: [".\\\\data:/data", "..\\\\shared:/shared"]',
  'configs:',
  '  site: { file: .\\conf\\site.conf }',
  'include: [{ path: .\\db\\compose.yaml }]',
  '',
];
const files = {
  'compose.yaml': shop.join('\n'),
  'env/web.env': 'LEVEL=info\n',
  'conf/site.conf': 'server {}\n',
  'web/docker/Dockerfile': 'FROM nginx:1.29\nEXPOSE 8080\n',
  'db/compose.yaml': 'services: {db: {image: "postgres:17", env_file: db.env}}\n',
  'db/db.env': 'POSTGRES_USER=shop\n',
};

describe('a project with paths of Windows in its file', () => {
  const slashed = { ...files, 'compose.yaml': files['compose.yaml'].replaceAll('\\\\', '/').replaceAll('\\', '/') };
  const expected = (target: string) => onWindows(`convert -t ${target} --report json -o -`, slashed);

  it.each(['kubernetes', 'docker-run'])('reads as with slashes: %s', (target) => {
    const { code, out, err } = onWindows(`convert -t ${target} --report json -o -`, files);
    expect({ code, out }).toEqual({ code: 0, out: expected(target).out });
    expect(out + err).not.toMatch(/[a-z]:\\|Users/i);
  });

  it('says where the Dockerfile listens and what the files hold', () => {
    const { out } = onWindows('convert -o -', files);
    expect(out).toMatch(/containerPort: 8080/);
    expect(out).toMatch(/value: info|LEVEL: info/);
    expect(out).toContain('server {}');
  });

  it('with CRLF everywhere', () => {
    const crlf = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
    const { code, out } = onWindows('convert -t docker-run -o -', crlf);
    expect({ code, out }).toEqual({ code: 0, out: onWindows('convert -t docker-run -o -', files).out });
  });
});

describe('-f, COMPOSE_FILE and names in either case', () => {
  const services = () => onWindows('config --services', files).out;

  it.each([
    ['a drive and backslashes', ['-f', 'C:\\Users\\me\\shop\\compose.yaml'], 'D:\\'],
    ['a drive and slashes', ['-f', 'c:/users/ME/shop/Compose.yaml'], home],
    ['relative backslashes', ['-f', 'shop\\compose.yaml'], home],
    ['the home directory', ['--project-directory', 'C:\\Users\\me\\shop'], home],
    ['nothing, from below', [], `${home}\\shop\\conf`],
  ])('%s', (_, words, cwd) => {
    const found = words[0] === '--project-directory' ? [...words, '-f', 'shop\\compose.yaml'] : words;
    expect(onWindows([...found, 'config', '--services'], files, cwd)).toEqual({ code: 0, out: services(), err: '' });
  });

  it('several in COMPOSE_FILE are divided by semicolons', () => {
    const all = { ...files, 'more.yaml': 'services: {more: {image: busybox}}' };
    const local = Object.entries(all).map(([path, text]) => [`${home}\\shop\\${path.replaceAll('/', '\\')}`, text]);
    const list = 'C:\\Users\\me\\shop\\compose.yaml;more.yaml';
    const host = windowsMachine(Object.fromEntries(local), {
      cwd: `${home}\\shop`,
      env: { ...env, COMPOSE_FILE: list },
    });
    expect(runCommand('config --services', { host }).out).toContain('more');
  });

  it('the name is that of the folder, also on a share', () => {
    const name = (cwd: string) =>
      onWindows('config --format json', { [`${cwd}\\compose.yaml`]: 'services: {a: {image: a}}' }, cwd);
    expect(JSON.parse(name('D:\\Work\\My Shop').out)).toMatchObject({ name: 'myshop' });
    const share = windowsMachine(
      { '\\\\nas\\home\\shop\\compose.yaml': 'services: {a: {image: a}}' },
      { cwd: '\\\\nas\\home\\shop' },
    );
    expect(JSON.parse(runCommand('config --format json', { host: share }).out)).toMatchObject({ name: 'shop' });
  });

  it('a file outside the working directory is named as people of Windows do', () => {
    const { err } = onWindows(['-f', 'C:\\other\\compose.yaml', 'config'], {
      'C:\\other\\compose.yaml': 'services: {a: {imag: x}}',
    });
    expect(err).toContain('C:\\other\\compose.yaml:1:');
  });
});

describe.each(targets.map(({ name }) => [name]))('%s says of a path of Windows', (target) => {
  const text = (source: string) => `services: {web: {image: "nginx:1.29", volumes: ['${source}:/data']}}`;

  it.each(['C:\\data\\web', 'c:/data/web', '\\\\server\\share\\web'])(
    'what it is, wherever it is read: %s',
    (source) => {
      const words = `check -t ${target}`;
      for (const { err, out } of [
        onWindows(words, { 'compose.yaml': text(source) }),
        runCommand(words, { files: { '/shop/compose.yaml': text(source) } }),
      ])
        expect((err + out).replaceAll(/\s+/g, ' ')).toContain('is a path of Windows');
    },
  );

  it('that backslashes are part of a name elsewhere', () => {
    const { err, out } = runCommand(`check -t ${target}`, { files: { '/shop/compose.yaml': text('.\\data') } });
    expect((err + out).replaceAll(/\s+/g, ' ')).toContain(
      'has backslashes, which separate directories on Windows alone',
    );
  });

  it('nothing in the project directory', () => {
    const { err, out } = onWindows(`check -t ${target}`, { 'compose.yaml': text('C:\\Users\\me\\shop\\data') });
    expect(err + out).not.toContain('of Windows');
  });
});

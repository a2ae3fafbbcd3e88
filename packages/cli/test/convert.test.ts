import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, runCommand } from './run.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'transpose-convert-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lossy = `${compose}    cgroup_parent: limited.slice\n`;
const secret = `${compose}    environment: {DB_PASSWORD: hunter2}\n`;
const project = (text: string) => ({ files: { '/shop/compose.yaml': text } });

describe('transpose convert', () => {
  it('keeps the salt of its checksums with the secrets, so that Pods restart when a secret changes and only then', () => {
    const checksum = (text: string) => {
      expect(runCommand(`convert -o ${folder}/k8s/`, project(text)).code).toBe(0);
      return /checksum\/config: "?([0-9a-f]+)/.exec(readFileSync(join(folder, 'k8s/web.yaml'), 'utf8'))?.[1];
    };
    const first = checksum(secret);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(secret)).toBe(first);
    const second = checksum(secret.replace('hunter2', 'hunter3'));
    expect(second).not.toBe(first);
    expect(checksum(secret)).toBe(first);
    rmSync(join(folder, 'k8s/03-secrets.yaml'));
    expect(checksum(secret)).not.toBe(first);
  });

  it('prints to standard output, and what is lost to standard error', () => {
    const { code, out, err } = runCommand('convert', project(lossy));
    expect(code).toBe(0);
    expect(out).toContain('kind: Deployment');
    expect(err).toMatch(
      /Behaves differently \(1\):\n +- .*\(lost\)\n +-> .*\n +compose\.yaml:6:5 +services\.web\.cgroup_parent\n/,
    );
    expect(err).toMatch(/\d+ carried, 0 approximated, 1 lost\.\n$/);
  });

  it('writes a directory, and says what it wrote', () => {
    const { code, out, err } = runCommand(['convert', '-o', `${folder}/k8s/`], project(secret));
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/k8s\/: \d+ written\. /);
    expect(existsSync(`${folder}/k8s/.transpose-manifest`)).toBe(true);
    const again = runCommand(['convert', '-o', `${folder}/k8s/`], project(secret));
    expect(again.err).toMatch(/k8s\/: 0 written, \d+ unchanged\. /);
  });

  it('writes a file with its mode', () => {
    expect(runCommand(['convert', '-t', 'docker-run', '-o', `${folder}/up.sh`]).code).toBe(0);
    expect(statSync(`${folder}/up.sh`).mode & 0o100).toBe(0o100);
  });

  it('does not overwrite what is not its own unless forced', () => {
    writeFileSync(`${folder}/k8s.yaml`, 'mine\n');
    const { code, err } = runCommand(['convert', '-o', `${folder}/k8s.yaml`]);
    expect(code).toBe(1);
    expect(err).toContain('k8s.yaml exists and is not known to be written by transpose');
    expect(readFileSync(`${folder}/k8s.yaml`, 'utf8')).toBe('mine\n');
    expect(runCommand(['convert', '--force', '-o', `${folder}/k8s.yaml`]).code).toBe(0);
    expect(readFileSync(`${folder}/k8s.yaml`, 'utf8')).toContain('kind: Deployment');
  });

  it('needs a directory where secrets have files of their own', () => {
    const { code, out, err } = runCommand('convert -t docker-run', project(secret));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('give a directory');
    expect(runCommand(['convert', '-t', 'docker-run', '-o', `${folder}/run/`], project(secret)).code).toBe(0);
    const secrets = readdirSync(`${folder}/run`).filter(
      (name) => (statSync(`${folder}/run/${name}`).mode & 0o077) === 0,
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const name of secrets) expect(readFileSync(`${folder}/run/.gitignore`, 'utf8')).toContain(`/${name}\n`);
    const telling = readdirSync(`${folder}/run`).filter((name) =>
      readFileSync(`${folder}/run/${name}`, 'utf8').includes('hunter2'),
    );
    expect(telling.filter((name) => !secrets.includes(name))).toEqual([]);
  });

  it('writes nothing when the input has errors, or --strict finds something', () => {
    expect(runCommand(['convert', '-o', `${folder}/k8s/`], project('services: {web: {imagee: x}}\n')).code).toBe(1);
    const strict = runCommand(['convert', '--strict', '-o', `${folder}/k8s/`], project(lossy));
    expect(strict.code).toBe(3);
    expect(strict.err).toContain('Nothing was written');
    expect(existsSync(`${folder}/k8s`)).toBe(false);
    expect(runCommand('convert --strict').code).toBe(0);
  });

  it('converts only the services that are named', () => {
    const two = project(`${compose}  db: {image: postgres}\n`);
    expect(runCommand('convert', two).out).toContain('postgres');
    expect(runCommand('convert web', two).out).not.toContain('postgres');
    expect(runCommand('convert --strict web', two).code).toBe(0);
    expect(runCommand('convert nope', two)).toMatchObject({ code: 1, out: '' });
  });

  it('reports everything as JSON', () => {
    const { err } = runCommand(['convert', '--report', 'json', '-o', `${folder}/k8s/`], project(lossy));
    expect(JSON.parse(err)).toMatchObject({
      diagnostics: [],
      removed: [],
      account: {
        totals: { lost: 1 },
        uses: expect.arrayContaining([expect.objectContaining({ outcome: 'lost', line: 6 })]),
      },
    });
  });
});

describe('transpose convert --check and --diff', () => {
  const convert = (words: string, text: string) => runCommand(['convert', ...words.split(' ')], project(text));
  const longer = secret.replace('hunter2', 'hunter3').replace('8080', '8081');

  it('finds nothing where nothing would change, whatever the target', () => {
    for (const target of ['kubernetes', 'docker-run', 'systemd', 'quadlet']) {
      const place = `-t ${target} -o ${folder}/${target}/`;
      expect(convert(place, secret).code).toBe(0);
      const { code, out, err } = convert(`${place} --check`, secret);
      expect([code, out, err.split('\n').at(-2)]).toEqual([0, '', `${folder}/${target}/: nothing would change.`]);
      expect(convert(`${place} --diff`, secret)).toMatchObject({ code: 0, out: '' });
    }
  });

  it('reports what a conversion reports', () => {
    const text = `version: "3"\n${secret}`;
    const place = `-o ${folder}/k8s/`;
    convert(place, text);
    for (const mode of ['--check', '--diff'])
      expect(convert(`${place} ${mode}`, text).err).toContain('obsolete-version');
  });

  it('names each file that is missing, differs, is too open, or is no longer made', () => {
    const place = `-o ${folder}/k8s/`;
    convert(place, `${secret}  db: {image: postgres}\n`);
    const before = readFileSync(`${folder}/k8s/web.yaml`, 'utf8');
    rmSync(`${folder}/k8s/00-namespace.yaml`);
    chmodSync(`${folder}/k8s/03-secrets.yaml`, 0o644);
    const { code, out, err } = convert(`${place} --check`, secret.replace('8080', '8081'));
    expect(out).toBe(
      [
        `${folder}/k8s/00-namespace.yaml is missing`,
        `${folder}/k8s/03-secrets.yaml has mode 644, not 600`,
        `${folder}/k8s/web.yaml differs`,
        `${folder}/k8s/db.yaml is no longer made`,
        '',
      ].join('\n'),
    );
    expect([code, err]).toEqual([3, `${folder}/k8s/: 4 files would change.\n`]);
    expect(readFileSync(`${folder}/k8s/web.yaml`, 'utf8')).toBe(before);
    expect(existsSync(`${folder}/k8s/db.yaml`)).toBe(true);
  });

  it('tells what was edited, and what only the manifest lacks', () => {
    const place = `-o ${folder}/k8s.yaml`;
    convert(place, compose);
    appendFileSync(`${folder}/k8s.yaml`, '# mine\n');
    expect(convert(`${place} --check`, compose).out).toBe(`${folder}/k8s.yaml was edited since transpose wrote it\n`);
    convert(`${place} --force`, compose);
    rmSync(`${folder}/.transpose-manifest`);
    expect(convert(`${place} --check`, compose).out).toBe(`${folder}/.transpose-manifest is missing\n`);
  });

  it('shows the difference without secrets; with --check it has exit code 3', () => {
    for (const place of [`-o ${folder}/k8s/`, `-o ${folder}/k8s.yaml`, `-t systemd -o ${folder}/units/`]) {
      convert(place, secret);
      const { code, out, err } = convert(`${place} --diff`, longer);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^-.*8080.*\n(?:.*\n)*\+.*8081/m);
      expect(out).toMatch(/^-.*DB_PASSWORD.*\*{6}\n(?:.*\n)*\+.*DB_PASSWORD.*\*{6}/m);
      expect(out).not.toMatch(/hunter|aHVudGVy/);
      const both = convert(`${place} --check --diff`, longer);
      expect([both.code, both.out]).toEqual([3, out]);
    }
  });

  it('shows new and removed files against nothing', () => {
    const place = `-o ${folder}/k8s/`;
    convert(place, compose);
    const { out } = convert(`${place} --diff`, compose.replace('web:', 'front:'));
    expect(out).toContain(`--- ${folder}/k8s/web.yaml\n+++ /dev/null\n`);
    expect(out).toContain(`--- /dev/null\n+++ ${folder}/k8s/front.yaml\n`);
  });

  it('needs files to compare with', () => {
    expect(runCommand('convert --check')).toMatchObject({ code: 2, err: expect.stringContaining('give -o DIR/') });
    expect(runCommand('convert --diff -o -').code).toBe(2);
  });

  it('reports as JSON', () => {
    const { code, out, err } = runCommand(['convert', '--check', '--report', 'json', '-o', `${folder}/k8s.yaml`]);
    expect(code).toBe(3);
    expect(out).toContain('k8s.yaml is missing');
    expect(JSON.parse(err)).toMatchObject({
      differences: expect.arrayContaining([{ path: `${folder}/k8s.yaml`, what: 'is missing' }]),
    });
  });
});

describe('transpose check', () => {
  it('prints what becomes of each use', () => {
    const { code, out, err } = runCommand('check --verbose', project(lossy));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ +compose\.yaml:3:5 +services\.web\.image/m);
    expect(out).toMatch(
      /^Behaves differently \(\d\):\n.* \(lost\)\n.*\n +compose\.yaml:6:5 +services\.web\.cgroup_parent$/m,
    );
    expect(out).toMatch(/carried, 0 approximated, 1 lost\n$/);
  });

  it('has exit code 3 when strictness finds something', () => {
    const approximating = project(`${compose}    init: true\n`);
    expect(runCommand('check --strict', project(lossy)).code).toBe(3);
    expect(runCommand('check --strict', approximating).code).toBe(0);
    expect(runCommand('check --strict=all', approximating).code).toBe(3);
  });

  it('prints JSON', () => {
    const data: unknown = JSON.parse(runCommand('check --format json', project(lossy)).out);
    expect(data).toMatchObject({ totals: { lost: 1, approximated: 0 } });
  });
});

describe('transpose targets', () => {
  it('lists them', () => {
    expect(runCommand('targets').out).toMatch(/^kubernetes .*\(default\)\n/);
  });
});

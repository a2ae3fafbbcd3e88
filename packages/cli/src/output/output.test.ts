import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyWrite } from './apply-write.ts';
import { planWrite } from './plan-write.ts';
import { systemErrorText } from './system-error.ts';

let directory = '';
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'transpose-output-')), 'out');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

const file = (path: string, content: string, mode = 0o644): OutputFile => ({ path, content, mode });
const at = (path: string) => join(directory, path);
const read = (path: string) => readFileSync(at(path), 'utf8');

function write(files: readonly OutputFile[], options: { by?: string; force?: boolean } = {}) {
  const plan = planWrite({ directory, files, by: options.by ?? 'kubernetes', force: options.force ?? false });
  if (plan.obstacles.length === 0) applyWrite(plan);
  return plan;
}

describe('writing output', () => {
  it('writes files with their modes and leaves nothing else but the manifest', () => {
    write([file('a.yaml', 'a\n'), file('sub/run.sh', 'b\n', 0o755)]);
    expect(read('a.yaml')).toBe('a\n');
    expect(statSync(at('sub/run.sh')).mode & 0o100).toBe(0o100);
    expect(readdirSync(directory).sort()).toEqual(['.transpose-manifest', 'a.yaml', 'sub']);
  });

  it('changes nothing when all is as it was', () => {
    const files = [file('a.yaml', 'a\n'), file('s.env', 'S=1\n', 0o600)];
    write(files);
    const plan = write(files);
    expect(plan.writes).toEqual([]);
    expect(plan.unchanged).toEqual(['a.yaml', 's.env']);
  });

  it('replaces and removes its own files', () => {
    write([file('a.yaml', '1'), file('gone/b.yaml', '1')]);
    const plan = write([file('a.yaml', '2')]);
    expect(plan.removals).toEqual(['gone/b.yaml']);
    expect(read('a.yaml')).toBe('2');
    expect(existsSync(at('gone'))).toBe(false);
  });

  it('leaves files of another writer alone', () => {
    write([file('a.yaml', '1')]);
    write([file('run.sh', '1', 0o755)], { by: 'docker-run' });
    expect(write([file('b.yaml', '1')]).removals).toEqual(['a.yaml']);
    expect(existsSync(at('run.sh'))).toBe(true);
  });

  it('does not touch what is not its own, or was edited, unless forced', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(at('mine.yaml'), 'mine');
    write([file('a.yaml', '1'), file('b.yaml', '1')]);
    writeFileSync(at('a.yaml'), 'edited');
    writeFileSync(at('b.yaml'), 'edited');
    const plan = write([file('mine.yaml', '2'), file('a.yaml', '2'), file('c.yaml', '2')]);
    expect(plan.obstacles).toEqual([
      { path: 'mine.yaml', what: 'exists and is not known to be written by transpose' },
      { path: 'a.yaml', what: 'was edited since transpose wrote it' },
    ]);
    expect(existsSync(at('c.yaml'))).toBe(false);
    expect(write([file('c.yaml', '2')]).kept).toEqual(['a.yaml', 'b.yaml']);
    write([file('mine.yaml', '2')], { force: true });
    expect(read('mine.yaml')).toBe('2');
  });

  it('takes over a file that is there already with the same bytes', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(at('a.yaml'), '1');
    expect(write([file('a.yaml', '1')]).obstacles).toEqual([]);
    expect(write([file('a.yaml', '2')]).obstacles).toEqual([]);
  });

  it('keeps secrets private, out of git, and their hashes too', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(at('.gitignore'), 'node_modules');
    write([file('a.yaml', '1'), file('env/web.env', 'PASSWORD=1\n', 0o600)]);
    expect(statSync(at('env/web.env')).mode & 0o777).toBe(0o600);
    expect(statSync(at('.transpose-secrets-manifest')).mode & 0o777).toBe(0o600);
    expect(read('.transpose-manifest')).not.toContain('web.env');
    expect(read('.gitignore')).toBe(
      'node_modules\n# Secrets that transpose wrote.\n/env/web.env\n/.transpose-secrets-manifest\n/.transpose-staging/\n',
    );
    chmodSync(at('env/web.env'), 0o644);
    write([file('a.yaml', '1'), file('env/web.env', 'PASSWORD=1\n', 0o600)]);
    expect(statSync(at('env/web.env')).mode & 0o777).toBe(0o600);
    expect(write([file('a.yaml', '1')]).removals).toEqual(['env/web.env']);
  });

  it('takes the modes that a checkout gives for those it wrote', () => {
    const files = [file('a.yaml', 'a\n'), file('run.sh', 'b\n', 0o755)];
    write(files);
    chmodSync(at('a.yaml'), 0o664);
    chmodSync(at('run.sh'), 0o700);
    expect(write(files).writes).toEqual([]);
  });

  it('puts everything back when a write fails', () => {
    write([file('a.yaml', '1'), file('sub/b.yaml', '1')]);
    const plan = planWrite({
      directory,
      files: [file('a.yaml', '2'), file('sub/b.yaml', '2')],
      by: 'kubernetes',
      force: false,
    });
    const before = readdirSync(directory);
    rmSync(at('sub'), { recursive: true });
    writeFileSync(at('sub'), '');
    expect(() => applyWrite(plan)).toThrow();
    expect(read('a.yaml')).toBe('1');
    expect(readdirSync(directory)).toEqual(before);
  });

  it('leaves no directory behind when the one for the output cannot be made', () => {
    const plan = planWrite({
      directory: join(directory, 'n'.repeat(300)),
      files: [file('a', 'a')],
      by: 'k',
      force: false,
    });
    expect(() => applyWrite(plan)).toThrow(/ENAMETOOLONG/);
    expect(existsSync(directory)).toBe(false);
  });

  it('leaves a link in its place that leads nowhere, and ends where no directory can be made', () => {
    symlinkSync('nowhere', directory);
    expect(() => write([file('a.yaml', '1')])).toThrow();
    expect(lstatSync(directory).isSymbolicLink()).toBe(true);
    const plan = planWrite({ directory: '/proc/none/x', files: [file('a', '1')], by: 'kubernetes', force: false });
    expect(() => applyWrite(plan)).toThrow();
  });

  it('tells what the system says in words, and names the file that was wanted', () => {
    mkdirSync(at('long'), { recursive: true });
    const long = `${'a'.repeat(300)}.yaml`;
    let text = '';
    try {
      write([file(long, '1')]);
    } catch (error) {
      text = systemErrorText(error);
    }
    expect(text).toBe(`${at(long)}: name too long`);
    expect(systemErrorText(new Error('odd'), 'x')).toBe('x: odd');
  });

  it('does not write through links that lead out of the directory', () => {
    const elsewhere = join(directory, '../elsewhere');
    mkdirSync(elsewhere, { recursive: true });
    mkdirSync(directory, { recursive: true });
    symlinkSync(elsewhere, at('sub'));
    expect(write([file('sub/a.yaml', '1')]).obstacles).toHaveLength(1);
  });
});

import type * as FileSystem from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** What happens at which call of the file system that changes something. */
const trouble = vi.hoisted(() => ({ at: Number.POSITIVE_INFINITY, kind: 'fails' as 'fails' | 'dies', calls: 0 }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>();
  const changing = [
    'writeFileSync',
    'renameSync',
    'mkdirSync',
    'mkdtempSync',
    'rmSync',
    'rmdirSync',
    'linkSync',
    'copyFileSync',
    'chmodSync',
  ] as const;
  const wrapped = changing.map((name) => {
    const call = real[name] as (...words: unknown[]) => unknown;
    const replaced = (...words: unknown[]): unknown => {
      trouble.calls += 1;
      const now = trouble.kind === 'dies' ? trouble.calls >= trouble.at : trouble.calls === trouble.at;
      if (!now) return call(...words);
      // A process that dies while it writes leaves the beginning.
      if (name === 'writeFileSync' && trouble.calls === trouble.at)
        call(words[0], String(words[1]).slice(0, 3), words[2]);
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC', errno: -28 });
    };
    return [name, replaced];
  });
  return { ...real, ...Object.fromEntries(wrapped) };
});

const { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = await import('node:fs');
const { applyWrite } = await import('./apply-write.ts');
const { planWrite } = await import('./plan-write.ts');

let directory = '';
beforeEach(() => {
  calm();
  directory = join(mkdtempSync(join(tmpdir(), 'transpose-interrupted-')), 'out');
});
afterEach(() => {
  calm();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

function calm(): void {
  trouble.at = Number.POSITIVE_INFINITY;
  trouble.calls = 0;
}

const file = (path: string, content: string, mode = 0o644): OutputFile => ({ path, content, mode });

/** Files that stay, change, come, go, become secret and become open. */
const before = [
  file('same.yaml', 'same'),
  file('changes.yaml', 'old'),
  file('goes.yaml', 'old'),
  file('sub/goes.yaml', 'old'),
  file('web.env', 'PASSWORD=old', 0o600),
  file('opens.yaml', 'SECRET=old', 0o600),
  file('closes.yaml', 'open'),
];
const after = [
  file('same.yaml', 'same'),
  file('changes.yaml', 'new'),
  file('new/deep/comes.yaml', 'new'),
  file('web.env', 'PASSWORD=new', 0o600),
  file('opens.yaml', 'open'),
  file('closes.yaml', 'SECRET=new', 0o600),
];

function run(files: readonly OutputFile[]) {
  const plan = planWrite({ directory, files, by: 'kubernetes', force: false });
  expect(plan.obstacles).toEqual([]);
  expect(plan.kept).toEqual([]);
  applyWrite(plan);
}

/** All below the directory: contents, and whether others may read. */
function state(): Readonly<Record<string, string>> {
  if (!lstatSync(directory, { throwIfNoEntry: false })) return {};
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const stat = lstatSync(join(directory, path));
      return [
        path,
        stat.isDirectory() ? 'directory' : `${stat.mode & 0o77} ${readFileSync(join(directory, path), 'utf8')}`,
      ];
    }),
  );
}

/** How many calls a run makes that change something. */
function callsOf(start: () => void): number {
  start();
  calm();
  run(after);
  const { calls } = trouble;
  calm();
  return calls;
}

const starts = { 'an empty place': () => undefined, 'an earlier output': () => run(before) };

describe.each(Object.entries(starts))('a run over %s', (_, start) => {
  test('that dies leaves nothing that a run with other files takes for the files of somebody else', () => {
    const calls = callsOf(start);
    const newest = after.map(({ path, content, mode }) => file(path, `${content}est`, mode));
    for (let at = 1; at <= calls; at += 1) {
      rmSync(directory, { recursive: true, force: true });
      start();
      Object.assign(trouble, { at, kind: 'dies', calls: 0 });
      try {
        run(after);
      } catch {
        // It died.
      }
      calm();
      run(newest);
      expect(readFileSync(join(directory, 'new/deep/comes.yaml'), 'utf8'), `call ${at}`).toBe('newest');
    }
  });

  test.each(['fails', 'dies'] as const)('that %s at any call of the file system', (kind) => {
    const calls = callsOf(start);
    const wanted = state();
    expect(calls).toBeGreaterThan(20);
    for (let at = 1; at <= calls; at += 1) {
      rmSync(directory, { recursive: true, force: true });
      start();
      const untouched = state();
      Object.assign(trouble, { at, kind, calls: 0 });
      let failed = false;
      try {
        run(after);
      } catch {
        failed = true;
      }
      calm();
      const left = state();
      // Where the last steps, which only clean up, fail, all is written.
      if (kind === 'fails' && failed) expect([untouched, wanted].map(filesOf)).toContainEqual(filesOf(left));
      for (const [path, text] of Object.entries(left))
        if (/PASSWORD|SECRET/.test(text) && !path.startsWith('.transpose-staging/'))
          expect(text, `call ${at}: ${path}`).toMatch(/^0 /);
      run(after);
      expect(filesOf(state()), `call ${at}`).toEqual(filesOf(wanted));
      expect(Object.keys(state())).not.toContain('.transpose-staging');
    }
  });
});

/** Without empty directories, and without a staging directory that could not be removed, which the next run does. */
function filesOf(all: Readonly<Record<string, string>>) {
  const entries = Object.entries(all);
  return Object.fromEntries(
    entries.filter(([path, text]) => !path.startsWith('.transpose-staging') && text !== 'directory'),
  );
}

test('what a killed run has left is removed, what another one is making is not', () => {
  run(before);
  const of = (pid: number) => join(directory, '.transpose-staging', `${pid}-abcdef`);
  for (const pid of [process.ppid, 2 ** 22 + 7]) {
    mkdirSync(of(pid), { recursive: true });
    writeFileSync(join(of(pid), '0'), 'PASSWORD=x');
  }
  run(after);
  expect(readdirSync(join(directory, '.transpose-staging'))).toEqual([`${process.ppid}-abcdef`]);
});

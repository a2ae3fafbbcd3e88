import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Pages whose files and commands are tried one after the other, and whose output is compared line by line. */
const pages = ['templates.md', 'explain.md', 'ci.md', 'adding-a-target.md'];
const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-doc-'));
  writeFileSync(join(folder, 'transpose'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(folder, 'transpose'), 0o755);
  // What `npm install` of a page would bring.
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Piece {
  readonly language: string;
  readonly words: string;
  readonly text: string;
}

function piecesOf(page: string): readonly Piece[] {
  const text = readFileSync(fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url)), 'utf8');
  const found = text.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm);
  return Array.from(found, ([, language = '', words = '', inner = '']) => ({
    language,
    words: words.trim(),
    text: inner,
  }));
}

/** Lines of output files may move; the rest is compared as it is. */
const comparable = (line: string): string => line.replace(/^( {2}\S+):\d+ +/, '$1: ');

describe.skipIf(!existsSync(bundle)).each(pages)('docs/%s', (page) => {
  it('every file and command of it does what it says', { timeout: 120_000 }, () => {
    const project = join(folder, page, 'project');
    mkdirSync(project, { recursive: true });
    let printed = '';
    let shown = 0;
    for (const { language, words, text } of piecesOf(page)) {
      const file = /^file=(.*)$/.exec(words)?.[1];
      if (file !== undefined) {
        mkdirSync(dirname(join(project, file)), { recursive: true });
        writeFileSync(join(project, file), text);
      } else if (language === 'sh') {
        const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' };
        const { status, stdout, stderr } = spawnSync('sh', ['-ec', text], { cwd: project, encoding: 'utf8', env });
        expect({ text, stderr, status }).toEqual({ text, stderr, status: statusOf(words) });
        printed = stdout + stderr;
      } else if (language === 'text') {
        const lines = printed.split('\n').map(comparable);
        for (const line of text.trimEnd().split('\n')) expect(lines).toContain(comparable(line));
        shown += 1;
      }
    }
    expect(shown).toBeGreaterThan(0);
  });
});

/** `fails`, `exit=3`; else the command succeeds. */
const statusOf = (words: string): number => (words === 'fails' ? 1 : Number(/^exit=(\d)$/.exec(words)?.[1] ?? 0));

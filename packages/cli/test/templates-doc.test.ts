import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const page = readFileSync(fileURLToPath(new URL('../../../docs/templates.md', import.meta.url)), 'utf8');
const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
let folder = '';
let project = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-doc-'));
  project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(folder, 'transpose'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(folder, 'transpose'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Piece {
  readonly language: string;
  readonly words: string;
  readonly text: string;
}

const pieces: readonly Piece[] = Array.from(
  page.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm),
  ([, language = '', words = '', text = '']) => ({ language, words: words.trim(), text }),
);

describe.skipIf(!existsSync(bundle))('docs/templates.md', () => {
  it('every file and command of it does what it says', { timeout: 120_000 }, () => {
    let printed = '';
    let shown = 0;
    for (const { language, words, text } of pieces) {
      const file = /^file=(.*)$/.exec(words)?.[1];
      if (file !== undefined) {
        mkdirSync(dirname(join(project, file)), { recursive: true });
        writeFileSync(join(project, file), text);
      } else if (language === 'sh') {
        const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' };
        const { status, stdout, stderr } = spawnSync('sh', ['-ec', text], { cwd: project, encoding: 'utf8', env });
        expect({ text, stderr, status }).toEqual({ text, stderr, status: words === 'fails' ? 1 : 0 });
        printed = stdout + stderr;
      } else if (language === 'text') {
        for (const line of text.trimEnd().split('\n')) expect(printed.split('\n')).toContain(line);
        shown += 1;
      }
    }
    expect(shown).toBeGreaterThan(4);
  });
});

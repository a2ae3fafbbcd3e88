import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryHost } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedPaths, recordingHost } from '../src/watch/recording-host.ts';
import { foldersOf } from '../src/watch/watched-folders.ts';
import { runLater } from './run.ts';

const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
const compose = (image: string): string =>
  `services:\n  web:\n    image: ${image}\n    env_file: web.env\n  db:\n    image: redis:7\n    configs: [settings]\nconfigs:\n  settings: {file: settings.conf}\n`;

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-watch-'));
  writeFileSync(at('compose.yaml'), compose('nginx:1'));
  writeFileSync(at('web.env'), 'A=1\n');
  writeFileSync(at('settings.conf'), 'a\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a recording host', () => {
  it('knows what was read, looked for and listed, and what changed of it', () => {
    const recording = recordingHost(nodeHost(folder));
    recording.host.readFile(at('web.env'));
    recording.host.lstat(at('later/deep.env'));
    recording.host.lstat(folder);
    recording.host.listFolder(folder);
    expect([...foldersOf(recording)]).toContain(folder);
    expect(changedPaths(recording)).toEqual([]);
    writeFileSync(at('web.env'), 'A=22\n');
    expect(changedPaths(recording)).toEqual([at('web.env')]);
    writeFileSync(at('new'), '');
    expect(changedPaths(recording)).toEqual([at('web.env'), folder]);
  });

  it('takes a directory that was only looked at for the same while files come and go in it', () => {
    const recording = recordingHost(nodeHost(folder));
    recording.host.lstat(folder);
    writeFileSync(at('new'), '');
    expect(changedPaths(recording)).toEqual([]);
  });
});

describe('--watch', () => {
  it.each([
    ['convert --watch', '--watch writes files: give -o DIR/ or -o FILE'],
    ['convert --watch -o out/ --check', '--watch and --check exclude each other'],
    ['convert --watch -o out/ --each', '--watch and --each exclude each other'],
    ['convert --watch -o out/ -f -', 'standard input can be read once'],
    ['convert --watch -o out/ --images none.json', '--images none.json: '],
  ])('refuses %s', async (words, message) => {
    const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': compose('a:1') } });
    const { code, err } = await runLater(words, { host });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it.skipIf(!existsSync(bundle))(
    'converts again after each change, goes on after errors, and ends with Ctrl-C',
    async () => {
      const child = spawn(process.execPath, ['--', bin, 'convert', '--watch', '-o', 'out/'], { cwd: folder });
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      let told = '';
      let heard = (): void => undefined;
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        told += text;
        heard();
      });
      /** What is told until a text comes; after that the next is waited for. */
      const until = async (text: string): Promise<string> => {
        while (!told.includes(text)) await new Promise<void>((resolve) => (heard = resolve));
        const before = told;
        told = '';
        return before;
      };
      await until('Watching for changes');
      const untouched = statSync(at('out/db.yaml')).ino;
      writeFileSync(at('compose.yaml'), compose('nginx:2'));
      expect(await until('lost.\n')).toMatch(/^compose\.yaml changed: out\/: 1 written, \d+ unchanged\. /m);
      expect(readFileSync(at('out/web.yaml'), 'utf8')).toContain('nginx:2');
      expect(statSync(at('out/db.yaml')).ino).toBe(untouched);
      writeFileSync(at('web.env'), 'A=other\n');
      expect(await until('lost.\n')).toContain('web.env changed: ');
      writeFileSync(at('settings.conf'), 'b\n');
      expect(await until('lost.\n')).toContain('settings.conf changed: ');
      writeFileSync(at('compose.override.yaml'), 'services: {web: {imag: x}}\n');
      expect(await until('Nothing was written.\n')).toContain('compose.override.yaml:1:18');
      writeFileSync(at('compose.override.yaml'), 'services: {web: {blkio_config: {weight: 300}}}\n');
      expect(await until('1 lost.\n')).toContain('services.web.blkio_config');
      child.kill('SIGINT');
      expect(await ended).toBe(0);
    },
  );
});

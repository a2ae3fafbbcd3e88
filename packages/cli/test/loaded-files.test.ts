import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { targets } from '@transpose/targets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from './run.ts';

const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-loaded-'));
  writeFileSync(join(folder, 'compose.yaml'), compose);
  const list =
    "require('node:fs').writeFileSync('loaded', [...Object.keys(require.cache), ...process.moduleLoadList].join('\\n'))";
  writeFileSync(join(folder, 'list.cjs'), `process.on('exit', () => ${list});\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that a command line loads, and the modules of Node. */
function allLoadedBy(line: string): readonly string[] {
  const words = ['--require', './list.cjs', bin, ...line.split(' ')];
  expect(spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' }).status).toBe(0);
  return readFileSync(join(folder, 'loaded'), 'utf8').split('\n');
}

/** Those of the bundle. */
function loadedBy(line: string): readonly string[] {
  return allLoadedBy(line)
    .filter((path) => path.includes('/dist/'))
    .map((path) => basename(path, '.cjs'))
    .sort();
}

const forAll = ['entry', 'transpose'];
const commands = ['command-line', 'rolldown-runtime', 'start', ...forAll];
const kubernetes = ['container-plan', 'kubernetes', 'kubernetes-plan'];
const engines = ['container-plan', 'engine-support'];
const conversion = ['conversion', 'convert', 'load', 'values', ...commands];

describe.skipIf(!existsSync(bundle))('the built command', () => {
  it.each<[string, readonly string[]]>([
    ['--version', forAll],
    ['--help', commands],
    ['convert --help', commands],
    ['completion bash', commands],
    ['up --help', commands],
    ['config', ['config', 'load', 'values', ...commands]],
    ['convert', [...kubernetes, ...conversion]],
    ['logs --help', commands],
    ['up --dry-run', ['cluster', ...kubernetes, ...conversion.filter((file) => file !== 'convert')]],
    ['convert -t docker-run', ['docker-run', ...engines, ...conversion]],
    ['convert -t systemd -o units/', [...engines, 'systemd', 'unit-plan', 'units', 'files', ...conversion]],
    ['convert -t quadlet -o quadlet/', [...engines, 'quadlet', 'unit-plan', 'units', 'files', ...conversion]],
  ])('loads for %s what it uses, and the support table of one target at most', (line, files) => {
    expect(loadedBy(line)).toEqual([...files].sort());
  });

  it.each(['--help', 'completion bash', 'config', 'convert', 'convert -t docker-run'])(
    'loads no streams, network or hashes of Node for %s',
    (line) => {
      // node:v8 loads streams, and pays for it in what converts (bin/optimize-later.cjs).
      const unwanted = /^(?:net|tty|crypto|worker_threads|child_process)$/;
      const modules = allLoadedBy(line).flatMap((one) => /^NativeModule (.*)/.exec(one)?.[1] ?? []);
      expect(modules).toContain('fs');
      expect(modules.filter((name) => unwanted.test(name))).toEqual([]);
      expect(modules.includes('stream')).toBe(modules.includes('v8'));
      expect(modules.includes('v8')).toBe(!/^(?:--help|completion)/.test(line));
    },
  );
});

it('makes each support table once', () => {
  for (const target of targets) expect(target.support).toBe(target.support);
});

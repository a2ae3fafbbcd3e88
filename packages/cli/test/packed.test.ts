import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OutputOptions, RolldownOptions } from 'rolldown';
import { rolldown } from 'rolldown';
import { afterAll, describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'transpose-pack-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Packs the package of a directory, into a file whose path is returned. */
function pack(directory: string): string {
  const into = mkdtempSync(join(scratch, 'tgz-'));
  const words = ['pack', '--silent', '--ignore-scripts', '--offline', '--pack-destination', into];
  return join(into, execFileSync('npm', words, { cwd: directory, encoding: 'utf8' }).trim());
}

const names = ['core', 'targets', 'cluster', 'cli'] as const;
const archives = Object.fromEntries(names.map((name) => [name, pack(join(packages, name))]));

describe.each(names)('the packed package %s', (name) => {
  const directory = join(packages, name);
  const archive = archives[name] ?? '';

  it('has the same bytes whenever and wherever it is packed', () => {
    const copy = join(scratch, name);
    // The copies are younger than the originals.
    cpSync(directory, copy, { recursive: true, filter: (path) => !/\/(?:node_modules|\.turbo)$/.test(path) });
    expect(readFileSync(pack(copy)).equals(readFileSync(archive))).toBe(true);
  });

  it('runs nothing when it is installed', () => {
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).split('\n');
    expect(files.filter((path) => path.endsWith('binding.gyp'))).toEqual([]);
    const { scripts } = JSON.parse(
      execFileSync('tar', ['-xOzf', archive, 'package/package.json'], { encoding: 'utf8' }),
    ) as { readonly scripts: object };
    // Source: npm's documentation of `scripts`, "Life Cycle Operation Order".
    const atInstall = /^(?:pre|post)?(?:install|prepare|uninstall|dependencies)$/;
    expect(Object.keys(scripts).filter((script) => atInstall.test(script))).toEqual([]);
    expect(files).toContain('package/LICENSE');
  });
});

// Ceilings over what is measured (MB), so that a type that is written out many times is noticed.
it.each([
  ['core', 0.6, 0.7],
  ['targets', 1.5, 0.6],
])('%s is packed in less than %d MB, with %d MB of types', (name, most, types) => {
  const archive = readFileSync(archives[name] ?? '');
  expect(archive.length / 1e6).toBeLessThan(most);
  const folder = join(packages, name, 'dist');
  const declarations = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.d.ts'),
  );
  const sizes = declarations.map((path) => statSync(join(folder, path)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toBeLessThan(types);
});

const licenses = fileURLToPath(new URL('../dist/LICENSES.txt', import.meta.url));

it.skipIf(!existsSync(licenses))('the licenses of all that is bundled are beside the bundle', async () => {
  const file = new URL('../rolldown.config.js', import.meta.url).href;
  const { default: config } = (await import(file)) as { readonly default: RolldownOptions };
  const { output: form, plugins, ...options } = config;
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  const bundle = await rolldown({ ...options, plugins: plugins ?? [], cwd, logLevel: 'silent' });
  const { output } = await bundle.generate(form as OutputOptions);
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
  const foreign = modules.filter((id) => id.includes('/node_modules/'));
  const names = new Set(
    foreign.map((id) => /^(?:@[^/]+\/)?[^/]+/.exec(id.split('/node_modules/').at(-1) ?? '')?.[0] ?? ''),
  );
  expect(names.size).toBeGreaterThan(2);
  const text = readFileSync(licenses, 'utf8');
  const titles = [...text.matchAll(/^([a-z\d@/-]+) \d+\.\d+\.\d+ \([\w.-]+\)$/gm)].map(([, name]) => name);
  expect(titles).toEqual([...names].sort());
  expect(text.match(/copyright/gi)?.length).toBeGreaterThanOrEqual(names.size);
});

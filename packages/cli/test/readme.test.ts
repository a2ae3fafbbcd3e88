import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { targets } from '@transpose/targets';
import { afterEach, expect, it, vi } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = `${root}/packages/cli/node_modules/.readme`;

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(cache, { recursive: true, force: true });
});

/** Runs the example of a README, and gives what it printed. */
async function printedBy(readme: string): Promise<readonly string[]> {
  const [, code = ''] = readFileSync(`${root}/${readme}`, 'utf8').match(/```ts\n([\s\S]*?)```/) ?? [];
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...words: readonly unknown[]) => void lines.push(words.join(' ')));
  mkdirSync(cache, { recursive: true });
  const file = `${cache}/${readme.replaceAll('/', '-')}.ts`;
  writeFileSync(file, code);
  await import(/* @vite-ignore */ file);
  return lines;
}

it('the first lines to try convert to each target', () => {
  const [, names = ''] = /for target in ([^;]*);/.exec(readFileSync(`${root}/README.md`, 'utf8')) ?? [];
  expect(names.split(' ')).toEqual(targets.map(({ name }) => name));
});

it('the example of core does what it says', async () => {
  expect(await printedBy('packages/core/README.md')).toEqual([
    '1.29',
    '80',
    'services.web.image is at compose.yaml:3:12',
  ]);
});

it('the example of targets converts, and accounts for all keys', async () => {
  const lines = await printedBy('packages/targets/README.md');
  expect(lines).toContain('web.yaml 644');
  expect(lines).toContain('services.image carried');
  expect(lines).toContain('services.cgroup_parent dropped');
  expect(lines.at(-1)).toBe('0');
});

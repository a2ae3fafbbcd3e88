import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

/** Bundles the library as a web page would. */
async function browserBundle(entry: string, minify = false) {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`../../${entry}`, import.meta.url)),
    platform: 'browser',
    resolve: { conditionNames: ['@transpose/source', 'browser', 'import', 'default'] },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, minify });
  await bundle.close();
  return output[0];
}

it.each(['core/src/index.ts', 'targets/src/index.ts'])('%s needs nothing of Node', async (entry) => {
  const { code, fileName, imports, dynamicImports } = await browserBundle(entry);
  // What is loaded later (the parser of templates) is in the same file here.
  expect([...imports, ...dynamicImports].filter((one) => one !== fileName)).toEqual([]);
  const required = [...code.matchAll(/(?:require|import)\(["'](?:node:)?([a-z/_]+)["']\)/g)].map(
    ([, name]) => name ?? '',
  );
  expect(required.filter((name) => builtinModules.includes(name))).toEqual([]);
  expect(/["']node:/.test(code)).toBe(false);
});

// Ceilings over what is measured, so that growth is noticed; docs/decisions/0019 says what the bytes are.
it.each([
  ['all of core', 'core/src/index.ts', 83],
  ['the target kubernetes', 'targets/src/kubernetes/index.ts', 146],
  ['a page that converts to Kubernetes', '../examples/library/browser-page.mjs', 227],
])('%s (%s) is at most %i KB, minified and compressed', async (_, entry, most) => {
  const { code } = await browserBundle(entry, true);
  expect(gzipSync(code, { level: 9 }).length / 1000).toBeLessThan(most);
});

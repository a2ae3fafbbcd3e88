// Runs a TypeScript module of the repository from its sources: bundled by rolldown in memory, without a build or a type check.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** The folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The exports of a module, given by its path from the repository's folder. */
export async function importSource(path) {
  const bundle = await rolldown({
    input: resolve(root, path),
    platform: 'node',
    resolve: { conditionNames: ['@transpose/source', 'node', 'import', 'default'] },
    logLevel: 'silent',
    // It brings a TypeScript compiler, which asks where its file lies.
    external: ['ts-json-schema-generator'],
  });
  const { output } = await bundle.generate({ format: 'esm', sourcemap: 'inline', codeSplitting: false });
  await bundle.close();
  const file = resolve(root, 'node_modules/.cache/transpose', `${path.replaceAll('/', '-')}-${process.pid}.mjs`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, output[0].code);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file, { force: true });
  }
}

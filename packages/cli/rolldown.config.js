import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const childProcessStub = fileURLToPath(new URL('stubs/child-process.cjs', import.meta.url));
const yamlPackage = createRequire(import.meta.url).resolve('yaml/package.json');

// One CommonJS file, because loading modules one by one is most of the start-up time.
export default defineConfig({
  input: 'src/entry.ts',
  platform: 'node',
  resolve: {
    conditionNames: ['@transpose/source', 'import', 'default'],
    // For Node yaml offers CommonJS only. Its browser build is the same code as ES modules, of which the unused falls away.
    alias: { yaml: join(dirname(yamlPackage), 'browser/index.js') },
  },
  plugins: [
    {
      name: 'commander-without-child-process',
      resolveId: {
        order: 'pre',
        handler: (id, importer) =>
          id === 'node:child_process' && importer?.includes('/commander/') ? childProcessStub : undefined,
      },
    },
    {
      // What `transpose init template` writes.
      name: 'starters',
      writeBundle() {
        const [from, to] = ['../../examples/templates', 'dist/templates'].map((path) =>
          fileURLToPath(new URL(path, import.meta.url)),
        );
        rmSync(to, { recursive: true, force: true });
        cpSync(from, to, { recursive: true });
      },
    },
  ],
  output: { file: 'dist/transpose.cjs', format: 'cjs', minify: true, codeSplitting: false },
});

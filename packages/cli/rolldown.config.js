import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const childProcessStub = fileURLToPath(new URL('stubs/child-process.cjs', import.meta.url));
const yaml = fileURLToPath(new URL('browser/index.js', import.meta.resolve('yaml/package.json')));

// One CommonJS file, because loading modules one by one is most of the start-up time.
export default defineConfig({
  input: 'src/entry.ts',
  platform: 'node',
  resolve: {
    conditionNames: ['@transpose/source', 'node', 'import', 'default'],
    // yaml's ES modules are the same code, and can be shaken.
    alias: { yaml },
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
  ],
  output: { file: 'dist/transpose.cjs', format: 'cjs', minify: true, codeSplitting: false },
});

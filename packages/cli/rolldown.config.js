import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const childProcessStub = fileURLToPath(new URL('stubs/child-process.cjs', import.meta.url));
const yamlPackage = createRequire(import.meta.url).resolve('yaml/package.json');

/** The packages of others that modules come from, by their directories. */
const packageDirectories = (modules) => [
  ...new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/'))?.[0] ?? []),
  ),
];

/** A package's name, version and license, and the text that its license asks to be kept. */
function licenseText(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}

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
      // The licenses of what is bundled ask for their text beside every copy.
      name: 'licenses',
      writeBundle(_, output) {
        const modules = Object.values(output).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
        const texts = packageDirectories(modules).map(licenseText).sort();
        const path = fileURLToPath(new URL('dist/LICENSES.txt', import.meta.url));
        writeFileSync(path, `transpose.cjs contains these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`);
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

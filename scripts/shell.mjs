// Puts the shell files of packages/targets into modules beside them, because the library reads no files where it runs.
// `npm run shell` after a change of a .sh file; a test compares them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../packages/targets/src');

/** The shell files of the library. */
export const files = readdirSync(sources, { recursive: true })
  .filter((file) => file.endsWith('.sh'))
  .map((file) => resolve(sources, file))
  .toSorted();

const camelCase = (name) => name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
// The type is written out, or the declarations would hold each text once more.
const constant = (file) =>
  `export const ${camelCase(basename(file, '.sh'))}: string = \`${readFileSync(file, 'utf8').replaceAll(/[\\`]|\$\{/g, '\\$&')}\`;\n`;
const moduleOf = (folder) =>
  [
    '// Made from the .sh files of this folder by `npm run shell`.\n',
    ...files.filter((file) => dirname(file) === folder).map(constant),
  ].join('\n');

/** The modules by their places. */
export const texts = Object.fromEntries(
  [...new Set(files.map((file) => dirname(file)))].map((folder) => [
    resolve(folder, 'shell-files.ts'),
    moduleOf(folder),
  ]),
);
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [place, text] of Object.entries(texts)) writeFileSync(place, text);

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Rules that nobody sees fail may not hold: each of ours has to speak up about one bad file.

const repository = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'lint-rules-'));
afterAll(() => rmSync(place, { recursive: true }));

/** A file by its path, with what is bad about it, and what the linter has to say. */
const bad: readonly (readonly [path: string, text: string, said: string])[] = [
  ...[
    'core/src/a',
    'core/src/read/a',
    'targets/src/a',
    'targets/src/kubernetes/a',
    'targets/src/kubernetes/pod/a',
  ].flatMap((file): [string, string, string][] => [
    [`${file}-process.ts`, 'export const a = process.pid;', 'Ask the Host.'],
    [`${file}-global-process.ts`, 'export const a = globalThis.process;', 'Ask the Host.'],
    [`${file}-buffer.ts`, "export const a = Buffer.from('a');", 'Use Uint8Array.'],
    [`${file}-date.ts`, 'export const a = Date.now();', 'there is no clock'],
    [`${file}-performance.ts`, 'export const a = performance.now();', 'there is no clock'],
    [`${file}-crypto.ts`, 'export const a = crypto.randomUUID();', 'there is no randomness'],
    [`${file}-random.ts`, 'export const a = Math.random();', 'The same input gives the same bytes.'],
    [`${file}-fetch.ts`, "export const a = fetch('http://a');", 'Reading stays at home.'],
    [`${file}-console.ts`, "console.log('a');", 'Problems go into the Report.'],
    [`${file}-require.ts`, "export const a = require('a');", 'Import.'],
    [`${file}-node.ts`, "import 'node:fs';", 'anywhere'],
    [`${file}-upwards.ts`, "import '@transpose/cli';", 'Arrows point one way'],
  ]),
  ...[
    'targets/src/a',
    'targets/src/kubernetes/a',
    'targets/src/kubernetes/pod/a',
    'targets/src/kubernetes/pod/deep/a',
  ].flatMap((file): [string, string, string][] => [
    [`${file}-files.ts`, "import '@transpose/core/dist/x.js';", 'Import the package, not its files.'],
    [`${file}-models.ts`, "import 'kubernetes-models/v1';", 'For tests only.'],
    [
      `${file}-client.ts`,
      "import { KubeConfig } from '@kubernetes/client-node';\nexport const a = new KubeConfig();",
      '55 MB',
    ],
  ]),
  ['targets/src/quadlet/other.ts', "import '../kubernetes/plan.ts';", 'Targets do not import one another'],
  ['targets/src/kubernetes/pod/other.ts', "import '../../quadlet/plan.ts';", 'Targets do not import one another'],
  [
    'targets/src/kubernetes/pod/deep/other.ts',
    "import '../../../quadlet/plan.ts';",
    'Targets do not import one another',
  ],
  ['targets/src/helm/other.ts', "import '../quadlet/plan.ts';", 'Targets do not import one another'],
  ['targets/src/helm/chart/other.ts', "import '../../quadlet/plan.ts';", 'Targets do not import one another'],
  ['core/src/read/node.ts', "import 'node:fs';", 'anywhere'],
  ['cli/src/deep.ts', "import '@transpose/core/dist/node.js';", 'Import the package, not its files.'],
  ['cli/src/files.ts', "import '../../core/src/index.ts';", 'Import the package, not its files.'],
  ['cli/src/equal.ts', 'export const same = (a: unknown) => a == 1;', 'eqeqeq'],
  ['cli/src/any.ts', 'export const a: any = 1;', 'no-explicit-any'],
  ['cli/src/types.ts', "import { A } from './equal.ts';\nexport type B = A;", 'consistent-type-imports'],
  ['cli/src/floating.ts', 'const wait = async () => 1;\nwait();', 'no-floating-promises'],
  ['cli/src/spread.ts', 'export const a = { ...[1] };', 'no-misused-spread'],
  [
    'cli/src/exhaustive.ts',
    "export function f(a: 'b' | 'c') {\n  switch (a) {\n    case 'b':\n      return 1;\n  }\n  return 2;\n}",
    'switch-exhaustiveness-check',
  ],
  ['cli/src/CamelCase.ts', 'export const a = 1;', 'filename-case'],
  ['cli/src/circle-one.ts', "import { b } from './circle-two.ts';\nexport const a = () => b();", 'no-cycle'],
  ['cli/src/circle-two.ts', "import { a } from './circle-one.ts';\nexport const b = (): unknown => a();", 'no-cycle'],
  ['cli/src/nothing.test.ts', "import { test } from 'vitest';\ntest('a', () => {});", 'expect-expect'],
  ['cli/src/unused.ts', '// oxlint-disable-next-line eqeqeq\nexport const a = 1;', 'Unused oxlint-disable'],
];

const said = lint();

test.each(bad)('%s is refused', (path, _text, message) => {
  expect(said.get(path) ?? '').toContain(message);
});

/** Lints all the files at once with our rules; gives what was said of each. */
function lint(): ReadonlyMap<string, string> {
  copyFileSync(join(repository, '.oxlintrc.json'), join(place, '.oxlintrc.json'));
  const options = {
    compilerOptions: { strict: true, target: 'es2024', module: 'nodenext', noEmit: true },
    include: ['packages'],
  };
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(options));
  for (const [path, text] of bad) {
    const file = join(place, 'packages', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
  const command = join(repository, 'node_modules/.bin/oxlint');
  const { stdout } = spawnSync(command, ['--format', 'json'], { cwd: place, encoding: 'utf8', maxBuffer: 1 << 26 });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly {
      readonly filename: string;
      readonly code?: string;
      readonly message: string;
      readonly help?: string;
    }[];
  };
  const texts = new Map<string, string>();
  for (const { filename, code, message, help } of diagnostics) {
    const path = filename.replace(/^.*?packages\//, '');
    texts.set(path, `${texts.get(path) ?? ''}${[code, message, help].join(' ')}\n`);
  }
  return texts;
}

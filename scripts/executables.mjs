// Makes standalone executables: the bundle of the command and the Bun runtime in one file, which needs no Node
// (docs/decisions/0020-executables.md). Needs a build; fetches the runtimes from npm, those of other platforms too.
//   npm run executables                      one for each platform, in executables/, with the licenses and SHA-256 sums
//   npm run executables -- linux-x64 …       these only
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './run-source.mjs';

/** Of the runtime, and of the compiler, which is the same program. */
const version = '1.4.5';

/** What npm calls the runtime of each platform. The baseline ones need no AVX2, which not every x64 machine has. */
const runtimes = {
  'linux-x64': 'linux-x64-baseline',
  'linux-arm64': 'linux-aarch64',
  'macos-x64': 'darwin-x64-baseline',
  'macos-arm64': 'darwin-aarch64',
  'windows-x64': 'windows-x64-baseline',
};

const bundle = join(root, 'packages/cli/dist');
const output = join(root, 'executables');
const cache = join(root, 'node_modules/.cache/transpose/executables');

const given = process.argv.slice(2);
const unknown = given.filter((name) => !Object.hasOwn(runtimes, name));
if (unknown.length > 0) {
  console.error(`There is no platform ${unknown.join(', ')}: give some of ${Object.keys(runtimes).join(', ')}.`);
  process.exit(2);
}
if (!existsSync(join(bundle, 'transpose.cjs'))) {
  console.error('The command is not built yet: run `npm run build` first.');
  process.exit(2);
}
mkdirSync(output, { recursive: true });
for (const platform of given.length > 0 ? given : Object.keys(runtimes)) {
  const path = executable(platform);
  console.log(`${path} (${Math.round(readFileSync(path).length / 1e6)} MB)`);
}
copyFileSync(join(bundle, 'LICENSES.txt'), join(output, 'LICENSES.txt'));
writeFileSync(join(output, 'SHA256SUMS'), sums());

/** Compiles the bundle for a platform, and gives the path of the executable. */
function executable(platform) {
  const isWindows = platform.startsWith('windows');
  const name = `transpose-${platform}${isWindows ? '.exe' : ''}`;
  const words = [
    'build',
    '--compile',
    `--target=bun-${runtimes[platform]}`,
    `--compile-executable-path=${runtime(runtimes[platform])}`,
    // Functions are compiled here and not at each start, and run in the interpreter for longer before they are optimized.
    '--bytecode',
    '--format=cjs',
    '--compile-jit-policy=100',
    // A project directory gives no settings to the runtime: `.env` is what Compose reads by rules of its own.
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    // Packages that plug-ins import are found as Node finds them.
    '--compile-autoload-package-json',
    '--asset=templates',
    '--asset=schemas',
    `--outfile=${join(output, name)}`,
    'transpose.cjs',
    'thread.cjs',
  ];
  execFileSync(runtime(runtimeHere()), words, { cwd: bundle, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(output, name);
}

/** The runtime that runs on this machine. */
function runtimeHere() {
  const system = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : process.platform;
  const found = runtimes[`${system}-${process.arch}`];
  if (found === undefined) throw new Error(`Bun does not run on ${process.platform} ${process.arch}`);
  return found;
}

/** The program of a runtime, which is fetched once. */
function runtime(name) {
  const place = join(cache, `${name}@${version}`);
  const program = join(place, 'package/bin', name.startsWith('windows') ? 'bun.exe' : 'bun');
  if (existsSync(program)) return program;
  const unpacked = `${place}.${process.pid}`;
  mkdirSync(unpacked, { recursive: true });
  try {
    const npm = ['pack', '--silent', '--pack-destination', unpacked, `@oven/bun-${name}@${version}`];
    execFileSync('npm', npm, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    execFileSync('tar', ['-xzf', readdirSync(unpacked)[0], '--no-same-owner'], { cwd: unpacked });
    rmSync(place, { recursive: true, force: true });
    renameSync(unpacked, place);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  chmodSync(program, 0o755);
  return program;
}

/** The lines that `sha256sum --check` reads. */
function sums() {
  const names = readdirSync(output).filter((name) => name !== 'SHA256SUMS');
  const sumOf = (name) =>
    createHash('sha256')
      .update(readFileSync(join(output, name)))
      .digest('hex');
  return names.map((name) => `${sumOf(name)}  ${name}\n`).join('');
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Host } from '@transpose/core';
import { absolutePath } from '@transpose/core';
import { resolveExports } from 'resolve-pkg-maps';
import { UsageError } from '../usage-error.ts';

/** What a file exports by default. `place` begins what is said of a problem. */
export function importFile(path: string, host: Host, place: string): Promise<unknown> {
  const absolute = absolutePath(host, path);
  if (host.lstat(absolute) === undefined) throw new UsageError(`${place}: there is no such file`);
  return importDefault(urlOf(absolute, host), place);
}

/** What a package exports by default: one that the working directory finds, as code in it would. */
export function importPackage(name: string, host: Host, place: string): Promise<unknown> {
  let entry: string | undefined;
  try {
    entry = packageEntry(name, createRequire(urlOf(absolutePath(host, 'transpose.mjs'), host)));
  } catch (error) {
    throw new UsageError(`${place}: ${firstLine(error)}`);
  }
  if (entry === undefined)
    throw new UsageError(`${place}: there is no such package here; npm install --save-dev ${name} installs it`);
  return importDefault(pathToFileURL(entry).href, place);
}

/** The file that `import` loads for a package, or for a path below it: `createRequire` alone finds that of `require`. */
function packageEntry(name: string, { resolve }: NodeJS.Require): string | undefined {
  const [, packageName = name, below = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  for (const folder of resolve.paths(packageName) ?? []) {
    const directory = join(folder, packageName);
    const manifest = manifestIn(directory);
    if (!manifest) continue;
    const { exports, main = 'index.js' } = manifest;
    const path = exports === undefined ? below || main : resolveExports(exports, below, ['node', 'import'])[0];
    return path === undefined ? undefined : join(directory, path);
  }
  return undefined;
}

interface Manifest {
  readonly exports?: Parameters<typeof resolveExports>[0];
  readonly main?: string;
}

function manifestIn(directory: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

const urlOf = (path: string, { paths }: Host): string => pathToFileURL(paths?.toLocal(path) ?? path).href;

async function importDefault(url: string, place: string): Promise<unknown> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(url)) as { readonly default?: unknown };
  } catch (error) {
    throw new UsageError(`${place} cannot be loaded: ${reasonOf(error)}`, { cause: error });
  }
  if (module.default === undefined) throw new UsageError(`${place} has no default export, which the target has to be`);
  return module.default;
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return `Node ${process.versions.node} runs no TypeScript, which begins with 22.18: write it as .mjs`;
  // Node gives no place with it.
  return error instanceof SyntaxError ? `${firstLine(error)}; node --check FILE says where` : firstLine(error);
}

const firstLine = (error: unknown): string =>
  error instanceof Error
    ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message.split('\n')[0]}`
    : String(error);

import { gluedDollar, isLikelyText } from '../interpolate/glued-dollar.ts';
import { absolute } from '../host/host-path.ts';
import { absoluteWithHome, foundFiles, namedFiles, projectDirectory } from './discovery.ts';
import type { EnvContext, EnvEntry } from '../interpolate/env-file.ts';
import { envValues } from '../interpolate/env-file.ts';
import { parseEnvFile } from '../interpolate/dotenv.ts';
import type { Environment, Loading } from '../loading.ts';
import { isRemote } from '../merge/local-files.ts';
import type { Asker } from '../read/read-source.ts';
import { readSource } from '../read/read-source.ts';
import type { Source } from '../tree/source.ts';
import { joinPath } from '../values/path.ts';

/** The files of a project and the variables that are seen when they are read. */
export interface Surroundings {
  /** Absolute, `-` for standard input. */
  readonly files: readonly string[];
  readonly directory: string;
  readonly environment: Environment;
  /** Where variables come from besides the process: `.env`, or what `--env-file` names; absolute. */
  readonly envFiles: readonly string[];
}

/**
 * Finds the files and their variables. The two lean on each other: `.env` of the working directory may name the files,
 * and the files tell the project directory, which has a `.env` of its own. The order of the steps is that of
 * `docker compose` (its `toProjectOptions`): what is set first wins.
 */
export function findSurroundings(loading: Loading): Surroundings | undefined {
  const { options, report } = loading;
  const remote = options.files?.find(isRemote);
  if (remote !== undefined) {
    const message = `${remote} is not on this machine; Transpose reads only local files`;
    report.add({ code: 'remote-file', message, file: remote, hint: 'fetch it and name the copy' });
    return undefined;
  }
  const environment = processEnvironment(loading);
  const envFiles = namedEnvFiles(loading, environment);

  // What `.env` says about Compose itself counts as if the process environment said it.
  const early = readEnvFiles(loading, envFiles ?? defaultEnvFile(loading, environment, options.files), environment);
  if (!early) return undefined;
  for (const [name, value] of early) if (name.startsWith('COMPOSE_')) fill(environment, name, value);

  const readFor = (files: readonly string[] | undefined): boolean => {
    const found = readEnvFiles(loading, envFiles ?? defaultEnvFile(loading, environment, files), environment);
    for (const [name, value] of found ?? []) fill(environment, name, value);
    return found !== undefined;
  };
  if (!readFor(options.files)) return undefined;
  const files = namedFiles(loading, environment) ?? foundFiles(loading, projectDirectory(loading));
  if (!files) {
    report.add({
      code: 'no-compose-file',
      message: 'there is no compose.yaml here or in a directory above',
      hint: 'name the file with -f FILE',
    });
    return undefined;
  }
  if (!readFor(files)) return undefined;
  return {
    files,
    directory: projectDirectory(loading, files),
    environment,
    envFiles: envFiles ?? defaultEnvFile(loading, environment, files) ?? [],
  };
}

function fill(environment: Map<string, string>, name: string, value: string): void {
  if (!environment.has(name)) environment.set(name, value);
}

function processEnvironment({ host }: Loading): Map<string, string> {
  const environment = new Map<string, string>();
  for (const [name, value] of Object.entries(host.env)) if (value !== undefined) environment.set(name, value);
  fill(environment, 'PWD', host.cwd);
  return environment;
}

/** `--env-file`, else `COMPOSE_ENV_FILES` of the process; both take the place of `.env`. */
function namedEnvFiles({ host, options }: Loading, environment: Environment): readonly string[] | undefined {
  const listed = environment.get('COMPOSE_ENV_FILES');
  const files = options.envFiles?.length ? options.envFiles : listed ? listed.split(',') : undefined;
  return files?.map((file) => absoluteWithHome(host, file, environment.get('HOME')));
}

/** `.env` of the project directory as far as it is known, if it is there and not switched off. */
function defaultEnvFile(
  loading: Loading,
  environment: Environment,
  files: readonly string[] | undefined,
): readonly string[] | undefined {
  const { host, report } = loading;
  const off = environment.get('COMPOSE_DISABLE_ENV_FILE');
  if (off !== undefined) {
    // Go's strconv.ParseBool.
    if (/^(?:1|t|T|true|TRUE|True)$/.test(off)) return [];
    if (!/^(?:0|f|F|false|FALSE|False)$/.test(off)) {
      report.add({ code: 'env-syntax', message: `COMPOSE_DISABLE_ENV_FILE must be true or false, not "${off}"` });
      return undefined;
    }
  }
  const path = joinPath(
    projectDirectory(
      loading,
      files?.map((file) => absolute(host, file)),
    ),
    '.env',
  );
  const real = host.realPath(path);
  return real !== undefined && host.lstat(real)?.kind !== 'directory' ? [path] : [];
}

/** The variables of several files, later ones winning; undefined when one cannot be read. */
export function readEnvFiles(
  loading: Loading,
  paths: readonly string[] | undefined,
  environment: Environment,
  asker?: Asker,
): Map<string, string> | undefined {
  if (!paths) return undefined;
  const values = new Map<string, string>();
  for (const path of paths) {
    const entries = readEnvFile(loading, path, { lookup: (name) => environment.get(name), earlier: values }, asker);
    if (!entries) return undefined;
    for (const [name, value] of envValues(entries)) values.set(name, value);
  }
  return values;
}

/** The statements of one env file; undefined when it cannot be read, which the report says. */
function readEnvFile(
  loading: Loading,
  path: string,
  context: EnvContext,
  asker?: Asker,
): readonly EnvEntry[] | undefined {
  if (path === '/dev/null') return [];
  const source = readSource(loading, path, asker);
  if (!source) return undefined;
  const parsed = parseEnvFile(source.text, context);
  if (parsed.ok) {
    warnOfUnset(loading, source, parsed.entries);
    return parsed.entries;
  }
  reportEnvSyntax(loading, source, parsed);
  return undefined;
}

export function reportEnvSyntax(
  { report }: Pick<Loading, 'report'>,
  source: Source,
  problem: { readonly message: string; readonly at: number },
): void {
  const lineEnd = source.text.indexOf('\n', problem.at);
  const end = Math.max(problem.at, lineEnd < 0 ? source.text.length : lineEnd);
  report.add({ code: 'env-syntax', message: problem.message, span: { source, start: problem.at, end } });
}

/** What a statement looks to say and does not. */
function oddValue(text: string, entry: EnvEntry): { readonly message: string; readonly hint: string } | undefined {
  if (entry.bare || entry.lost) return undefined;
  const written = text.slice(entry.valueStart, entry.valueEnd);
  const [rest = ''] = /^[^\n]*/.exec(text.slice(entry.valueEnd)) ?? [];
  if (/^["']/.test(written)) {
    if (/^\s*(?:#|$)/.test(rest)) return undefined;
    const message = `what follows the closing quote of "${entry.name}" is read as a statement of its own`;
    return { message, hint: 'put all of the value in quotes' };
  }
  const isComment = written.startsWith('#') && /\s/.test(text[entry.valueStart - 1] ?? '');
  if (!isComment && !/\t#/.test(written)) return undefined;
  const message = `the # in the value of "${entry.name}" starts no comment: it is part of the value`;
  return { message, hint: 'a comment behind a value starts with a space and a #' };
}

/** What is odd in an env file: one warning for each use, but one only when a file is read twice. */
export function warnOfUnset({ report }: Pick<Loading, 'report'>, source: Source, entries: readonly EnvEntry[]): void {
  const known = new Set(report.diagnostics.flatMap(({ span }) => (span?.source === source ? [span.start] : [])));
  for (const entry of entries) {
    const span = { source, start: entry.valueStart, end: entry.valueEnd };
    if (known.has(span.start)) continue;
    const odd = oddValue(source.text, entry);
    if (odd !== undefined) report.add({ code: 'misread-value', span, ...odd });
    if (entry.lost) {
      const message =
        'this name is lost: nothing ends its line, and so it is taken for the value of a nameless variable';
      report.add({ code: 'dropped-value', message, span, hint: 'end the last line with a line feed, or write NAME=' });
    }
    const written = source.text.slice(span.start, span.end);
    for (const name of entry.unset) {
      const isGlued = isLikelyText(written, written.indexOf(`$${name}`)) || /[a-z]/.test(name);
      const message = isGlued ? gluedDollar : `the variable ${name} is not set: an empty string is used`;
      const hint = isGlued ? { hint: 'for a dollar sign put the value in single quotes' } : {};
      report.add({ code: 'unset-variable', message, span, ...hint });
    }
  }
}

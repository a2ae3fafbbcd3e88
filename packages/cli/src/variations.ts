import type { Diagnostic, LoadResult } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { LoadedVariation, Target } from '@transpose/targets';
import type { Command } from 'commander';
import type { ProjectOptions } from './project-options.ts';
import { loadOptionsOf, repeatable } from './project-options.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options that say how environments differ from the project. */
export interface VariationOptions extends ProjectOptions {
  readonly overlay?: readonly string[];
  readonly overlayEnvFile?: readonly string[];
}

/** They are in the help of the targets that write environments. */
export function addVariationOptions(command: Command): Command {
  return command
    .addOption(repeatable('--overlay <ENV=FILE>', 'an environment').hideHelp())
    .addOption(repeatable('--overlay-env-file <ENV=FILE>', 'its variables').hideHelp());
}

export interface LoadedVariations {
  readonly variations: readonly LoadedVariation[];
  /** Those of the base among them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the environments that the command line names, and each profile of the project, where the target writes them. */
export function loadVariations(
  { host }: Surroundings,
  options: VariationOptions,
  services: readonly string[],
  target: Target,
  base: LoadResult,
): LoadedVariations {
  const files = base.project?.files ?? [];
  const environments = environmentsOf(options);
  if (environments.size > 0 && !target.variations?.includes('overlay'))
    throw new UsageError(`--overlay is for targets that write environments, and ${target.name} does not`);
  if (environments.size > 0 && files.includes('-'))
    throw new UsageError('--overlay reads the project again, and standard input can be read once: give a file');
  const given = loadOptionsOf(options, services);
  const variations: LoadedVariation[] = [];
  for (const [name, environment] of environments) {
    const envFiles = environment.envFiles.length > 0 ? environment.envFiles : (options.envFile ?? []);
    const loaded = loadProject(host, { ...given, files: [...files, ...environment.files], envFiles });
    variations.push({ kind: 'overlay', name, loaded });
  }
  if (target.variations?.includes('profile') && !files.includes('-')) {
    const active = given.profiles?.length ? given.profiles : (base.environment['COMPOSE_PROFILES'] ?? '').split(',');
    const off = active.includes('*') ? [] : base.profiles.filter((name) => !active.includes(name));
    for (const name of off) {
      const profiles = [...active.filter((one) => one !== ''), name];
      variations.push({ kind: 'profile', name, loaded: loadProject(host, { ...given, files, profiles }) });
    }
  }
  return {
    variations: variations.filter(({ loaded }) => loaded.project !== undefined),
    diagnostics: variations.flatMap(problemsOf),
  };
}

/** What is off need not be right: a profile that does not load is left out with a warning. */
function problemsOf({ kind, name, loaded }: LoadedVariation): readonly Diagnostic[] {
  if (kind === 'overlay' || loaded.project) return loaded.diagnostics;
  return loaded.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((one) => ({ ...one, severity: 'warning', message: `profile "${name}" is left out: ${one.message}` }));
}

interface Environment {
  readonly files: string[];
  readonly envFiles: string[];
}

function environmentsOf({ overlay = [], overlayEnvFile = [] }: VariationOptions): ReadonlyMap<string, Environment> {
  const found = new Map<string, Environment>();
  for (const [flag, list, key] of [
    ['--overlay', overlay, 'files'],
    ['--overlay-env-file', overlayEnvFile, 'envFiles'],
  ] as const)
    for (const given of list) {
      const [, name, paths] = /^([^=]*)=(.+)$/s.exec(given) ?? [];
      if (name === undefined || paths === undefined)
        throw new UsageError(`${flag} ${given}: give ENV=FILE, such as prod=compose.prod.yaml`);
      if (!/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name))
        throw new UsageError(`${flag} ${given}: "${name}" names a folder: use lower case letters, digits, "-" and "."`);
      const environment = found.get(name) ?? { files: [], envFiles: [] };
      found.set(name, environment);
      environment[key].push(...paths.split(','));
    }
  return found;
}

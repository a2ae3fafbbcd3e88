import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../engine/checks.ts';
import type { Outcome, Sandbox } from '../engine/sandbox.ts';
import { convertProject, writeOutput } from '../units/convert-project.ts';

/** Run scripts tried on a real engine. */
export interface Trial {
  readonly engine: 'docker' | 'podman';
  /** Who keeps images and volumes: a Docker daemon, or podman, be it behind its Docker socket. */
  readonly storage: 'docker' | 'podman';
  readonly checks: Checks;
  readonly sandbox: Sandbox;
  /** Puts a project into a directory of the sandbox and converts it. */
  write(project: string, compose: string, settings?: Settings): void;
  /** Runs a project's script. */
  script(project: string, ...words: readonly string[]): Outcome;
  /** Runs any command where a project is; it speaks to the engine as the script does. */
  run(project: string, ...words: readonly string[]): Outcome;
  /** What the engine's command prints, as its lines. */
  lines(...words: readonly string[]): readonly string[];
}

export interface Settings {
  /** A directory with more files of the project. */
  readonly from?: string;
  /** The environment, of the conversion and then of the script. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A trial in a sandbox, with the Docker daemon or the podman that runs there; `socket`: podman is spoken to through it. */
export function trial(
  { engine, storage }: Pick<Trial, 'engine' | 'storage'>,
  sandbox: Sandbox,
  checks: Checks,
  socket?: string,
): Trial {
  const place = (project: string) => join(sandbox.directory, 'projects', engine, project);
  const env: Readonly<Record<string, string>> = socket === undefined ? {} : { DOCKER_HOST: `unix://${socket}` };
  const variablesOf = new Map<string, Readonly<Record<string, string>>>();
  const run: Trial['run'] = (project, ...words) =>
    sandbox.run(words, { cwd: place(project), env: { ...env, ...variablesOf.get(project) } });
  return {
    engine,
    storage,
    sandbox,
    checks: { ...checks, that: (what, ...rest) => checks.that(`${engine}: ${what}`, ...rest) },
    write(project, compose, { from, env: variables } = {}) {
      mkdirSync(place(project), { recursive: true });
      if (variables) variablesOf.set(project, variables);
      if (from !== undefined) cpSync(from, place(project), { recursive: true });
      writeFileSync(join(place(project), 'compose.yaml'), compose);
      writeOutput(place(project), convertProject('docker-run', project, compose, { engine }, variables));
    },
    script: (project, ...words) => run(project, './run.sh', ...words),
    run,
    lines: (...words) =>
      sandbox
        .run([engine, ...words], { env })
        .stdout.split('\n')
        .filter((line) => line !== ''),
  };
}

/** The ids of a project's containers by their names, also of those that have ended. */
export function containers({ lines }: Trial, project: string): Readonly<Record<string, string>> {
  const label = `label=com.docker.compose.project=${project}`;
  const all = lines('ps', '--all', '--no-trunc', '--format', '{{.Names}} {{.ID}}', '--filter', label);
  return Object.fromEntries(all.map((line) => line.split(' ') as [string, string]));
}

/** A command's output in a running container. */
export function inside(one: Trial, container: string, ...words: readonly string[]): Outcome {
  return one.run('', one.engine, 'exec', container, ...words);
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../engine/checks.ts';
import type { Outcome, Sandbox } from '../engine/sandbox.ts';
import { convertProject, writeOutput } from './convert-project.ts';

/** What is tried: units of ours with Debian's podman, or Quadlet files with a newer one and its generator. */
export interface Trial {
  readonly target: 'systemd' | 'quadlet';
  readonly sandbox: Sandbox;
  readonly checks: Checks;
  /** Where the files of containers are installed. */
  readonly place: string;
  /** How their names end. */
  readonly ending: 'service' | 'container';
}

/** Converts a project and runs its installer in the sandbox. */
export function install(
  { sandbox, target }: Trial,
  name: string,
  compose: string,
  ...args: readonly string[]
): Outcome {
  const directory = join(sandbox.directory, 'projects', name);
  rmSync(join(directory, 'units'), { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'compose.yaml'), compose);
  const options = {
    scope: 'user',
    // Copies are chosen by their names.
    'template-names': args.includes('-p'),
    ...(target === 'systemd' ? { engine: 'podman' } : {}),
  };
  writeOutput(join(directory, 'units'), convertProject(target, name, compose, options));
  return installer(sandbox, name, ...args);
}

export function installer(sandbox: Sandbox, name: string, ...args: readonly string[]): Outcome {
  return sandbox.run([join(sandbox.directory, 'projects', name, 'units/install.sh'), ...args]);
}

export const property = (sandbox: Sandbox, unit: string, name: string): string =>
  sandbox.run(['systemctl', '--user', 'show', '--value', `--property=${name}`, unit]).stdout.trim();

export const state = (sandbox: Sandbox, unit: string): string => property(sandbox, unit, 'ActiveState');

/** A file in a volume, as its lines. */
export function lines(sandbox: Sandbox, volume: string, file: string): readonly string[] {
  const place = sandbox.run(['podman', 'volume', 'inspect', '--format', '{{.Mountpoint}}', volume]).stdout.trim();
  return sandbox
    .run(['cat', `${place}/${file}`])
    .stdout.split('\n')
    .filter((line) => line !== '');
}

export const names = (sandbox: Sandbox, ...command: readonly string[]): readonly string[] =>
  sandbox
    .run(['podman', ...command])
    .stdout.split('\n')
    .filter((line) => line !== '');

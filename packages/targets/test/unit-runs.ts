import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LoadResult, MemoryEntry } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues, OutputFile } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { loadService, startedWord } from './systemd-manager.ts';

/** A project directory with the output of a target in `units/`, and a place to install below, until `remove`. */
export interface UnitDirectory {
  /** The project directory. */
  readonly path: string;
  /** Converts another version of the project over the first. */
  write(files: Readonly<Record<string, MemoryEntry>> | string): void;
  /** Runs the installer; it writes below `root`. */
  install(...words: readonly string[]): Ran;
  /** An installed file by its path on the machine, `/etc/systemd/system/shop.target`; undefined: none. */
  read(path: string): string | undefined;
  /** The place of an installed file. */
  at(path: string): string;
  /** The names of installed files in a directory. */
  list(path: string): readonly string[];
  remove(): void;
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export function loadFiles(files: Readonly<Record<string, MemoryEntry>> | string): LoadResult {
  const all = typeof files === 'string' ? { 'compose.yaml': files } : files;
  const entries = Object.entries(all).map(([path, content]) => [`/project/${path}`, content] as const);
  return loadProject(memoryHost({ files: Object.fromEntries(entries), cwd: '/project', env: { HOME: '/root' } }));
}

export function convertLoaded(loaded: LoadResult, name: string, options: OptionValues): readonly OutputFile[] {
  const target = targetNamed(name);
  const host = memoryHost({ files: {}, cwd: '/project', env: { HOME: '/root' } });
  if (!loaded.project || !target) throw new Error(loaded.diagnostics.map(({ message }) => message).join('; '));
  const { files, diagnostics } = convert({ host, loaded, target, options });
  if (files.length === 0)
    throw new Error(diagnostics.map(({ message, path = [] }) => `${path.join('.')}: ${message}`).join('; '));
  return files;
}

export function unitDirectory(
  source: Readonly<Record<string, MemoryEntry>> | string,
  target: 'systemd' | 'quadlet',
  options: OptionValues = {},
  shell: readonly string[] = ['sh'],
): UnitDirectory {
  const above = mkdtempSync(join(tmpdir(), 'units-'));
  const path = join(above, 'project');
  const root = join(above, 'root');
  const write: UnitDirectory['write'] = (files) => {
    rmSync(join(path, 'units'), { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'compose.yaml'), '');
    for (const file of convertLoaded(loadFiles(files), target, options)) {
      mkdirSync(dirname(join(path, 'units', file.path)), { recursive: true });
      writeFileSync(join(path, 'units', file.path), file.content, { mode: file.mode });
    }
  };
  write(source);
  const at = (file: string) => join(root, file);
  return {
    path,
    write,
    install(...words) {
      const [program = 'sh', ...before] = shell;
      const args = [...before, join(path, 'units/install.sh'), '--root', root, ...words];
      const ran = spawnSync(program, args, {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: '/root' },
        cwd: above,
      });
      return { status: ran.status ?? -1, out: ran.stdout, err: ran.stderr };
    },
    read: (file) => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : undefined),
    at,
    list: (directory) => (existsSync(at(directory)) ? readdirSync(at(directory)).toSorted() : []),
    remove: () => rmSync(above, { recursive: true }),
  };
}

/** The commands of a service as systemd starts them, without those of the shell; it loads the unit to know. */
export function commandsOf(unit: string): readonly (readonly string[])[] {
  const lines = unit.split('\n');
  const from = lines.indexOf('[Service]') + 1;
  const length = lines.slice(from).findIndex((line) => /^\[\w+\]$/.test(line));
  const settings = lines.slice(from, length < 0 ? undefined : from + length);
  const kept = settings.filter(
    (line) => !/^(?:EnvironmentFile|PIDFile|Notify\w*|KillMode|Delegate|Type|Restart\w*)=/.test(line),
  );
  const { commands } = loadService(`[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\n${kept.join('\n')}\n`);
  return commands.map((command) => command.map(startedWord));
}

/** Podman's generator, where there is one. */
export const quadletGenerator = [
  process.env['QUADLET'] ?? '',
  join(import.meta.dirname, '../../../node_modules/.cache/transpose/quadlet/usr/libexec/podman/quadlet'),
  '/usr/libexec/podman/quadlet',
  '/usr/lib/podman/quadlet',
].find((path) => path !== '' && existsSync(path));

/** The services that the generator makes of a directory of Quadlet files, by their names, and what it complains about. */
export function generated(directory: string): {
  readonly units: ReadonlyMap<string, string>;
  readonly complaints: string;
} {
  const ran = spawnSync(quadletGenerator ?? '', ['-dryrun'], {
    encoding: 'utf8',
    env: { QUADLET_UNIT_DIRS: directory },
    maxBuffer: 1 << 28,
  });
  const units = new Map<string, string>();
  for (const part of ran.stdout.split(/^---(?=\S+---$)/m).slice(1)) {
    const [name = '', ...lines] = part.split('\n');
    units.set(name.replace(/---$/, ''), lines.join('\n'));
  }
  const complaints = ran.stderr.split('\n').filter((line) => line !== '' && !line.includes('Loading source unit file'));
  return { units, complaints: complaints.join('\n') };
}

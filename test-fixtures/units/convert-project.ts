import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues, OutputFile } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';

/** The files that a target makes of a Compose file with the name `name`, with more files of the project beside it. Throws what people would be told. */
export function convertProject(
  target: string,
  name: string,
  compose: string,
  options: OptionValues = {},
  env: Readonly<Record<string, string>> = {},
  beside: Readonly<Record<string, string>> = {},
): readonly OutputFile[] {
  const more = Object.entries(beside).map(([path, content]) => [`/project/${path}`, content]);
  const host = memoryHost({
    files: { '/project/compose.yaml': `name: ${name}\n${compose}`, ...Object.fromEntries(more) },
    cwd: '/project',
    env: { HOME: '/root', ...env },
  });
  const loaded = loadProject(host, {});
  const found = targetNamed(target);
  if (!loaded.project || !found)
    throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n') || `no target ${target}`);
  const converted = convert({ host, loaded, target: found, options });
  if (converted.files.length === 0) throw new Error(converted.diagnostics.map(({ message }) => message).join('\n'));
  return converted.files;
}

/** Writes files below a directory, with their permissions. */
export function writeOutput(directory: string, files: readonly OutputFile[]): void {
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content, { mode });
  }
}

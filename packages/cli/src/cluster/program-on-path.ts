import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Surroundings } from '../surroundings.ts';

/** The first of these programs that is on PATH. */
export function programOnPath({ host }: Surroundings, names: readonly string[]): string | undefined {
  const folders = (host.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const files =
    host.env['OS'] === 'Windows_NT' ? (name: string) => [`${name}.exe`, `${name}.cmd`] : (name: string) => [name];
  return names.find((name) => files(name).some((file) => folders.some((folder) => isProgram(join(folder, file)))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

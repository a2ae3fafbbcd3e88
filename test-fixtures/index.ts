import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the fixtures, absolute, ending in a slash. */
export const fixturesDirectory: string = fileURLToPath(new URL('.', import.meta.url));

/** The files of a fixture by their path from its folder, as they are. */
export type FixtureFiles = Readonly<Record<string, Uint8Array>>;

/** The smallest project that uses a key. */
export interface KeyFixture {
  /** Path in the key table: `services.ports.mode`. */
  readonly key: string;
  /** `compose.yaml` uses the key. `without.yaml`, where it is there, is the same project without it. */
  readonly files: FixtureFiles;
}

export function keyFixtures(): readonly KeyFixture[] {
  return foldersIn(`${fixturesDirectory}keys`).map((key) => ({
    key,
    files: filesBelow(`${fixturesDirectory}keys/${key}`),
  }));
}

/** A whole project of ours. */
export interface ProjectFixture {
  readonly name: string;
  readonly directory: string;
  readonly files: FixtureFiles;
  /** The paths of those that their owner may execute. */
  readonly executables: ReadonlySet<string>;
}

/** The projects; `root`: the folder of the fixtures, for who runs from elsewhere. */
export function projectFixtures(root = fixturesDirectory): readonly ProjectFixture[] {
  return foldersIn(`${root}/projects`).map((name) => {
    const directory = `${root}/projects/${name}`;
    const files = filesBelow(directory);
    const executables = Object.keys(files).filter((path) => (statSync(`${directory}/${path}`).mode & 0o100) !== 0);
    return { name, directory, files, executables: new Set(executables) };
  });
}

export function foldersIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => statSync(`${path}/${name}`).isDirectory())
    .sort();
}

/** All files below a folder, by their paths from it, sorted. */
export function filesBelow(folder: string): FixtureFiles {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(`${folder}/${path}`).isFile());
  return Object.fromEntries(files.map((path) => [path, new Uint8Array(readFileSync(`${folder}/${path}`))]));
}

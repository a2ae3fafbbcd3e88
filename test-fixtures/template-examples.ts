import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Host, LoadResult } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { ConversionResult, Target } from '@transpose/targets';
import { convert, readTemplates, templateTarget } from '@transpose/targets';
import { accountText } from '../packages/cli/src/print/account-text.ts';
import { styleFor } from '../packages/cli/src/print/style.ts';
import type { ProjectFixture } from './index.ts';
import { filesBelow, projectFixtures } from './index.ts';

/** The examples that have golden outputs. */
export const templateExamples = ['nomad', 'env-report'] as const;

/** Projects of different kinds: those of all targets, and some of templates alone. `root`: the folder of the repository. */
export function templateProjects(root: string): readonly ProjectFixture[] {
  const fixtures = resolve(root, 'test-fixtures');
  return [...projectFixtures(fixtures), ...projectFixtures(resolve(fixtures, 'templates'))];
}

/** The target that an example of `examples/templates` is. `root`: the folder of the repository. */
export async function exampleTarget(root: string, example: string): Promise<Target> {
  const directory = resolve(root, 'examples/templates', example);
  const files = Object.fromEntries(
    Object.entries(filesBelow(directory)).map(([path, bytes]) => [`/templates/${example}/${path}`, bytes]),
  );
  const sources = readTemplates(memoryHost({ files }), `/templates/${example}`, example);
  if (typeof sources === 'string') throw new Error(sources);
  return templateTarget(sources);
}

/** Converts a loaded project by an example of `examples/templates`. */
export async function convertByExample(
  root: string,
  example: string,
  host: Host,
  loaded: LoadResult,
  set: readonly string[] = [],
): Promise<ConversionResult> {
  return convert({ host, loaded, target: await exampleTarget(root, example), options: { set } });
}

/** A fixture in memory, and what the loader makes of it. */
export function loadFixture({ name, files }: ProjectFixture): { readonly host: Host; readonly loaded: LoadResult } {
  const directory = `/home/user/${name}`;
  const host = memoryHost({
    files: Object.fromEntries(Object.entries(files).map(([path, content]) => [`${directory}/${path}`, content])),
    cwd: directory,
    env: { HOME: '/home/user' },
  });
  return { host, loaded: loadProject(host) };
}

/** What an example makes of a fixture, with the account of it. */
export async function exampleFiles(root: string, example: string, project: ProjectFixture) {
  const { host, loaded } = loadFixture(project);
  const result = await convertByExample(root, example, host, loaded);
  const errors = [...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${project.name}: ${errors.map(({ message }) => message).join('; ')}`);
  return {
    ...Object.fromEntries(result.files.map(({ path, content }) => [path, content])),
    'account.txt': accountText(result.account, { width: 120, verbose: true }, styleFor(false)),
  };
}

/** Writes what the examples make of all projects into `templates/golden/`; a person reads the difference. */
export async function writeTemplateGolden(root: string): Promise<void> {
  const golden = resolve(root, 'test-fixtures/templates/golden');
  const made: { readonly place: string; readonly text: string }[] = [];
  for (const example of templateExamples) {
    for (const project of templateProjects(root)) {
      for (const [path, text] of Object.entries(await exampleFiles(root, example, project)))
        made.push({ place: resolve(golden, example, project.name, path), text });
    }
  }
  rmSync(golden, { recursive: true, force: true });
  for (const { place, text } of made) {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** The names of all examples. */
export const exampleNames = (root: string): readonly string[] =>
  readdirSync(resolve(root, 'examples/templates')).sort();

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { convert, targetNamed } from '@transpose/targets';
import type { FoundProject } from '../kubernetes/projects.ts';
import { findProject, projectFolders } from '../kubernetes/projects.ts';
import { differencesOf, judgeRendering, writeAll } from '../kubernetes/rendered.ts';
import { objectsOf, variationsOf } from '../kubernetes/variations.ts';
import { normalForm, objectsIn } from './normal-form.ts';

const help = `npm run kustomize -- [DIR]…
Converts every project that loads with an overlay for each override of test-fixtures/kustomize/overrides.ts and a component
for each profile, has kubectl kustomize build them, and compares the objects with those of the kubernetes target.
DIR: a corpus, or folders of Compose projects; default ../shared/corpus/{real,wild}.
--every N   each Nth project only (1)
--from N    counted from this one (0): --every 12 --from 0 to 11 are slices of all
--jobs N    projects at a time (2)`;

const run = promisify(execFile);

/** Compares all; prints what differs and the counts. Gives the exit code. */
export function compareProjects(words: readonly string[], root: string): Promise<number> {
  let builds = 0;
  return judgeRendering(words, root, {
    help,
    program: 'kubectl/kubectl',
    async faults(project, kubectl) {
      const compared = await comparedProject(project, kubectl);
      builds += compared.builds;
      return compared.builds === 0 && compared.faults.length === 0 ? undefined : compared.faults;
    },
    summary: () => `${builds} kustomizations built`,
  });
}

/** The same of the projects below a folder. */
export async function comparedFolders(folder: string, kubectl: string): Promise<Compared> {
  const found: Compared[] = [];
  for (const place of projectFolders(folder)) {
    const project = findProject(place);
    if (project) found.push(await comparedProject(project, kubectl));
  }
  return { builds: found.reduce((sum, { builds }) => sum + builds, 0), faults: found.flatMap(({ faults }) => faults) };
}

interface Compared {
  readonly builds: number;
  readonly faults: readonly string[];
}

async function comparedProject(found: FoundProject, kubectl: string): Promise<Compared> {
  const { host, loaded } = found;
  const { project } = loaded;
  const target = targetNamed('kustomize');
  if (!project || !target || project.files.includes('-')) return { builds: 0, faults: [] };
  const variations = variationsOf(found);
  const result = convert({ host, loaded, target, variations });
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) {
    // A project that the kubernetes target refuses is refused here.
    const expected = [loaded, ...variations.map((one) => one.loaded)].some((one) => objectsOf(host, one) === undefined);
    return { builds: 0, faults: expected ? [] : errors };
  }
  const directory = mkdtempSync(join(tmpdir(), 'kustomize-'));
  try {
    writeAll(directory, result.files);
    const faults = [
      ...(await differences(kubectl, join(directory, 'base'), objectsOf(host, loaded))),
      ...(
        await Promise.all(
          variations.map(async ({ kind, name, loaded: one }) => {
            const place = kind === 'overlay' ? join(directory, 'overlays', name) : withComponent(directory, name);
            const found = await differences(kubectl, place, objectsOf(host, one));
            return found.map((text) => `${kind} ${name}: ${text}`);
          }),
        )
      ).flat(),
    ];
    return { builds: 1 + variations.length, faults };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A kustomization of the base with a component, as people write it. */
function withComponent(directory: string, name: string): string {
  const place = join(directory, `with-${encodeURIComponent(name)}`);
  mkdirSync(place);
  writeFileSync(
    join(place, 'kustomization.yaml'),
    `resources: [../base]\ncomponents: [${JSON.stringify(`../components/${name}`)}]\n`,
  );
  return place;
}

async function differences(
  kubectl: string,
  place: string,
  expected: readonly unknown[] | undefined,
): Promise<readonly string[]> {
  const built = await run(kubectl, ['kustomize', place], { maxBuffer: 1 << 28 }).catch((error: unknown) => error);
  if (built instanceof Error) return [built.message.slice(0, 600)];
  const found = normalForm(objectsIn((built as { stdout: string }).stdout));
  const wanted = normalForm(expected ?? []);
  return differencesOf(found, wanted);
}

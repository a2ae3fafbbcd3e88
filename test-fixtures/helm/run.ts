import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadResult } from '@transpose/core';
import type { OutputFile } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import type { FoundProject } from '../kubernetes/projects.ts';
import { differencesOf, judgeRendering, writeAll } from '../kubernetes/rendered.ts';
import { normalForm, objectsIn } from './normal-form.ts';
import { comparedForms } from './overlays.ts';
import { variableFaults, variablesOf } from './variables.ts';

const help = `npm run helm -- [DIR]…
Converts every project that loads to a chart: helm lint --strict passes, helm template gives the objects of the kubernetes
target, and the schema refuses a misspelt key and a value of another type. With each variable of the Compose file that is
a value set, empty and not set, helm template gives the objects of a conversion with that value. With the values of each
environment, and with the services of each profile, they are those of the kubernetes target, or it is said what differs.
DIR: a corpus, or folders of Compose projects; default ../shared/corpus/{real,wild}.
--every N   each Nth project only (1)
--from N    counted from this one (0): --every 12 --from 0 to 11 are slices of all
--jobs N    projects at a time (2)
--each      the variables of a project one after the other, not all at once
--forms     the environments and profiles of a project, too: a rendering for each`;

const run = promisify(execFile);
const salt = '0123456789abcdef'.repeat(2);

/** Compares all; prints what differs and the counts. Gives the exit code. */
export function compareCharts(words: readonly string[], root: string): Promise<number> {
  const counts = { variables: 0, trials: 0, equal: 0, said: 0 };
  const depth = { each: words.includes('--each'), forms: words.includes('--forms') };
  return judgeRendering(
    words.filter((word) => word !== '--each' && word !== '--forms'),
    root,
    {
      help,
      program: 'helm/helm',
      faults: (project, helm) => chartFaults(project, helm, depth, counts),
      summary: () =>
        `${counts.variables} variables are values, tried ${counts.trials} times; ${counts.equal} environments and profiles equal, of ${counts.said} it is said what differs`,
    },
  );
}

interface Counts {
  variables: number;
  trials: number;
  /** Environments and profiles. */
  equal: number;
  said: number;
}

/** What is wrong with the chart of a project; undefined where the kubernetes target refuses the project, too. */
async function chartFaults(
  project: FoundProject,
  helm: string,
  { each, forms }: { readonly each: boolean; readonly forms: boolean },
  counts: Counts,
): Promise<readonly string[] | undefined> {
  const { host, loaded } = project;
  const wanted = convert({ host, loaded, target: kubernetes, salt });
  const refused = wanted.diagnostics.some(({ severity }) => severity === 'error');
  const target = targetNamed('helm');
  if (!target) return ['there is no target helm'];
  const { files, diagnostics } = convert({ host, loaded, target, salt });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) return refused ? undefined : errors;
  if (refused) return ['the kubernetes target refuses the project, and the chart is written'];
  const chart = mkdtempSync(join(tmpdir(), 'chart-'));
  try {
    writeAll(chart, files);
    const objects = wanted.files.flatMap((file) =>
      file.objects.map((one) => JSON.parse(JSON.stringify(one)) as unknown),
    );
    const all = [
      await said(helm, ['lint', '--strict', '--quiet', chart]),
      await renders(helm, chart, namespaceOf(objects, loaded), objects),
      await refuses(helm, chart, ['--set', 'misspelt.key=1']),
      await refuses(helm, chart, ['--set-json', `${firstService(files)}.enabled={"a":1}`]),
    ];
    const names = variablesOf(files);
    const variables = await variableFaults(project, chart, names, each, helm);
    counts.variables += names.length;
    counts.trials += variables.tried;
    if (!forms) return [...all.flat(), ...variables.faults];
    const compared = await comparedForms(project, helm);
    counts.equal += compared.equal;
    counts.said += compared.said.length;
    for (const text of compared.said) console.log(`said: ${project.id}: ${text}`);
    return [...all.flat(), ...variables.faults, ...compared.faults];
  } finally {
    rmSync(chart, { recursive: true });
  }
}

const namespaceOf = (objects: readonly unknown[], { project }: LoadResult): string => {
  const found = objects.map((one) => (one as { metadata: { namespace?: string } }).metadata.namespace);
  return found.find((name) => name !== undefined) ?? project?.name ?? 'default';
};

function firstService(files: readonly OutputFile[]): string {
  const values = files.find(({ path }) => path === 'values.yaml')?.content ?? '';
  return /^(\w+):\n(?: {2}#.*\n)* {2}enabled:/m.exec(values)?.[1] ?? 'nothing';
}

/** What a command says when it fails. */
async function said(helm: string, words: readonly string[]): Promise<readonly string[]> {
  const result = await run(helm, words, { maxBuffer: 1 << 28 }).catch((error: unknown) => error);
  return result instanceof Error ? [result.message.split('\n').slice(1).join(' ').slice(0, 600)] : [];
}

async function refuses(helm: string, chart: string, words: readonly string[]): Promise<readonly string[]> {
  const answer = await said(helm, ['template', 'x', chart, ...words]);
  return answer.some((text) => text.includes('schema'))
    ? []
    : [`the schema lets ${words.join(' ')} pass: ${answer.join()}`];
}

async function renders(
  helm: string,
  chart: string,
  namespace: string,
  wanted: readonly unknown[],
): Promise<readonly string[]> {
  const words = ['template', 'release', chart, '--namespace', namespace];
  const rendered = await run(helm, words, { maxBuffer: 1 << 28 }).catch((error: unknown) => error);
  if (rendered instanceof Error) return [rendered.message.split('\n').slice(1).join(' ').slice(0, 600)];
  return differences(objectsIn((rendered as { stdout: string }).stdout), wanted);
}

/** How objects differ, in words. */
export const differences = (found: readonly unknown[], wanted: readonly unknown[]): readonly string[] =>
  differencesOf(normalForm(found), normalForm(wanted));

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadResult } from '@transpose/core';
import type { OutputFile } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { parse } from 'yaml';
import type { FoundProject } from '../kubernetes/projects.ts';
import { differencesOf } from '../kubernetes/rendered.ts';
import type { Values } from '../kubernetes/variable-trials.ts';
import { loadedWith, trialsOf } from '../kubernetes/variable-trials.ts';
import { inAnyOrder, normalForm, objectsIn, withSecretsInPlace } from './normal-form.ts';

const run = promisify(execFile);

/** The variables of the Compose file that a chart has as values. */
export function variablesOf(files: readonly OutputFile[]): readonly string[] {
  const values = files.find(({ path }) => path === 'values.yaml')?.content ?? '';
  return Object.keys((parse(values) as { variables?: object } | null)?.variables ?? {});
}

/**
 * What is wrong with the variables of a chart: with other values of them it must give what a conversion with those values
 * does. `each`: one variable after the other, else all at once; each is set, empty and unset.
 */
export async function variableFaults(
  project: FoundProject,
  chart: string,
  names: readonly string[],
  each: boolean,
  helm: string,
): Promise<{ readonly tried: number; readonly faults: readonly string[] }> {
  const sets = each ? names.map((name) => [name]) : names.length === 0 ? [] : [names];
  const trials = sets.flatMap((set) => trialsOf(set, (at) => `changed-${at}-end`));
  const faults: string[] = [];
  let tried = 0;
  for (const values of trials) {
    const wanted = objectsWith(project, values);
    if (!wanted) continue;
    tried += 1;
    faults.push(...(await rendersWith(chart, values, project.loaded, wanted, helm)));
  }
  return { tried, faults };
}

/** What the kubernetes target makes of a project whose variables have these values; undefined where it refuses it. */
function objectsWith(project: FoundProject, values: Values): readonly unknown[] | undefined {
  const { host, loaded } = loadedWith(project, values);
  if (!loaded.project) return undefined;
  const { files, diagnostics } = convert({ host, loaded, target: kubernetes });
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return files.flatMap((file) => file.objects.map((one) => JSON.parse(JSON.stringify(one)) as unknown));
}

async function rendersWith(
  chart: string,
  values: Values,
  { project }: LoadResult,
  wanted: readonly unknown[],
  helm: string,
): Promise<readonly string[]> {
  const file = join(chart, 'trial-values.json');
  const variables = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]));
  writeFileSync(file, JSON.stringify({ variables }));
  const restore = withoutUnset(chart, values);
  const words = ['template', 'release', chart, '--namespace', project?.name ?? 'default', '--values', file];
  const rendered = await run(helm, words, { maxBuffer: 1 << 28 }).catch((error: unknown) => error);
  restore();
  const about = `with ${JSON.stringify(values)}: `;
  if (rendered instanceof Error) {
    // An empty value that decides more than a text is refused, as the chart says beside the variable.
    if (/convert the project again with an empty one/.test(rendered.message)) return [];
    return [about + rendered.message.split('\n').slice(1).join(' ').slice(0, 600)];
  }
  const found = objectsIn((rendered as { stdout: string }).stdout);
  const comparable = (objects: readonly unknown[]) => inAnyOrder(normalForm(withSecretsInPlace(objects)));
  return differencesOf(comparable(found), comparable(wanted)).map((text) => about + text);
}

/** A secret variable that is not set is not in the file of secret values. */
function withoutUnset(chart: string, values: Values): () => void {
  const path = join(chart, 'secret-values.yaml');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return () => undefined;
  }
  const data = parse(text) as { variables?: Record<string, string> };
  for (const [name, value] of Object.entries(values)) if (value === undefined) delete data.variables?.[name];
  writeFileSync(path, JSON.stringify(data));
  return () => writeFileSync(path, text);
}

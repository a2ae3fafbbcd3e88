import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadedVariation } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { helm as target } from '@transpose/targets/helm';
import type { FoundProject } from '../kubernetes/projects.ts';
import { differencesOf, writeAll } from '../kubernetes/rendered.ts';
import { objectsOf, variationsOf } from '../kubernetes/variations.ts';
import { inAnyOrder, normalForm, objectsIn, withSecretsInPlace } from './normal-form.ts';

const run = promisify(execFile);

export interface ComparedForms {
  /** Environments and profiles with the objects of the kubernetes target, and those of which is said what differs. */
  equal: number;
  readonly said: string[];
  readonly faults: string[];
}

/** Compares a chart with the values of each environment, and with the services of each profile, with the kubernetes target. */
export async function comparedForms(project: FoundProject, helm: string): Promise<ComparedForms> {
  const { host, loaded } = project;
  const compared: ComparedForms = { equal: 0, said: [], faults: [] };
  // The name of the project is that of the release.
  const variations = variationsOf(project).filter(({ name }) => name !== 'name');
  if (variations.length === 0 || !objectsOf(host, loaded)) return compared;
  const { files, account } = convert({ host, loaded, target, variations, salt: 'kustomize' });
  const chart = mkdtempSync(join(tmpdir(), 'chart-'));
  writeAll(chart, files);
  try {
    for (const variation of variations) {
      const { kind, name } = variation;
      const about = kind === 'overlay' ? `values-${name}.yaml cannot change` : `does not change with profile ${name} `;
      const notes = account.notes.filter(({ message }) => message.includes(about));
      if (notes.length > 0) {
        compared.said.push(`${kind} ${name}: ${notes.map(({ message }) => message).join('; ')}`);
        continue;
      }
      const faults = await formFaults(project, variation, chart, helm);
      if (faults.length === 0) compared.equal += 1;
      compared.faults.push(...faults.map((text) => `${kind} ${name}: ${text}`));
    }
    return compared;
  } finally {
    rmSync(chart, { recursive: true });
  }
}

async function formFaults(
  { host, loaded }: FoundProject,
  { kind, name, loaded: other }: LoadedVariation,
  chart: string,
  helm: string,
): Promise<readonly string[]> {
  const files = [`values-${name}.yaml`, `secret-values-${name}.yaml`].filter((file) => existsSync(join(chart, file)));
  const given = kind === 'overlay' ? files.flatMap((file) => ['-f', join(chart, file)]) : enabled(loaded, other, chart);
  const words = ['template', 'release', chart, '--namespace', loaded.project?.name ?? 'default', ...given];
  const rendered = await run(helm, words, { maxBuffer: 1 << 28 }).catch((error: unknown) => error);
  if (rendered instanceof Error) return [rendered.message.split('\n').slice(1).join(' ').slice(0, 600)];
  const found = withSecretsInPlace(objectsIn((rendered as { stdout: string }).stdout));
  return differencesOf(
    inAnyOrder(normalForm(found)),
    inAnyOrder(normalForm(withSecretsInPlace(objectsOf(host, other) ?? []))),
  );
}

/** The values that switch the services of a profile on. */
function enabled(
  { project: base }: FoundProject['loaded'],
  { project }: FoundProject['loaded'],
  chart: string,
): readonly string[] {
  const values = readFileSync(join(chart, 'values.yaml'), 'utf8');
  return Object.keys(project?.services ?? {})
    .filter((name) => !Object.hasOwn(base?.services ?? {}, name))
    .flatMap((name) => {
      const key = valueKey(name);
      return values.includes(`\n${key}:\n`) ? ['--set', `${key}.enabled=true`] : [];
    });
}

/** The key of a service as docs/helm.md says. */
const valueKey = (name: string): string =>
  name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());

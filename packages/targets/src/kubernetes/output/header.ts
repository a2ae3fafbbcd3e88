import { normalizeProjectName } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { Conversion, TargetOption } from '../../target.ts';
import { isRefused } from '../../shared/shell/quoting.ts';
import { shellWord } from '../../shared/shell/shell-word.ts';
import { labelValue } from '../../shared/names/k8s-name.ts';
import { saltOf } from '../workload/checksum.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { kubernetesOptions } from '../options.ts';
import type { Manifest } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';

/** Kinds that hold no data: `docker compose down` keeps volumes, too. */
const withoutData = 'deploy,sts,ds,job,cronjob,hpa,pdb,svc,cm,secret,netpol,sa,role,rolebinding';

/** The comment at the top of a file: how to make it again, apply it and take the stack down without its data. */
export function headerOf(
  plan: KubernetesPlan,
  conversion: Conversion,
  output: 'FILE' | 'DIR',
  objects: readonly Manifest[],
): string {
  const { project } = plan.context;
  const salt = saltOf(conversion);
  const restart = objects.some(({ kind }) => kind === 'Secret') && output === 'DIR';
  const salted = restart && salt !== undefined;
  return [
    `Project ${project.name}, written by Transpose.`,
    `Again:     ${againLine(plan, conversion, 'kubernetes', output === 'DIR' ? 'DIR/' : 'FILE.yaml')}`,
    `Apply:     kubectl apply -f ${output === 'DIR' ? 'DIR' : 'FILE.yaml'}`,
    ...(salted ? [`Salt:      ${salt}   (part of the checksums in the Pods, keep it: a new one restarts them)`] : []),
    // Only a program that uses the library gives no salt, and it need not show the note that has this line.
    ...(restart && !salted ? [`Restart:   ${restartLine(plan.context)}   (when a value below has changed)`] : []),
    `Take down: ${downLine(plan)}   (claims and their data stay)`,
  ].join('\n');
}

/** The command that converts the project to a target again. `more`: further options. */
export function againLine(
  { context }: KubernetesPlan,
  conversion: Conversion,
  target: string,
  output: string,
  more: readonly string[] = [],
): string {
  const { project } = context;
  const files = project.files.flatMap((file) => ['-f', relativeTo(project.working_dir, file)]);
  const name = namesItself(context) ? [] : ['-p', project.name];
  const options = [...givenOptions(conversion), ...more];
  return line(['transpose', 'convert', ...files, ...name, '-t', target, ...options, '-o', output]);
}

/** The command that takes the stack down and leaves its data. */
export function downLine({ context: { project, namespace }, routes }: KubernetesPlan): string {
  return line([
    'kubectl',
    'delete',
    [withoutData, ...new Set(routes.map(({ object }) => object.kind.toLowerCase()))].join(','),
    ...(namespace === undefined ? [] : ['-n', namespace]),
    '-l',
    `app.kubernetes.io/part-of=${labelValue(project.name)}`,
  ]);
}

/** The command that restarts the Pods of a project: their templates say nothing of the values of Secrets in files of their own. */
export function restartLine({ project, namespace }: Pick<KubernetesContext, 'project' | 'namespace'>): string {
  return line([
    'kubectl',
    'rollout',
    'restart',
    'deploy,sts,ds',
    ...(namespace === undefined ? [] : ['-n', namespace]),
    '-l',
    `app.kubernetes.io/part-of=${labelValue(project.name)}`,
  ]);
}

/** Whether the project has its name by itself: from the file, or from its folder. Else `-p` gave it, or the environment. */
function namesItself({ project, writtenAt }: KubernetesContext): boolean {
  const written = writtenAt(pathTo(['name'])).replace(/^(["'])(.*)\1$/, '$2');
  const folder = project.working_dir.slice(project.working_dir.lastIndexOf('/') + 1);
  return written === project.name || normalizeProjectName(folder) === project.name;
}

function givenOptions(conversion: Conversion): readonly string[] {
  return kubernetesOptions.flatMap(({ name, default: fallback }: TargetOption) => {
    const value = conversion.options[name];
    if (value === undefined || value === fallback || value === false) return [];
    if (value === true) return [`--${name}`];
    return (typeof value === 'string' ? [value] : value).flatMap((one) => [`--${name}`, one]);
  });
}

function line(words: readonly string[]): string {
  return words
    .map((word) => shellWord(word))
    .map((word) => (isRefused(word) ? '…' : word))
    .join(' ');
}

/** A path from the project directory: output holds no path of this machine. */
export function relativeTo(directory: string, path: string): string {
  if (path === '-') return path;
  const from = directory.split('/').filter((part) => part !== '');
  const to = path.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < from.length && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

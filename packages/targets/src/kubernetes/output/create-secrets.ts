import { pathTo } from '../../account/key-path.ts';
import { inDirectory } from '../../container-plan/context.ts';
import { labelValue } from '../../shared/names/k8s-name.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellComment, shellWord } from '../../shared/shell/shell-word.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { EnvVar, Secret } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import { scriptKey } from '../pod/probe.ts';
import { goToProject } from './project-directory.ts';

/**
 * The script that makes the Secrets which `--secrets omit` leaves out, of the user's own files: the file of a top-level
 * secret, else one file per value. It holds no value itself.
 */
export function createSecretsScript(plan: KubernetesPlan): string | undefined {
  const { context, omittedSecrets: secrets } = plan;
  if (secrets.length === 0) return undefined;
  const label = quotedText(shellWord(`app.kubernetes.io/part-of=${labelValue(context.project.name)}`));
  const namespace = context.namespace === undefined ? '' : ` -n ${quotedText(shellWord(context.namespace))}`;
  const makes = `${healthchecks(plan)}${secrets.map((secret) => `secret ${words(context, secret).join(' \\\n  ')}\n`).join('')}`;
  return `#!/bin/sh
${shellComment(`Makes the Secrets of project ${context.project.name}: create-secrets.sh [PROJECT-DIRECTORY]`)}
# Written by Transpose.${ofValues(makes) ? valuesNote : ''}
set -eu
umask 077

${goToProject(context)}${ofValues(makes) ? 'values=${VALUES:-secret-values}\n' : ''}
# Makes a Secret, or changes it: NAME KEY=FILE...
secret() {
  name=$1
  shift
  for pair in "$@"; do
    set -- "$@" "--from-file=$pair"
    shift
  done
  kubectl${namespace} create secret generic "$name" "$@" --dry-run=client -o yaml |
    kubectl label --local -f - ${label} -o yaml |
    kubectl apply -f -
}

[ ! -e "$here/00-namespace.yaml" ] || kubectl apply -f "$here/00-namespace.yaml"
${makes}`;
}

const ofValues = (lines: string): boolean => lines.includes('${values}');

const valuesNote = ` A value that is in no file of the project is read from $VALUES/SECRET/KEY, without a newline
# at its end (printf %s VALUE > FILE); VALUES is the folder secret-values unless it is set.`;

/** Lines that put scripts of healthchecks together: their text is known but for the values, which are in files of their own. */
function healthchecks(plan: KubernetesPlan): string {
  const { names } = plan.context;
  return [...plan.scripts]
    .map(([service, text]) => {
      const file = quotedText(shellWord([{ variable: 'values' }, `/${names.environmentSecret(service)}/${scriptKey}`]));
      const parts = plan.secretTexts.of(service).parts(text, {
        path: pathTo(['services', service, 'healthcheck', 'test']),
      });
      const lines = parts.map((part) =>
        typeof part === 'string'
          ? `  printf %s ${quotedText(shellWord(part))}`
          : `  cat -- ${quotedText(shellWord([{ variable: 'values' }, valueFile(plan, service, part.variable)]))}`,
      );
      return `{\n${lines.join('\n')}\n} >${file}\n`;
    })
    .join('');
}

/** The file of the value that a variable of a service has. */
function valueFile(plan: KubernetesPlan, service: string, variable: string): string {
  const entries: readonly EnvVar[] = [...plan.environments.of(service).env, ...plan.secretTexts.of(service).borrowed];
  const source = entries.find(({ name }) => name === variable)?.valueFrom?.secretKeyRef;
  return `/${source?.name ?? ''}/${source?.key ?? variable}`;
}

function words(context: KubernetesContext, { metadata: { name }, data = {} }: Secret): readonly string[] {
  const file = fileOf(context, name);
  const pair = (key: string) =>
    file === undefined
      ? [`${key}=`, { variable: 'values' }, `/${name}/${key}`]
      : [
          `${key}=${inDirectory(context.project.working_dir, file, true)
            .map((part) => (typeof part === 'string' ? part : '.'))
            .join('')}`,
        ];
  return [quotedText(shellWord(name)), ...Object.keys(data).map((key) => quotedText(shellWord(pair(key))))];
}

/** The file of the top-level secret that an object is made of. */
function fileOf({ project, names }: KubernetesContext, name: string): string | undefined {
  const key = Object.keys(project.secrets).find((one) => names.secret(one) === name);
  return key === undefined ? undefined : project.secrets[key]?.file;
}

import { inDirectory } from '../container-plan/context.ts';
import { quotedText } from '../shared/quoting.ts';
import { shellComment, shellWord } from '../shared/shell-word.ts';
import type { KubernetesContext } from './context.ts';
import type { Secret } from './objects.ts';
import { goToProject } from './project-directory.ts';

/**
 * The script that makes the Secrets which `--secrets omit` leaves out, of the user's own files: the file of a top-level
 * secret, else one file per value. It holds no value itself.
 */
export function createSecretsScript(context: KubernetesContext, secrets: readonly Secret[]): string | undefined {
  if (secrets.length === 0) return undefined;
  const namespace = context.namespace === undefined ? '' : ` -n ${quotedText(shellWord(context.namespace))}`;
  return `#!/bin/sh
${shellComment(`Makes the Secrets of project ${context.project.name}: create-secrets.sh [PROJECT-DIRECTORY]`)}
# Written by Transpose. A value that is in no file of the project is read from $VALUES/SECRET/KEY, without a newline
# at its end (printf %s VALUE > FILE); VALUES is the folder secret-values unless it is set.
set -eu

${goToProject(context)}values=\${VALUES:-secret-values}

# Makes a Secret, or changes it: NAME KEY=FILE...
secret() {
  name=$1
  shift
  for pair in "$@"; do
    set -- "$@" "--from-file=$pair"
    shift
  done
  kubectl${namespace} create secret generic "$name" "$@" --dry-run=client -o yaml | kubectl apply -f -
}

[ ! -e "$here/00-namespace.yaml" ] || kubectl apply -f "$here/00-namespace.yaml"
${secrets.map((secret) => `secret ${words(context, secret).join(' ')}\n`).join('')}`;
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

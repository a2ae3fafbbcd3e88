import { hostPath } from '../../container-plan/context.ts';
import type { Text } from '../../container-plan/text.ts';
import { text } from '../../container-plan/text.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import * as common from '../../shared/shell/shell-files.ts';
import type { ShellPart } from '../../shared/shell/shell-word.ts';
import { assignment, shellAssignment, shellComment, shellQuoted, shellWord } from '../../shared/shell/shell-word.ts';
import { printYaml } from '../../shared/formats/yaml.ts';
import type { Conversion } from '../../target.ts';
import type { CopyPod } from './pods.ts';
import { copyPods } from './pods.ts';
import * as shell from './shell/shell-files.ts';
import type { KubernetesPlan } from '../plan.ts';
import { goToProject } from '../output/project-directory.ts';
import type { DataSource } from '../storage/data-source.ts';
import { pathTo } from '../../account/key-path.ts';

/** The script that copies what Docker has into the claims, before the Pods start; undefined where there is nothing. */
export function copyDataScript(plan: KubernetesPlan, conversion: Conversion): string | undefined {
  const pods = copyPods(plan);
  if (pods.length === 0) return undefined;
  const { context } = plan;
  const claims = pods.flatMap((pod) => [...pod.claims.keys()]);
  const sourceOf = (source: DataSource): Text =>
    source.kind === 'volume'
      ? text(source.name)
      : hostPath(
          { project: context.project, loaded: conversion.base.loaded },
          pathTo([...source.path, 'source']),
          source.name,
        );
  const image = quotedText(
    shellAssignment('image', [{ variable: 'IMAGE', operator: ':-', operand: [context.options.waitImage] }]),
  );
  return `#!/bin/sh
${shellComment(`Copies the data of project ${context.project.name} into its claims, before its Pods start: copy-data.sh [OPTION...] [CLAIM...]`)}
# Written by Transpose. copy-data.sh --help says more.
set -eu
export LC_ALL=C
engine=\${ENGINE:-docker} ${image} timeout=\${TIMEOUT:-5m}
${assignment('project', context.project.name)}
${assignment('own_namespace', context.namespace ?? '')}
${assignment('claims', claims.join(' '))}
annotation=transpose/copy-data

${usage(pods, (source) => readable(sourceOf(source)))}
${common.messages}
${common.show}
${shell.copying}
${shell.claims}
${shell.commandLine}
${common.commandLine}
main "$@"

${goToProject(context, 'directory')}
prepare
${pods.map((pod) => linesOf(pod, (source) => quotedText(shellWord(partsOf(sourceOf(source)))))).join('\n')}
report
`;
}

function linesOf({ name, claims, manifest }: CopyPod, word: (source: DataSource) => string): string {
  const copies = [...claims].map(([claim, sources]) => {
    const words = sources.map(
      (source) => ` ${source.folder === '' ? "''" : shellQuoted(source.folder)} ${source.kind} ${word(source)}`,
    );
    return `  copy ${shellQuoted(claim)}${words.join(words.length > 1 ? ' \\\n   ' : '')}\n`;
  });
  return `if begin ${[name, ...claims.keys()].map(shellQuoted).join(' ')}; then
  start <<'END'
${printYaml(manifest('@IMAGE@'))}END
${copies.join('')}  finish
fi`;
}

function usage(pods: readonly CopyPod[], word: (source: DataSource) => string): string {
  const lines = pods.flatMap(({ claims }) =>
    [...claims].flatMap(([claim, sources]) =>
      sources.map((source) => `  ${claim}: ${source.kind} ${word(source)}`.replaceAll(/\p{Cc}/gu, '?')),
    ),
  );
  return `usage() {
  cat <<'END'
Copies what the containers left on this machine into the claims, before the Pods start.
usage: copy-data.sh [OPTION...] [CLAIM...]

Without CLAIM, all claims:
${lines.join('\n')}

  -n, --namespace NAME       namespace of the claims
  --context NAME             context of kubectl
  --project-directory PATH   where the Compose file is
  --again                    remove what the named claims hold, and copy once more
  --allow-running            copy although containers or Pods use the data
  --dry-run                  print the commands
  -h, --help                 print this

ENGINE=podman takes another engine than docker. IMAGE is the image of the Pod that holds the claims and of
the container that reads the data: it needs sh, tar, find and stat. TIMEOUT is how long the Pod may take to start.
A claim that has been copied is skipped, and an interrupted copy goes on where it was.
END
}
`;
}

/** The script runs in the project directory. */
function partsOf(value: Text): readonly ShellPart[] {
  return value.map((part): ShellPart => {
    if (typeof part === 'string') return part;
    return part.of === 'home' ? { variable: 'HOME' } : { variable: 'PWD' };
  });
}

const readable = (value: Text): string =>
  value.map((part) => (typeof part === 'string' ? part : part.of === 'home' ? '~' : '.')).join('');

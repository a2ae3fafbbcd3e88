import type { CheckedLedger } from '../../account/ledger.ts';
import { secretsNamedIn } from '../../container-plan/secrets/hidden-secrets.ts';
import type { Text } from '../../container-plan/text.ts';
import { text } from '../../container-plan/text.ts';
import type { BuildPlan } from '../../container-plan/types.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import type { ShellPart } from '../../shared/shell/shell-word.ts';
import { shellComment, shellLines, shellWord } from '../../shared/shell/shell-word.ts';
import type { Conversion } from '../../target.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { BuiltImage } from './built-images.ts';
import { builtImages } from './built-images.ts';
import { goToProject } from './project-directory.ts';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesField } from '../objects/field.ts';

/** The script that builds the project's images and pushes them; undefined when it builds none. */
export function buildScript(context: KubernetesContext, conversion: Conversion): string | undefined {
  const { images } = builtImages(context, conversion);
  reportBuilds(context, images);
  if (images.length === 0) return undefined;
  const secretNames = [
    ...new Set(
      images.flatMap(({ plan }) => [
        ...plan.args.flatMap((entry) => (entry.secret === undefined ? [] : entry.name)),
        ...secretsNamedIn([plan.flags, plan.inline]),
        ...plan.secrets.map(({ variable }) => variable),
      ]),
    ),
  ];
  return `#!/bin/sh
${shellComment(`Builds the images of project ${context.project.name} and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]`)}
# Written by Transpose. ENGINE=podman takes another engine than docker.
set -eu

${goToProject(context)}
${secretNames.map((name) => `: "\${${name}:?is a secret of the build: export it first}"\n`).join('')}${images.map(imageLines).join('\n')}`;
}

/** What becomes of the builds: the script does them. */
function reportBuilds({ ledger, pods, builders }: KubernetesContext, images: readonly BuiltImage[]): void {
  for (const { name, build } of pods.emitted)
    if (build && builders.of.get(name) !== name) ledger.carried(['services', name, 'build', 'context'], 'docker build');
  for (const { service, pushed } of images) reportBuild(ledger, service, pushed);
}

function reportBuild(ledger: CheckedLedger<KubernetesField>, service: string, pushed: boolean): void {
  const path = pathTo(['services', service, 'build', 'context']);
  if (pushed)
    ledger.approximated(
      path,
      'docker build',
      'Kubernetes builds no images: build.sh builds this one and pushes it',
      'Run build.sh before kubectl apply',
    );
  else
    ledger.approximated(
      path,
      'docker build',
      'Kubernetes builds no images: build.sh builds this one, whose name has no registry, so nothing is pushed and no node finds it',
      'Convert with --registry HOST/PATH, or load the image into the nodes (`kind load docker-image`, `minikube image load`)',
      'breaks',
    );
}

function imageLines({ name, pushed, plan }: BuiltImage): string {
  const engine = '"${ENGINE:-docker}"';
  const groups = [
    [engine, 'build'],
    ...plan.args.map((entry) => ['--build-arg', argument(entry.name, entry.secret === undefined ? entry.value : null)]),
    ...plan.flags.map(({ flag, value }) => (value === undefined ? [flag] : [flag, word(value)])),
    [word(plan.context)],
  ];
  const command = shellLines([...givenSecrets(plan).map((one) => [one]), ...groups]);
  const build = plan.inline === undefined ? command : `printf %s ${word(plan.inline)} | ${command}`;
  const image = word([name]);
  return pushed
    ? `${build}\n${engine} push ${image}\n`
    : `${build}\n${shellComment(`${name} names no registry: convert with --registry HOST/PATH, or load it into the nodes.`)}\n`;
}

/** Secrets whose variables have another name for the command, which goes by the one that they have. */
const givenSecrets = ({ secrets }: BuildPlan): readonly string[] =>
  secrets.filter(({ name, variable }) => name !== variable).map(({ name, variable }) => `${name}="$${variable}"`);

/** `NAME=VALUE`; a name alone takes the value from the environment of the build. */
function argument(name: string, value: Text | null): string {
  return value === null ? word([name]) : word(text(`${name}=`, value));
}

function word(value: Text): string {
  return quotedText(shellWord(partsOf(value)));
}

/** The script runs in the project directory. */
function partsOf(value: Text): readonly ShellPart[] {
  return value.map((part): ShellPart => {
    if (typeof part === 'string') return part;
    if (part.of === 'home') return { variable: 'HOME' };
    if (part.of === 'secret') return { variable: part.variable };
    return part.of === 'directory' ? '.' : '';
  });
}

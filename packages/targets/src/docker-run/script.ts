import type { Text } from '../container-plan/text.ts';
import type { ContainerPlan, Flag, HookPlan, NetworkPlan, ServicePlan, VolumePlan } from '../container-plan/types.ts';
import { joinTexts, projectDirectory } from '../container-plan/text.ts';
import { shellComment, shellLines } from '../shared/shell-word.ts';
import { buildFunctions } from './build.ts';
import { definition, execCommand, preStartCommand } from './definitions.ts';
import { functionNames } from './function-names.ts';
import * as prelude from './prelude/index.ts';
import { secretsReader } from './secrets-file.ts';
import { usage } from './usage.ts';
import { planVariables, variablesReader } from './variables.ts';
import { flagWords, literal, word } from './words.ts';

export interface ScriptSettings {
  /** The name of the file with the secrets beside the script; undefined: they stand in the script. */
  readonly secretsFile: string | undefined;
  /** Env files, relative to the project directory, that take the place of `.env`. */
  readonly envFiles: readonly Text[];
  /** The name of the bake file beside the script; undefined: images are built by `docker build`. */
  readonly bakeFile: string | undefined;
  /** The lines of a crontab that run what has a schedule. */
  readonly crontab: readonly string[];
}

/** The script that runs a plan. */
export function printScript(plan: ContainerPlan, settings: ScriptSettings): string {
  const names = functionNames(plan.services.map((service) => service.service));
  const uses = usesOf(plan);
  return [
    head(plan, settings),
    usage(plan),
    '# ---- How things are done ----\n',
    prelude.messages,
    prelude.queries,
    prelude.valueFunctions,
    ...(uses.values && (uses.variables || settings.secretsFile !== undefined) ? [prelude.readValues] : []),
    ...(uses.variables ? [prelude.variableFunctions] : []),
    ...(plan.networks.some((network) => !network.external) ? [prelude.networkFunctions] : []),
    ...(plan.volumes.some((volume) => !volume.external) ? [prelude.volumeFunctions] : []),
    ...([...plan.networks, ...plan.volumes].some((one) => one.external) ? [prelude.externalFunctions] : []),
    prelude.imageFunctions,
    prelude.containerFunctions,
    ...(uses.anonymous ? [prelude.carriedFunction] : []),
    uses.files ? prelude.copyFunctions : prelude.noCopies,
    ...(uses.waits ? [prelude.waitFunctions] : []),
    ...(uses.preStart ? [prelude.preStartFunctions] : []),
    ...(uses.exec ? [prelude.execFunctions] : []),
    prelude.commands,
    '# ---- The project ----\n',
    prepare(plan, settings),
    resources('networks', plan.networks),
    resources('volumes', plan.volumes),
    ...plan.services.map((service) => definition(plan, service, names)),
    dispatch(
      'define() { # SERVICE NUMBER WHAT...',
      definePreamble,
      plan,
      (service) => [`define_${names.of(service.service)} "$@"`],
      'service',
    ),
    ...buildFunctions(plan, names, settings.bakeFile),
    dispatch('# Waits for what a service depends on: SERVICE\nwait_before() {', '', plan, waitLines, '1'),
    dispatch(
      '# The services that this one is restarted with: SERVICE\nrestarted_with() {',
      '',
      plan,
      restartLines,
      '1',
    ),
    hooks(
      'pre_start',
      plan,
      (service) => service.preStart,
      (service, hook) => preStartCommand(service, hook, plan.engine.name),
    ),
    hooks(
      'post_start',
      plan,
      (service) => service.postStart,
      (_, hook) => execCommand(hook),
    ),
    hooks(
      'pre_stop',
      plan,
      (service) => service.preStop,
      (_, hook) => execCommand(hook),
    ),
    needs(plan),
    '# ---- The command line ----\n',
    prelude.commandLine(uses),
    'main "$@"\n',
  ].join('\n');
}

function usesOf(plan: ContainerPlan) {
  const any = (holds: (service: ServicePlan) => boolean) => plan.services.some(holds);
  const variables = planVariables(plan).size > 0;
  return {
    variables,
    values: variables || plan.secrets.length > 0,
    anonymous: any((service) =>
      service.mounts.some((mount) => mount.value.some((part) => typeof part !== 'string' && part.of === 'anonymous')),
    ),
    files: any((service) => service.files.length > 0),
    waits: any((service) => service.waits.some((wait) => wait.condition !== 'started')),
    schedules: any((service) => service.schedule !== undefined),
    preStart: any((service) => service.preStart.length > 0),
    exec: any((service) => service.postStart.length + service.preStop.length > 0),
  };
}

function head(plan: ContainerPlan, { crontab }: ScriptSettings): string {
  return `#!/bin/sh
${shellComment(`${plan.project}: runs the containers of a Docker Compose project, without Compose.`)}
# Written by transpose. To change it, change the Compose file and convert it again.
set -eu

project=${literal(plan.project)}
engine=${plan.engine.name}
services=${literal(plan.services.map((service) => service.service).join(' '))}
${scheduledNote(plan, crontab)}
# Set by options, see --help.
directory='' ${planVariables(plan).size > 0 ? "env_file='' " : ''}dry_run='' build_all='' no_build='' scales=''
volumes_too='' orphans_too='' follow='' tail='' index=1
newline='
'
carriage_return=$(printf '\\r')

# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 fresh=' ' built=' ' restart=''${plan.services.length === 0 ? " image=''" : ''}
`;
}

/** The services that have a schedule, and the lines that run them on it. */
function scheduledNote(plan: ContainerPlan, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const unscheduled = plan.services.flatMap(({ service, schedule }) => (schedule ? [] : [service]));
  return `# Those that start with the project. The others run on a schedule, by these lines of crontab(5):
${lines.map((line) => `${shellComment(line)}\n`).join('')}unscheduled=${literal(unscheduled.join(' '))}
`;
}

/** Goes to the project directory, reads the secrets, and sees to it that nothing half-made stays. */
function prepare(plan: ContainerPlan, settings: ScriptSettings): string {
  const [first] = plan.composeFiles;
  const marker = first
    ? word(first.map((part) => (typeof part !== 'string' && part.of === 'directory' ? '' : part)))
    : undefined;
  const inProject = first?.[0] === projectDirectory;
  const files = joinTexts(plan.composeFiles, ',').map((part) =>
    typeof part !== 'string' && part.of === 'directory' ? ({ of: 'secret', variable: 'PWD' } as const) : part,
  );
  const search =
    marker === undefined || !inProject
      ? '  cd "${directory:-$here}"'
      : `  if [ -z "$directory" ]; then
    directory=$here
    for place in "$here" "$here/.." "$PWD"; do
      if [ -e "$place"${marker} ]; then
        directory=$place
        break
      fi
    done
  fi
  cd "$directory"`;
  const variables = variablesReader(plan, { named: settings.envFiles.map((file) => word(file)) });
  return `# Goes to the project directory: --project-directory, or where the Compose file is: beside the script, above it, here.
prepare() {
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
${search}
  compose_files=${word(files as Text)}
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
${variables === '' ? '' : '  read_variables\n'}${plan.secrets.length === 0 ? '' : '  read_secrets\n'}}
${variables}${secretsReader(plan, settings.secretsFile)}`;
}

const definePreamble = `  service=$1 number=$2
  shift 2
  platform='' builds='' pull=missing replicas=1 single='' depends_on=''
`;

function dispatch(
  opening: string,
  preamble: string,
  plan: ContainerPlan,
  lines: (service: ServicePlan) => readonly string[],
  subject: string,
): string {
  const branches = plan.services.flatMap((service) => {
    const body = lines(service);
    if (body.length === 0) return [];
    return [`    ${literal(service.service)})\n${body.map((line) => `      ${line}`).join('\n')}\n      ;;`];
  });
  const cases =
    branches.length === 0 ? (preamble === '' ? '  :' : '') : `  case $${subject} in\n${branches.join('\n')}\n  esac`;
  return `${opening}\n${preamble}${cases}\n}\n`;
}

function waitLines(service: ServicePlan): readonly string[] {
  return service.waits
    .filter((wait) => wait.condition !== 'started')
    .map((wait) => {
      const failed = `${service.service}: ${wait.service} is not ${wait.condition}`;
      const otherwise = wait.required
        ? `die ${literal(`can not start ${failed}`)}`
        : `say ${literal(`going on with ${failed}`)}`;
      return `wait_for ${wait.condition} ${literal(wait.service)} || ${otherwise}`;
    });
}

function restartLines(service: ServicePlan): readonly string[] {
  const others = service.waits.filter((wait) => wait.restart).map((wait) => literal(wait.service));
  return others.length === 0 ? [] : [`echo ${others.join(' ')}`];
}

function hooks(
  name: string,
  plan: ContainerPlan,
  hooksOf: (service: ServicePlan) => readonly HookPlan[],
  command: (service: ServicePlan, hook: HookPlan) => string,
): string {
  return dispatch(
    `${name}() {`,
    '',
    plan,
    (service) => hooksOf(service).map((hook) => command(service, hook)),
    'service',
  );
}

/** What each service needs to be there before it. */
function needs(plan: ContainerPlan): string {
  return dispatch(
    '# The services that one needs, as its definition names them: SERVICE\nneeds_of() {',
    '',
    plan,
    (service) => (service.needs.length === 0 ? [] : [`echo ${literal(service.needs.join(' '))}`]),
    '1',
  );
}

/** The functions that make and remove the networks or volumes of the project. */
function resources(kind: 'networks' | 'volumes', plans: readonly (NetworkPlan | VolumePlan)[]): string {
  const one = kind === 'networks' ? 'network' : 'volume';
  const make = plans.map((plan) =>
    plan.external
      ? `external ${one} ${word(plan.name)}`
      : shellLines(
          [[one, literal(plan.key), word(plan.name)], ...plan.flags.map((flag: Flag) => flagWords(flag))],
          '  ',
        ),
  );
  const remove = plans.filter((plan) => !plan.external).map((plan) => `remove_${one} ${word(plan.name)}`);
  const body = (lines: readonly string[]) => (lines.length === 0 ? '  :' : lines.map((line) => `  ${line}`).join('\n'));
  return `make_${kind}() {\n${body(make)}\n}\n\nremove_${kind}() {\n${body(remove)}\n}\n`;
}

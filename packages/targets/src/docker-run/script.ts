import type { Text } from '../container-plan/text.ts';
import type { ContainerPlan, Flag, HookPlan, NetworkPlan, ServicePlan, VolumePlan } from '../container-plan/types.ts';
import { joinTexts, projectDirectory } from '../container-plan/text.ts';
import { assignment, shellComment, shellLines } from '../shared/shell-word.ts';
import { buildFunctions } from './build.ts';
import { definition, execCommand, missingWorkdir, preStartCommand } from './definitions.ts';
import type { FunctionNames } from './function-names.ts';
import { functionNames } from './function-names.ts';
import * as prelude from './prelude/index.ts';
import { secretsReader } from './secrets-file.ts';
import { usage } from './usage.ts';
import { planVariables, variablesReader } from './variables.ts';
import { flagWords, literal, textAssignment, word } from './words.ts';

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

/** The script that runs a plan: what is of the project first, then what every script has. */
export function printScript(plan: ContainerPlan, settings: ScriptSettings): string {
  const names = functionNames(plan.services.map((service) => service.service));
  const uses = usesOf(plan);
  const parts = projectParts(plan, settings, names);
  const own = [...parts.keys(), ...(uses.preStart ? ['remove_hooks'] : [])];
  return [
    head(plan, settings, own),
    ...plan.services.map((service) => definition(plan, service, names)),
    ...parts.values(),
    serviceDispatch(plan, names),
    readProject(plan, settings),
    machineryLine(plan),
    ...machinery(uses),
    usage(plan),
    prelude.commandLine(uses),
    'main "$@"\n',
  ].join('\n');
}

/** The functions that a project may have or not, by their names. */
function projectParts(
  plan: ContainerPlan,
  settings: ScriptSettings,
  names: FunctionNames,
): ReadonlyMap<string, string> {
  const hookParts = [
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
  ];
  return new Map([
    ...resources('network', plan.networks),
    ...resources('volume', plan.volumes),
    ...buildFunctions(plan, names, settings.bakeFile),
    ...hookParts.flat(),
  ]);
}

/** The sections of the machinery that a project needs. */
function machinery(uses: ReturnType<typeof usesOf>): readonly string[] {
  return [
    prelude.messages,
    prelude.queries,
    prelude.placeFunctions,
    prelude.valueFunctions,
    ...(uses.values ? [prelude.readValues] : []),
    ...(uses.variables ? [prelude.variableFunctions] : []),
    ...(uses.networks ? [prelude.networkFunctions] : []),
    ...(uses.volumes ? [prelude.volumeFunctions] : []),
    ...(uses.external ? [prelude.externalFunctions] : []),
    prelude.imageFunctions,
    ...(uses.builds ? [prelude.buildFunctions] : []),
    prelude.containerFunctions,
    ...(uses.anonymous ? [prelude.carriedFunction] : []),
    uses.files ? prelude.copyFunctions : prelude.noCopies,
    prelude.waitFunctions,
    ...(uses.preStart ? [prelude.preStartFunctions] : []),
    ...(uses.exec ? [prelude.execFunctions] : []),
    prelude.commands,
  ];
}

function usesOf(plan: ContainerPlan) {
  const any = (holds: (service: ServicePlan) => boolean) => plan.services.some(holds);
  const variables = planVariables(plan).size > 0;
  return {
    variables,
    values: variables || plan.secrets.length > 0,
    networks: plan.networks.some((network) => !network.external),
    volumes: plan.volumes.some((volume) => !volume.external),
    external: [...plan.networks, ...plan.volumes].some((one) => one.external),
    builds: any((service) => service.build !== undefined),
    anonymous: any((service) =>
      service.mounts.some((mount) => mount.value.some((part) => typeof part !== 'string' && part.of === 'anonymous')),
    ),
    files: any((service) => service.files.length + missingWorkdir(service, plan.engine.name).length > 0),
    preStart: any((service) => service.preStart.length > 0),
    exec: any((service) => service.postStart.length + service.preStop.length > 0),
  };
}

function head(plan: ContainerPlan, { crontab }: ScriptSettings, functions: readonly string[]): string {
  const [first] = plan.composeFiles;
  const inProject = first?.[0] === projectDirectory;
  const place = inProject ? first.filter((part) => typeof part === 'string').join('') : '';
  return `#!/bin/sh
${shellComment(`${plan.project}: runs the containers of a Docker Compose project, without Compose. See --help.`)}
# Written by transpose. To change it, change the Compose file and convert it again.
set -eu

${assignment('project', plan.project)}
engine=${plan.engine.name}
${assignment('services', plan.services.map((service) => service.service).join(' '))}
${scheduledNote(plan, crontab)}# What is in the project directory, where relative paths begin, and whether there are any.
${assignment('compose_file', place.slice(1))} relative_paths=${usesDirectory(plan) ? 'yes' : 'no'}
# The parts that this project has.
${assignment('functions', functions.join(' '))}
`;
}

/** Whether something of the project is found by its place. */
const usesDirectory = ({ networks, volumes, services }: ContainerPlan): boolean =>
  JSON.stringify([networks, volumes, services]).includes(JSON.stringify(projectDirectory));

const machineryLine = (plan: ContainerPlan): string => `# ${'-'.repeat(100)}
# What follows is the same for every project: how the containers above are made, waited for, upgraded and removed.
# ${'-'.repeat(100)}

written_for=${plan.engine.name}
newline='
'
carriage_return=$(printf '\\r')
# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 built=' '
`;

/** The services that have a schedule, and the lines that run them on it. */
function scheduledNote(plan: ContainerPlan, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const unscheduled = plan.services.flatMap(({ service, schedule }) => (schedule ? [] : [service]));
  return `# Those that start with the project. The others run on a schedule, by these lines of crontab(5):
${lines.map((line) => `${shellComment(line)}\n`).join('')}${assignment('unscheduled', unscheduled.join(' '))}
`;
}

/** What is read in the project directory before anything is done. */
function readProject(plan: ContainerPlan, settings: ScriptSettings): string {
  const files = joinTexts(plan.composeFiles, ',').map((part) =>
    part === projectDirectory ? ({ of: 'secret', variable: 'PWD' } as const) : part,
  );
  const variables = variablesReader(plan, { named: settings.envFiles.map((file) => word(file)) });
  const secrets = secretsReader(plan, settings.secretsFile);
  const all = `read_project() {
  ${textAssignment('compose_files', files as Text)}
${variables === '' ? '' : '  read_variables\n'}${secrets === '' ? '' : '  read_secrets\n'}}
`;
  return [variables, secrets, all].filter((part) => part !== '').join('\n');
}

function serviceDispatch(plan: ContainerPlan, names: FunctionNames): string {
  const branches = plan.services.map(({ service }) => `    ${literal(service)}) define_${names.of(service)} "$@" ;;\n`);
  return `define_service() {\n${branches.length === 0 ? "  image=''\n" : `  case $service in\n${branches.join('')}  esac\n`}}\n`;
}

/** The function that runs the hooks of a kind; none where no service has any. */
function hooks(
  name: string,
  plan: ContainerPlan,
  hooksOf: (service: ServicePlan) => readonly HookPlan[],
  command: (service: ServicePlan, hook: HookPlan) => string,
): readonly (readonly [string, string])[] {
  const branches = plan.services.flatMap((service) => {
    const commands = hooksOf(service).map((hook) => `      ${command(service, hook)}\n`);
    return commands.length === 0 ? [] : [`    ${literal(service.service)})\n${commands.join('')}      ;;\n`];
  });
  if (branches.length === 0) return [];
  return [[name, `${name}() {\n  case $service in\n${branches.join('')}  esac\n}\n`]];
}

/** The functions that make and remove the networks or volumes of the project, where it has any. */
function resources(
  one: 'network' | 'volume',
  plans: readonly (NetworkPlan | VolumePlan)[],
): readonly (readonly [string, string])[] {
  const make = plans.map((plan) =>
    plan.external
      ? `  external ${one} ${word(plan.name)}\n`
      : `  ${shellLines(
          [[one, literal(plan.key), word(plan.name)], ...plan.flags.map((flag: Flag) => flagWords(flag))],
          '  ',
        )}\n`,
  );
  const remove = plans.filter((plan) => !plan.external).map((plan) => `  remove_${one} ${word(plan.name)}\n`);
  const parts = [
    [`make_${one}s`, make],
    [`remove_${one}s`, remove],
  ] as const;
  return parts.flatMap(([name, lines]) =>
    lines.length === 0 ? [] : [[name, `${name}() {\n${lines.join('')}}\n`] as const],
  );
}

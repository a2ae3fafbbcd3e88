import type { Text } from '../../container-plan/text.ts';
import type {
  ContainerPlan,
  Flag,
  HookPlan,
  NetworkPlan,
  ServicePlan,
  VolumePlan,
} from '../../container-plan/types.ts';
import { absolutePath, joinTexts } from '../../container-plan/text.ts';
import { assignment, shellComment, shellLines } from '../../shared/shell/shell-word.ts';
import { buildFunctions } from '../build/build.ts';
import { composeFile, usesDirectory } from './compose-file.ts';
import { definition, execCommand, preStartCommand } from './definitions.ts';
import type { FunctionNames } from './function-names.ts';
import { functionNames } from './function-names.ts';
import { libraryCall } from './library.ts';
import { machinery, machineryLine, usesOf } from './machinery.ts';
import { secretsReader } from '../values/secrets-file.ts';
import { variablesReader } from '../values/variables.ts';
import { flagWords, literal, textAssignment, word } from './words.ts';

export interface ScriptSettings {
  /** The name of the file with the secrets beside the script; undefined: they are in the script. */
  readonly secretsFile: string | undefined;
  /** Env files, relative to the project directory, that take the place of `.env`. */
  readonly envFiles: readonly Text[];
  /** The name of the bake file beside the script; undefined: images are built by `docker build`. */
  readonly bakeFile: string | undefined;
  /** The functions that are the same for every project are in a library of the host. */
  readonly library: boolean;
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
    ...(settings.library ? [libraryCall] : [machineryLine, ...machinery(uses)]),
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

function head(plan: ContainerPlan, { crontab }: ScriptSettings, functions: readonly string[]): string {
  return `#!/bin/sh
${shellComment(`${plan.project}: runs the containers of a Docker Compose project, without Compose. See --help.`)}
# Written by transpose. To change it, change the Compose file and convert it again.
set -eu

${assignment('project', plan.project)}
engine=${plan.engine.name}
${assignment('services', plan.services.map((service) => service.service).join(' '))}
${scheduledNote(plan, crontab)}# What is in the project directory, where relative paths begin, and whether there are any.
${assignment('compose_file', composeFile(plan))} relative_paths=${usesDirectory(plan) ? 'yes' : 'no'}
# The parts that this project has.
${assignment('functions', functions.join(' '))}
`;
}

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
  const variables = variablesReader(plan, { named: settings.envFiles.map((file) => word(file)) });
  const secrets = secretsReader(plan, settings.secretsFile);
  const all = `read_project() {
  ${textAssignment('compose_files', absolutePath(joinTexts(plan.composeFiles, ',')))}
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

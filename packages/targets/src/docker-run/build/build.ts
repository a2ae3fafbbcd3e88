import { isHarmless } from '../../container-plan/handing-over.ts';
import { secretOf } from '../../container-plan/plan-index.ts';
import type { BuildPlan, ContainerPlan, EnvironmentEntry, ServicePlan } from '../../container-plan/types.ts';
import { shellLines } from '../../shared/shell/shell-word.ts';
import { bakeVariables } from './bake.ts';
import type { FunctionNames } from '../script/function-names.ts';
import { environmentWords, flagWords, ifSet, isSecret, literal, ofProject, word } from '../script/words.ts';

/** The functions that build the images of services, where the project builds any. */
export function buildFunctions(
  plan: ContainerPlan,
  names: FunctionNames,
  bakeName: string | undefined,
): readonly (readonly [string, string])[] {
  const built = plan.services.filter((service) => service.build);
  if (built.length === 0) return [];
  const variables = bakeName === undefined ? [] : bakeWords(plan, names);
  const branches = built.map((one) =>
    bakeName === undefined ? buildBranch(one) : bakeBranch(one, names, variables, bakeName),
  );
  return [['build_image', buildImage(branches)]];
}

/** A build takes no env file: what no argument may show comes through the environment of the engine's command. */
const buildImage = (branches: readonly string[]): string => `build_image() {
  service=$1
  case $service in
${branches.join('\n')}
  esac
}
`;

/** The variables that the bake file asks for, and those that its secrets name. */
const bakeWords = (plan: ContainerPlan, names: FunctionNames): readonly string[] => [
  '"project=$project"',
  ...bakeVariables(plan, names).map((name) =>
    secretOf(plan, name) === undefined ? projectVariable(name) : `"${name}=$${name}"`,
  ),
  ...new Set(plan.services.flatMap(({ build }) => (build ? buildSecretWords(build) : []))),
];

/** A variable of the project for the environment of the engine's command, where it is set. */
const projectVariable = (name: string): string => {
  const variable = ofProject + name;
  return `\${${variable}+"${name}=$${variable}"}`;
};

function bakeBranch(
  service: ServicePlan,
  names: FunctionNames,
  variables: readonly string[],
  bakeName: string,
): string {
  const bake = ['--', 'buildx', 'bake', '--file', `"$here"/${literal(bakeName)}`, '--load', names.of(service.service)];
  const command = shellLines([['run_build'], ...variables.map((one) => [one]), bake], '      ');
  return `    ${literal(service.service)})
      say ${literal(`building ${service.service}`)}
      ${command}
      ;;`;
}

function buildBranch(service: ServicePlan): string {
  const build = service.build;
  if (!build) return '';
  const groups = [
    ['run_build'],
    ...hiddenArguments(build).map((one) => [one]),
    ['--', 'build'],
    ['--label "com.docker.compose.project=$project"'],
    ['--label "com.docker.compose.service=$service"'],
    ...argumentOptions(build.args),
    ...build.flags.map(flagWords),
    [word(build.context)],
  ];
  const command = shellLines(groups, '      ');
  const piped = build.inline === undefined ? command : `printf %s ${word(build.inline)} | ${command}`;
  return `    ${literal(service.service)})
      say ${literal(`building ${service.service}`)}
      ${piped}
      ;;`;
}

/** `NAME=VALUE` for arguments and secrets of a build that no argument of the command may show. */
const hiddenArguments = (build: BuildPlan): readonly string[] => [
  ...build.args
    .filter((entry) => isSecret(entry) && isHarmless(entry.name))
    .flatMap((entry) => ifSet(entry, [assignment(entry)])),
  ...buildSecretWords(build),
];

/** Without a value, the engine's command has what its own environment has. */
const buildSecretWords = ({ secrets }: BuildPlan): readonly string[] =>
  secrets.filter(({ value }) => value !== null).map(assignment);

const assignment = ({ name, secret, value }: EnvironmentEntry): string =>
  secret === undefined ? word([`${name}=`, ...(value ?? [])]) : `"${name}=$${secret}"`;

/** The options: a hidden argument by its name alone, without a value where only the engine's own environment has one. */
function argumentOptions(args: readonly EnvironmentEntry[]): readonly (readonly string[])[] {
  const hidden = args.filter(isSecret).map((entry) => {
    const words = ['--build-arg', literal(entry.name)];
    return isHarmless(entry.name) ? ifSet(entry, words) : words;
  });
  return [...environmentWords(args, '--build-arg'), ...hidden];
}

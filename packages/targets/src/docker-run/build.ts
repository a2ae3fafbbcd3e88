import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import { shellLines } from '../shared/shell-word.ts';
import { bakeSecrets } from './bake.ts';
import type { FunctionNames } from './function-names.ts';
import { environmentWords, flagWords, literal, secretWords, word } from './words.ts';

/** The function that builds the images of services, and what it needs. */
export function buildFunctions(
  plan: ContainerPlan,
  names: FunctionNames,
  bakeName: string | undefined,
): readonly string[] {
  const built = plan.services.filter((service) => service.build);
  if (built.length === 0) return ['build_image() {\n  :\n}\n'];
  if (bakeName !== undefined) return [bakeFunction(bakeName), buildImage(built.map((one) => bakeBranch(one, names)))];
  return [
    `# Builds an image: secret NAME VALUE... -- OPTION... CONTEXT
run_build() (
  while [ "$1" != -- ]; do
    export "$2=$3"
    shift 3
  done
  shift
  set -- build --label "com.docker.compose.project=$project" --label "com.docker.compose.service=$service" "$@"
  if [ -n "$dry_run" ]; then show "$engine" "$@"; else "$engine" "$@" >&2; fi
)
`,
    buildImage(built.map(buildBranch)),
  ];
}

const buildImage = (branches: readonly string[]): string => `build_image() {
  service=$1
  case $service in
${branches.join('\n')}
  esac
}
`;

/** The values that the bake file asks for come through the environment. */
const bakeFunction = (file: string): string => `# Builds an image as the bake file says: VARIABLE... -- TARGET
run_bake() (
  while [ "$1" != -- ]; do
    export "\${1?}"
    shift
  done
  shift
  export project
  set -- buildx bake --file "$here"/${literal(file)} --load "$@"
  if [ -n "$dry_run" ]; then show "$engine" "$@"; else "$engine" "$@" >&2; fi
)
`;

function bakeBranch(service: ServicePlan, names: FunctionNames): string {
  const words = ['run_bake', ...(service.build ? bakeSecrets(service.build) : []), '--', names.of(service.service)];
  return `    ${literal(service.service)})
      say ${literal(`building ${service.service}`)}
      ${words.join(' ')}
      ;;`;
}

function buildBranch(service: ServicePlan): string {
  const build = service.build;
  if (!build) return '';
  const groups = [
    ['run_build'],
    ...secretWords(build.args),
    ['--'],
    ...environmentWords(build.args, '--build-arg'),
    ...build.flags.map(flagWords),
    [word(build.context)],
  ];
  const command = shellLines(groups, '      ');
  const piped = build.inline === undefined ? command : `printf %s ${literal(build.inline)} | ${command}`;
  return `    ${literal(service.service)})
      say ${literal(`building ${service.service}`)}
      ${piped}
      ;;`;
}

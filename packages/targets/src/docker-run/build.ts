import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import { shellLines } from '../shared/shell-word.ts';
import { environmentWords, flagWords, literal, secretWords, word } from './words.ts';

/** The function that builds the images of services, and what it needs. */
export function buildFunctions(plan: ContainerPlan): readonly string[] {
  const built = plan.services.filter((service) => service.build);
  if (built.length === 0) return ['build_image() {\n  :\n}\n'];
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
    `build_image() {
  service=$1
  case $service in
${built.map(buildBranch).join('\n')}
  esac
}
`,
  ];
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

import type { ContainerPlan } from '../container-plan/types.ts';
import { planVariables } from './variables.ts';
import { literal } from './words.ts';

/** `--help`. */
export function usage(plan: ContainerPlan): string {
  const waits = plan.services.some((service) => service.waits.some((wait) => wait.condition === 'healthy'));
  const lines = [
    'Commands (SERVICE...: only these, else all):',
    '  up [SERVICE...]         make and start containers; what did not change is left alone',
    '  down [SERVICE...]       stop and remove containers and networks; -v removes volumes as well',
    '  start, stop, restart [SERVICE...]',
    '  ps                      list the containers',
    '  logs [-f] [SERVICE...]  show their output',
    '  pull, build [SERVICE...]',
    '  exec SERVICE COMMAND...',
    '',
    'Options:',
    `  -p, --project-name NAME     instead of ${plan.project}; projects of other names live side by side`,
    '  --project-directory DIR     where the Compose file and the files that it names are',
    ...(planVariables(plan).size > 0
      ? ['  --env-file FILE             where variables are that the environment does not have, instead of .env']
      : []),
    `  --engine COMMAND            the command to use instead of ${plan.engine.name}`,
    '  --dry-run                   show the commands that change something, as for an empty engine',
    '  --scale SERVICE=NUMBER      up: so many containers of a service',
    '  --build                     up: build images even when they are there',
    '  --no-build                  up: build none',
    '  -v, --volumes               down: remove volumes, and the data in them',
    '  --remove-orphans            down: remove containers of services that are no more',
    '  -f, --follow; --tail LINES  logs',
    '  --index NUMBER              exec: in which container of the service',
    '',
    ...(waits ? ['WAIT_TIMEOUT in the environment: how many seconds to wait for a healthy container (3600)', ''] : []),
    `Services: ${plan.services.map((service) => service.service).join(' ')}`,
  ];
  return `usage() {
  echo "Usage: $0 [OPTION...] COMMAND [SERVICE...]"
  printf '%s\\n' \\
${lines.map((line) => `    ${literal(line)}`).join(' \\\n')}
}
`;
}

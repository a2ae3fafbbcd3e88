import type { ContainerPlan } from '../container-plan/types.ts';
import { planVariables } from './variables.ts';
import { literal } from './words.ts';

/** `--help`. */
export function usage(plan: ContainerPlan): string {
  const waits = plan.services.some((service) => service.waits.some((wait) => wait.condition === 'healthy'));
  const lines = [
    'Commands (SERVICE...: only these, else all):',
    '  up [SERVICE...]         make and start containers; what did not change is left alone',
    '     --build, --no-build, --pull always|missing|never, --scale SERVICE=NUMBER, --force-recreate,',
    '     --no-recreate, --no-deps, --remove-orphans, --wait, --wait-timeout SECONDS, -t SECONDS, -d',
    '  down [SERVICE...]       stop and remove containers and networks',
    '     -v, --volumes: and the volumes with their data; --remove-orphans; -t SECONDS',
    '  start, stop, restart [SERVICE...]   -t SECONDS to stop in',
    '  ps [SERVICE...]         list the containers: -a, -q, --status STATUS, --format json|TEMPLATE',
    '  logs [SERVICE...]       show their output: -f, -n LINES (--tail), --since, --until, -t, --no-log-prefix',
    '  exec SERVICE COMMAND... -T, -u USER, -w DIRECTORY, -e NAME=VALUE, -d, --privileged, --index NUMBER',
    '  pull, build [SERVICE...]',
    '  config                  show what up runs; --services, --images, --networks, --volumes: their names',
    '',
    'Options before or behind the command:',
    `  -p, --project-name NAME     instead of ${plan.project}; projects of other names live side by side`,
    '  --project-directory DIR     where the Compose file and the files that it names are',
    ...(planVariables(plan).size > 0
      ? ['  --env-file FILE             where variables are that the environment does not have, instead of .env']
      : []),
    `  --engine COMMAND            the command to use instead of ${plan.engine.name}`,
    '  --dry-run                   show the commands that change something, as for an empty engine',
    '',
    ...(waits ? ['WAIT_TIMEOUT in the environment: how many seconds to wait for a healthy container (3600)', ''] : []),
    `Services: ${plan.services.map((service) => service.service).join(' ')}`,
  ];
  return `usage() {
  echo "Usage: $0 [OPTION...] COMMAND [OPTION...] [SERVICE...]"
  printf '%s\\n' \\
${lines.map((line) => `    ${literal(line)}`).join(' \\\n')}
}
`;
}

import type { Uses } from './machinery.ts';

/** `--help`. */
export function usage(uses: Pick<Uses, 'variables' | 'healthy'>): string {
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
    '  -p, --project-name NAME     instead of $project; projects of other names live side by side',
    '  --project-directory DIR     where the Compose file and the files that it names are',
    ...(uses.variables
      ? ['  --env-file FILE             where variables are that the environment does not have, instead of .env']
      : []),
    '  --engine COMMAND            the command to use instead of $engine',
    '  --dry-run                   show the commands that change something, as for an empty engine',
    '',
    ...(uses.healthy
      ? ['WAIT_TIMEOUT in the environment: how many seconds to wait for a healthy container (3600)', '']
      : []),
    'Services: $services',
  ];
  return `usage() {
  cat <<END
Usage: $0 [OPTION...] COMMAND [OPTION...] [SERVICE...]
${lines.join('\n')}
END
}
`;
}

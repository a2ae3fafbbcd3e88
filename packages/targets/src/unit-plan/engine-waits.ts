/** Lines for `/bin/sh -c` that wait for a container. The name is an argument of the shell: `$1`. */
export const untilStarted = (engine: string): string =>
  `while case $(${engine} inspect --format '{{.State.Status}}' "$1") in created | configured | initialized) ;; *) false ;; esac; do sleep 0.2; done`;

/** Fails when the container is unhealthy, has stopped or has no healthcheck. */
export const untilHealthy = (engine: string): string =>
  `while :; do ` +
  `state=$(${engine} inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$1"); ` +
  `case $state in 'running healthy') exit 0 ;; created* | configured* | initialized* | 'running starting') sleep 0.5 ;; ` +
  `'running ') echo "$1 has no healthcheck to wait for" >&2; exit 1 ;; *) echo "$1 is not healthy: $state" >&2; exit 1 ;; esac; done`;

/** Makes the directories that are bound and do not exist, as Docker does. */
export const makeDirectories = 'for directory do [ -e "$directory" ] || mkdir -p "$directory"; done';

/** The words of a shell that runs a line with arguments. */
export function shellCommand(line: string, ...args: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', line, 'sh', ...args];
}

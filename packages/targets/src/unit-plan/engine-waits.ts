/**
 * Whether the unit's main process, which is attached to the container, still runs. Asked before the container's state: a
 * container that is not started by then never will be. Source: systemd.exec(5), MAINPID.
 */
const isAttached = `attached=; kill -0 "$MAINPID" 2>/dev/null && attached=yes`;

/** Lines for `/bin/sh -c` that wait for a container. The name is an argument of the shell: `$1`. */
export const untilStarted = (engine: string): string =>
  `while :; do ${isAttached}; ` +
  `case $(${engine} inspect --format '{{.State.Status}}' "$1") in ` +
  `created | configured | initialized) [ "$attached" ] || { echo "$1 could not be started" >&2; exit 1; } ;; *) exit 0 ;; esac; sleep 0.2; done`;

/** Fails when the container is unhealthy, has stopped or has no healthcheck. */
export const untilHealthy = (engine: string): string =>
  `while :; do ${isAttached}; ` +
  `state=$(${engine} inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$1"); ` +
  `case $state in 'running healthy') exit 0 ;; 'running starting') ;; ` +
  `created* | configured* | initialized*) [ "$attached" ] || { echo "$1 could not be started" >&2; exit 1; } ;; ` +
  `'running ') echo "$1 has no healthcheck to wait for" >&2; exit 1 ;; *) echo "$1 is not healthy: $state" >&2; exit 1 ;; esac; sleep 0.5; done`;

/** Makes the directories that are bound and do not exist, as Docker does. */
export const makeDirectories = 'for directory do [ -e "$directory" ] || mkdir -p "$directory"; done';

/** The words of a shell that runs a line with arguments. */
export function shellCommand(line: string, ...args: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', line, 'sh', ...args];
}

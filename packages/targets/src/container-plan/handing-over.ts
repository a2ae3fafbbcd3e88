import { isVariableName } from '../shared/shell/shell-word.ts';
import type { Engine } from './engine.ts';

/*
 * How a value that no argument may show gets into a container: as a line of the engine's `--env-file`, where a name means
 * nothing but a name in the container. A line cannot hold every value. What it cannot hold goes through the environment
 * of the engine's command, but never under a name that this command, or a shell around it, goes by itself.
 */

/** Source: docker(1), podman(1), ld.so(8), bash(1), git(1), ssh(1), systemd.exec(5), Go's os, net and crypto packages. */
const ofPrograms = new RegExp(
  `^(?:${[
    '_|PATH|HOME|USER|LOGNAME|PWD|OLDPWD|TMPDIR|SHELL|TERM|TZ|TZDIR|LANG|LANGUAGE|LC_\\w+|LOCPATH|NLSPATH|GCONV_PATH',
    'BASH\\w*|CDPATH|COLUMNS|COMP_\\w+|DIRSTACK|ENV|EPOCH\\w+|EUID|FUNCNAME|GLOBIGNORE|GROUPS|HIST\\w+|HOST(?:NAME|TYPE)|IFS',
    'LINENO|LINES|MACHTYPE|OPT(?:ARG|ERR|IND)|OSTYPE|PIPESTATUS|POSIXLY_CORRECT|PPID|PROMPT_COMMAND|PS[0-9]|RANDOM|REPLY',
    'SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|FPATH|ZDOTDIR',
    'CREDENTIALS_DIRECTORY|INVOCATION_ID|JOURNAL_STREAM|MAINPID|MANAGERPID|NOTIFY_SOCKET|WATCHDOG_\\w+',
    '(?:ALL|FTP|HTTPS?|NO|SOCKS)_PROXY|REGISTRY_AUTH_FILE|SSL_CERT_(?:DIR|FILE)|STORAGE_(?:DRIVER|OPTS)',
    'CONTAINER_(?:CONNECTION|HOST|PASSPHRASE|PROXY|SSHKEY|TLS\\w*)|GO(?:DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)|KUBECONFIG',
    'LD_(?:AUDIT|BIND_NOW|DEBUG\\w*|HWCAP_MASK|LIBRARY_PATH|ORIGIN_PATH|PRELOAD|PROFILE\\w*|SHOW_AUXV|USE_LOAD_BIAS)',
    '(?:BUILDAH|BUILDKIT|BUILDX|CONTAINERD|CONTAINERS|DBUS|DOCKER|DYLD|GIT|GLIBC|LISTEN|MALLOC|OTEL|PODMAN|SSH)_\\w+',
    '(?:SYSTEMD|XDG)_\\w+|_CONTAINERS_\\w+|GNUPGHOME|GPG_(?:AGENT_INFO|TTY)|(?:AWK|PERL|PYTHON|NODE)(?:PATH|HOME|5LIB|5OPT|_OPTIONS|STARTUP)',
  ].join('|')})$`,
  'i',
);

/** Whether a variable of this name in the environment of an engine's command is nothing to it, nor to a shell around it. */
export const isHarmless = (name: string): boolean => isVariableName(name) && !ofPrograms.test(name);

/** A longer line is too long for Docker, which counts 64 KiB of bytes; a character has four at most. */
const longestValue = 16_000;

/** What a line can say. Versions of Podman read quotes, backslashes and `#` in several ways. */
const sayable = { docker: /^[^\n\r]*$/, podman: /^[^\n\r'"`\\#]*$/ } as const;

/** Whether the name of a variable can appear in an env file of an engine. */
export const isLineName = (name: string): boolean => /^[^=\s#]+$/.test(name);

/** `NAME=VALUE` as a line of `--env-file`; undefined: no line can say it. */
export function envFileLine(engine: Engine['name'], name: string, value: string): string | undefined {
  const says = isLineName(name) && sayable[engine].test(value) && value.length < longestValue;
  return says ? `${name}=${value}` : undefined;
}

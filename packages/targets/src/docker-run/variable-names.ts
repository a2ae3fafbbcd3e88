import { isVariableName } from '../shared/shell-word.ts';

/** Variables that a shell sets, changes or refuses to have set, whatever its environment says. */
const ofShells = new Set(
  (
    '_ BASH BASHOPTS BASHPID CDPATH COLUMNS DIRSTACK ENV EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD HOSTNAME ' +
    'HOSTTYPE IFS LC_ALL LINENO LINES MACHTYPE OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS PPID PS1 PS2 PS3 PS4 RANDOM ' +
    'REPLY SECONDS SHELLOPTS SHLVL SRANDOM UID'
  ).split(' '),
);

/** What the engine's command takes from its environment: a value for the project is none for it. */
const ofEngines = new Set(
  (
    'BUILDKIT_PROGRESS BUILDX_CONFIG CONTAINER_CONNECTION CONTAINER_HOST DOCKER_API_VERSION DOCKER_BUILDKIT DOCKER_CERT_PATH ' +
    'DOCKER_CONFIG DOCKER_CONTEXT DOCKER_DEFAULT_PLATFORM DOCKER_HOST DOCKER_TLS DOCKER_TLS_VERIFY LD_LIBRARY_PATH ' +
    'LD_PRELOAD TMPDIR XDG_RUNTIME_DIR'
  ).split(' '),
);

/** The script's own variables; a test holds this list against what is printed. */
export const ownVariables: ReadonlySet<string> = new Set(
  (
    'at build_all builds built chosen code command compose_files container count current depends_on directory dry_run engine env_file ' +
    'everything file find follow found fresh hash here hook image image_id index key line list making missing name ' +
    'names needed network no_build number old one orphans_too other owned place platform project pull quoted replicas restart scale ' +
    'scales service services single size state status step sum tail target value volume volumes_too wait_timeout waited ' +
    'waited_for wanted word work'
  ).split(' '),
);

/** Whether a variable of the Compose file can have its own name in the script. */
export const canKeep = (name: string): boolean =>
  isVariableName(name) &&
  !ofShells.has(name) &&
  !ofEngines.has(name) &&
  !name.startsWith('BASH_') &&
  !name.startsWith('COMP_') &&
  !isOwn(name);

const isOwn = (name: string): boolean => ownVariables.has(name) || name.startsWith('carried');

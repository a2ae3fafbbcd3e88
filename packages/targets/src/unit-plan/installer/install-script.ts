import { projectDirectory } from '../../container-plan/text.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import * as common from '../../shared/shell/shell-files.ts';
import type { ShellPart } from '../../shared/shell/shell-word.ts';
import { assignment, shellComment, shellQuoted, shellWord } from '../../shared/shell/shell-word.ts';
import * as shell from './shell/shell-files.ts';
import type { Markers } from '../markers.ts';
import type { Installation } from './installed-file.ts';
import { anonymousVolumes, marked, replicasOf } from '../markers.ts';

/**
 * The script that puts names and paths into the files, installs and starts them, upgrades and removes them: parts that are of
 * the project, and the files of `shell`. There a visitor is called for each file with `KIND NAME MODE SOURCE UNIT...`: what it
 * is, its name when installed, its permissions (and owner: `0440,UID:GID`), where it lies beside the installer, and the units
 * that have to restart when it changes.
 */
export function installScript(installation: Installation): string {
  return [
    head(installation),
    usage(installation),
    files(installation),
    volumes(installation),
    common.messages,
    shell.changing,
    shell.finding,
    finder(installation),
    common.scriptDirectory,
    ...(composeFile(installation) === undefined ? [] : [common.composeDirectory, common.projectDirectory]),
    shell.places,
    shell.writing,
    shell.managing,
    shell.installing,
    shell.removing,
    common.projectName,
    shell.commandLine,
    common.commandLine,
    'main "$@"\n',
  ].join('\n');
}

const literal = shellQuoted;

function head({ plan, what, scope, templateNames }: Installation): string {
  return `#!/bin/sh
${shellComment(`${plan.project}: installs, upgrades and removes the ${what} of a Docker Compose project.`)}
# Written by transpose. To change what it installs, change the Compose file and convert it again;
# changes of your own belong into drop-ins (systemctl edit UNIT), which it never touches.
set -eu

${assignment('project', plan.project)}
scope=${scope}
engine=${plan.engine.name}
# Whether the name of the project can be chosen.
named_here=${templateNames ? 'yes' : "''"}

# What the functions below tell each other.
problems='' user_only=${scope === 'user' ? 'yes' : "''"}
`;
}

function usage({ plan, what, templateNames }: Installation): string {
  const lines = [
    'Commands:',
    `  install  install the ${what}, or upgrade them; what changed is restarted, all is started`,
    '  remove   stop all and remove what was installed; volumes and your drop-ins stay',
    '           --volumes: remove the volumes as well, with all data in them',
    '',
    'Options:',
    ...(templateNames
      ? [`  -p, --project-name NAME   instead of ${plan.project}; projects of other names live side by side`]
      : []),
    '  --project-directory DIR   where the Compose file and the files that it names are',
    '  --no-start                install, but neither start nor restart anything',
    '  --force                   also replace or remove files that were edited or that others put there',
    '  --dry-run                 only show what would be done',
    '  --root DIR                only write files, below DIR instead of /',
  ];
  return `usage() {
  echo "Usage: $0 [OPTION...] [install | remove]"
  printf '%s\\n' \\
${lines.map((line) => `    ${literal(line)}`).join(' \\\n')}
}
`;
}

/** The project's marker in a name is the variable of the script. */
function named(markers: Markers, name: string): string {
  const parts = name
    .split(markers.project)
    .flatMap((part, index): readonly ShellPart[] => (index === 0 ? [part] : [{ variable: 'project' }, part]));
  return quotedText(shellWord(parts.filter((part) => part !== '')));
}

function files({ files: all, markers }: Installation): string {
  const lines = all.map(({ kind, name, mode, owner, source, units }) => {
    const rights = `${mode.toString(8).padStart(4, '0')}${owner === undefined ? '' : `,${owner}`}`;
    return `  "$@" ${[kind, named(markers, name), rights, literal(source), ...units.map((unit) => named(markers, unit))].join(' ')}`;
  });
  return `# Calls a function for each file: FUNCTION KIND NAME MODE SOURCE UNIT...
files() {
${lines.join('\n')}
}
`;
}

/** The volumes with a name of their own; those that images declare are found by their label. */
function volumes({ plan, markers }: Installation): string {
  const own = [
    ...plan.volumes.filter(({ external }) => !external).map(({ name }) => marked(markers, name)),
    ...plan.services.flatMap((service) => replicasOf(service).flatMap((replica) => anonymousVolumes(markers, replica))),
  ];
  const words = own.map((name) => named(markers, name)).join(' ');
  const look = `  set -- ${words}
  for volume do
    if "$engine" volume inspect "$volume" >/dev/null 2>&1 </dev/null; then printf '%s\\n' "$volume"; fi
  done
`;
  return `# The volumes of the project that there are, without those that are external.
volumes() {
${words === '' ? '' : look}  "$engine" volume ls --quiet --filter "label=com.docker.compose.project=$project"
}
`;
}

/** The first Compose file, as seen from the project directory; undefined where it is elsewhere, or where that directory is known. */
function composeFile({ plan, markers, hostDirectory }: Installation): string | undefined {
  const [first] = plan.composeFiles;
  return hostDirectory === undefined && first?.[0] === projectDirectory
    ? marked({ ...markers, directory: '' }, first).slice(1)
    : undefined;
}

/** The lines that find the project directory, or see to it that it is where the files say. */
function search(installation: Installation): string {
  const { hostDirectory } = installation;
  if (hostDirectory !== undefined)
    return `  if [ "\${directory:-${hostDirectory}}" != ${hostDirectory} ]; then
    die 'the files name ${hostDirectory} as the project directory: convert with another --host-directory'
  fi
  directory=${hostDirectory}
  if [ -z "$root$dry_run" ] && ! [ -d "$directory" ]; then
    die "the project directory $directory does not exist: put the project there first"
  fi`;
  const inside = composeFile(installation);
  const found =
    inside === undefined
      ? '  directory=${directory:-$PWD}'
      : `  ${assignment('compose_file', inside)} relative_paths=yes
  directory=$(project_directory)`;
  return `${found}
  directory=$(CDPATH='' cd -- "$directory" && pwd)`;
}

/** Checks the directories, and makes the script for sed that puts them in. */
function finder(installation: Installation): string {
  const { markers, spaces } = installation;
  const odd = spaces ? '[\\"\\\'\\\\\\$%:,\\|\\&]' : '[\\"\\\'\\\\\\$%:,\\|\\&\\ ]';
  return `# Units cannot hold every path in every place.
check_path() {
  case $1 in
    *${odd}* | *"$newline"* | *"$tab"*) die "${spaces ? 'units' : 'Quadlet files'} cannot hold a path like this, use another or make a link to it: $1" ;;
  esac
}

prepare() {
  # What starts with the machine, as cloud-init does, has none.
  HOME=\${HOME:-$(getent passwd "$(id -u)" | cut -d : -f 6)}
  find_places
${search(installation)}
  check_path "$directory"
  check_path "$config"
  check_path "$HOME"
  printf '%s\\n' ${literal(`s|${markers.directory}|`)}"$directory|g" ${literal(`s|${markers.config}|`)}"$config|g" \\
    ${literal(`s|${markers.home}|`)}"$HOME|g" ${literal(`s|${markers.project}|`)}"$project|g" >"$work/markers"
  empty_lists
}
`;
}

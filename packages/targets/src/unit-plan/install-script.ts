import { projectDirectory } from '../container-plan/text.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import { quotedText } from '../shared/shell/quoting.ts';
import { scriptDirectory } from '../shared/shell/shell-files.ts';
import type { ShellPart } from '../shared/shell/shell-word.ts';
import { assignment, shellComment, shellQuoted, shellWord } from '../shared/shell/shell-word.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { OutputFile } from '../target.ts';
import * as shell from './shell/shell-files.ts';
import type { Markers } from './markers.ts';
import { anonymousVolumes, marked, replicasOf } from './markers.ts';
import { withSecretVariables } from './unit-secrets.ts';

/** A file that the installer puts somewhere. */
export interface InstalledFile {
  /** `unit`: for systemd; `quadlet`: for its generator; `config`: beside them; `secret`: into Podman's store. */
  readonly kind: 'unit' | 'quadlet' | 'config' | 'secret';
  /** When installed; may begin with the project's marker. No spaces. */
  readonly name: string;
  /** Relative to the installer. */
  readonly source: string;
  readonly content: string;
  /** Permission bits when installed, and `UID:GID` when they are not those of who installs. */
  readonly mode: number;
  readonly owner?: string;
  /** Permission bits in the output. */
  readonly outputMode: number;
  /** What is written as an example when secret values are left out; undefined: it holds none. */
  readonly withoutSecrets?: string;
  /** Units that restart when it changes. */
  readonly units: readonly string[];
}

export interface Installation {
  readonly plan: ContainerPlan;
  readonly markers: Markers;
  /** `systemd units`, `Quadlet files`. */
  readonly what: string;
  readonly scope: 'system' | 'user';
  readonly files: readonly InstalledFile[];
  /** Whether the paths that are put in may hold spaces. */
  readonly spaces: boolean;
  /** Whether the installer puts the project's name in; else it is there already, and so are the directories that systemd knows. */
  readonly templateNames: boolean;
  /** The project directory on the host; undefined: the installer finds it and puts it in. */
  readonly hostDirectory?: string;
  /** Whether secret values are left out: the files with them are the user's to write. */
  readonly omitsSecrets: boolean;
  readonly ledger: CheckedLedger;
}

/** The script that puts the units into their places. */
export const installerName = 'install.sh';

/** All files of a target with its installer, and a `.gitignore` for those with secrets. */
export function installedOutput(given: Installation): readonly OutputFile[] {
  const placed = given.files.map((file) => withHostDirectory(given, file));
  const named = given.templateNames ? placed : placed.map((file) => filledIn(given, file));
  const installation = { ...given, files: withDistinctSources(named) };
  const omitted = installation.files.filter((file) => given.omitsSecrets && file.withoutSecrets !== undefined);
  if (omitted.length > 0) {
    const list = omitted.map(({ source }) => source).join(', ');
    given.ledger.note(
      `The secret values are left out: write ${list} beside ${installerName}; where there is an example, from that.`,
    );
  }
  const files = installation.files.flatMap(({ kind, source, content, outputMode, withoutSecrets }): OutputFile[] => {
    const omits = given.omitsSecrets && withoutSecrets !== undefined;
    if (omits)
      return withoutSecrets === '' ? [] : [{ path: `${source}.example`, content: withoutSecrets, mode: 0o644 }];
    const text = isUnit(kind) ? withSecretVariables(installation.markers, content) : content;
    return [{ path: source, content: text, mode: outputMode }];
  });
  const hidden = installation.files.filter((file) => file.outputMode === 0o600).map(({ source }) => `/${source}\n`);
  return [
    { path: installerName, content: installScript(installation), mode: 0o755 },
    ...files,
    ...(hidden.length === 0 ? [] : [{ path: '.gitignore', content: hidden.join(''), mode: 0o644 }]),
  ];
}

const isUnit = (kind: InstalledFile['kind']): boolean => kind === 'unit' || kind === 'quadlet';

function withHostDirectory({ hostDirectory, markers }: Installation, file: InstalledFile): InstalledFile {
  if (hostDirectory === undefined || !isUnit(file.kind)) return file;
  return { ...file, content: file.content.replaceAll(markers.directory, hostDirectory) };
}

/** Keys of `.build` files whose paths the generator reads before systemd fills anything in. */
const readAsPath = /^(?:File|SetWorkingDirectory)=/;

/**
 * A unit under the name that it has when installed, with the project's name, and specifiers of systemd for directories. Only
 * the project directory is left to the installer. Source: systemd.unit(5), "Specifiers".
 */
function filledIn({ plan, markers, scope }: Installation, file: InstalledFile): InstalledFile {
  if (!isUnit(file.kind)) return file;
  const name = (one: string): string => one.replaceAll(markers.project, plan.project);
  const config = `${scope === 'system' ? '/etc' : '%E'}/transpose/${plan.project}`;
  const lines = file.content.split('\n').map((line) => {
    const named = name(line);
    if (readAsPath.test(line)) return named;
    return named.replaceAll(markers.config, config).replaceAll(markers.home, '%h');
  });
  const folder = file.source.slice(0, file.source.indexOf('/'));
  return { ...file, content: lines.join('\n'), source: `${folder}/${name(file.name)}` };
}

/** Services may differ in the case of a letter alone, which some file systems take for one name. */
function withDistinctSources(files: readonly InstalledFile[]): readonly InstalledFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { source } = file;
    for (let number = 2; taken.has(source.toLowerCase()); number += 1)
      source = file.source.replace(/(\.[^./]*)?$/, `~${number}$1`);
    taken.add(source.toLowerCase());
    return { ...file, source };
  });
}

/**
 * The script that puts names and paths into the files, installs and starts them, upgrades and removes them: parts that are of
 * the project, and the files of `shell`. There a visitor is called for each file with `KIND NAME MODE SOURCE UNIT...`: what it
 * is, its name when installed, its permissions (and owner: `0440,UID:GID`), where it lies beside the installer, and the units
 * that have to restart when it changes.
 */
function installScript(installation: Installation): string {
  return [
    head(installation),
    usage(installation),
    files(installation),
    volumes(installation),
    shell.messages,
    finder(installation),
    scriptDirectory,
    shell.places,
    shell.writing,
    shell.managing,
    shell.installing,
    shell.removing,
    shell.commandLine,
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

# Set by options, see --help.
directory='' root='' dry_run='' force='' no_start='' with_volumes=''

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

/** The lines that find the project directory, or see to it that it is where the files say. */
function search({ plan, markers, hostDirectory }: Installation): string {
  if (hostDirectory !== undefined)
    return `  if [ "\${directory:-${hostDirectory}}" != ${hostDirectory} ]; then
    die 'the files name ${hostDirectory} as the project directory: convert with another --host-directory'
  fi
  directory=${hostDirectory}
  if [ -z "$root$dry_run" ] && ! [ -d "$directory" ]; then
    die "the project directory $directory does not exist: put the project there first"
  fi`;
  const [first] = plan.composeFiles;
  const inside = first?.[0] === projectDirectory ? marked({ ...markers, directory: '' }, first) : undefined;
  const found =
    inside === undefined
      ? '  directory=${directory:-$PWD}'
      : `  if [ -z "$directory" ]; then
    for place in "$here" "$here/.." "$PWD"; do
      if [ -e "$place"${literal(inside)} ]; then
        directory=$place
        break
      fi
    done
  fi
  if [ -z "$directory" ]; then
    die ${literal(`the project directory, with ${inside.replace(/^\//, '')} in it, is neither here nor above; say --project-directory DIR`)}
  fi`;
  return `${found}
  directory=$(CDPATH='' cd -- "$directory" && pwd)`;
}

/** Finds the directories, and makes the script for sed that puts them in. */
function finder(installation: Installation): string {
  const { markers, spaces } = installation;
  const odd = spaces ? '[\\"\\\'\\\\\\$%:,\\|\\&]' : '[\\"\\\'\\\\\\$%:,\\|\\&\\ ]';
  return `# Units cannot hold every path in every place.
check_path() {
  case $1 in
    *${odd}* | *"$newline"* | *"$tab"*) die "${spaces ? 'units' : 'Quadlet files'} cannot hold a path like this, use another or make a link to it: $1" ;;
  esac
}

find_places() {
  newline='
'
  tab=$(printf '\\t')
  if [ "$scope" = system ]; then
    units=/etc/systemd/system quadlets=/etc/containers/systemd config=/etc/transpose/$project
  else
    home_config=\${XDG_CONFIG_HOME:-$HOME/.config}
    units=$home_config/systemd/user quadlets=$home_config/containers/systemd config=$home_config/transpose/$project
  fi
  manifest=$root$config/manifest
  mkdir -p "$work/unit" "$work/quadlet" "$work/config" "$work/secret"
}

prepare() {
  find_places
${search(installation)}
  check_path "$directory"
  check_path "$config"
  check_path "$HOME"
  printf '%s\\n' ${literal(`s|${markers.directory}|`)}"$directory|g" ${literal(`s|${markers.config}|`)}"$config|g" \\
    ${literal(`s|${markers.home}|`)}"$HOME|g" ${literal(`s|${markers.project}|`)}"$project|g" >"$work/markers"
  : >"$work/names"
  : >"$work/manifest"
  : >"$work/writes"
  : >"$work/touched"
  : >"$work/gone"
}
`;
}

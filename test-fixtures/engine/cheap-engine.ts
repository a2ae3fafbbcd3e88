import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An engine of files: a `docker` in POSIX shell that costs a process a call, and that ends the script at a call of choice.
 * It knows what the run script asks for and nothing else: an unknown question ends with 99.
 */
const engine = `#!/bin/sh
state=\${0%/bin/docker}/engine
mkdir -p "$state/containers" "$state/networks" "$state/volumes"

if [ -n "\${KILL_AT-}" ]; then
  read -r calls <"$state/calls" 2>/dev/null || calls=0
  calls=$((calls + 1))
  echo "$calls" >"$state/calls"
  # Before it does anything; what comes after the call before is the same to the engine.
  if [ "$calls" = "$KILL_AT" ]; then
    # The script is the leader of its group, as it is at a terminal.
    read -r group <"$state/group"
    kill "-$KILL_BY" "-$group"
    sleep 5
  fi
fi

unknown() { echo "the cheap engine does not know: $*" >&2; exit 99; }
missing() { echo "no such object: $1" >&2; exit 1; }
label() { sed -n "s/^--label //p" "$1/words" | sed -n "s/^com.docker.compose.$2=//p"; }
tick() { read -r clock <"$state/clock" 2>/dev/null || clock=100; echo $((clock + 1)) >"$state/clock"; }
put() { printf '%s\\n' "$2" >"$1"; }

case $1 in
  version) echo 'Client: cheap' ;;
  pull | stop | logs) ;;
  image) echo "sha256:$5" ;;
  network | volume)
    things=$state/$1s
    case $2 in
      inspect)
        [ -e "$things/$5" ] || missing "$5"
        case $4 in
          *transpose.sum*) echo "$5=$(sed -n 's/.*transpose.sum=\\([0-9a-f]*\\).*/\\1/p' "$things/$5")" ;;
          *) echo "$5" ;;
        esac
        ;;
      create) for name; do :; done; [ -e "$things/$name" ] || put "$things/$name" "$*" ;;
      rm) rm "$things/$3" ;;
      *) unknown "$@" ;;
    esac
    ;;
esac
case $1 in
  container)
    one=$state/containers/$5
    [ -d "$one" ] || missing "$5"
    case $4 in
      *'{{index .Config.Labels "com.docker.compose.config-hash"}}')
        read -r status <"$one/status"
        [ "$status" = running ] && printf 'true ' || printf 'false '
        label "$one" config-hash
        ;;
      '{{index .Config.Labels "com.docker.compose.container-number"}}') label "$one" container-number ;;
      '{{index .Config.Labels "com.docker.compose.service"}}') label "$one" service ;;
      '{{.State.Running}}') grep -q running "$one/status" && echo true || echo false ;;
      '{{.State.Status}}') cat "$one/status" ;;
      '{{.State.Status}} '*) read -r status <"$one/status" && echo "$status healthy" ;;
      '{{.Id}}') cat "$one/id" ;;
      '{{json .State.StartedAt}}') cat "$one/started" ;;
      '{{json .Created}}') cat "$one/created" ;;
      *'range .Mounts'*) cat "$one/mounts" ;;
      *) unknown "$@" ;;
    esac
    ;;
  ps)
    shift
    shown=names
    for word; do
      case $word in
        --quiet) shown=id ;;
      esac
    done
    for one in "$state/containers"/*; do
      [ -d "$one" ] || continue
      holds=yes
      for word; do
        case $word in
          label=*) grep -q -x -F -e "--label \${word#label=}" "$one/words" || holds= ;;
        esac
      done
      [ -z "$holds" ] || { [ $shown = id ] && cat "$one/id" || echo "\${one##*/}"; }
    done
    ;;
  create | run)
    tick
    name=hook-$clock
    previous=
    for word; do
      [ "$previous" != --name ] || name=$word
      previous=$word
    done
    one=$state/containers/$name
    [ ! -e "$one" ] || { echo "the name $name is in use" >&2; exit 1; }
    new=$state/new.$$
    mkdir -p "$new/files"
    previous=
    : >"$new/mounts"
    : >"$new/words"
    for word; do
      case $previous in
        --label | --env | --volume | --mount) printf '%s %s\\n' "$previous" "$word" >>"$new/words" ;;
      esac
      case $previous:$word in
        --mount:type=volume,source=*) volume=\${word#*source=} && echo "\${volume%%,*} \${word##*target=}" >>"$new/mounts" ;;
        --mount:type=volume,*) printf '%064d %s\\n' "$clock" "\${word##*target=}" >>"$new/mounts" ;;
      esac
      previous=$word
    done
    case " $* " in *' --env-file /dev/stdin '*) sed 's/^/--env /' >>"$new/words" ;; esac
    put "$new/id" "id-$clock"
    put "$new/created" "$clock"
    put "$new/status" created
    mv "$new" "$one"
    echo "id-$clock"
    if [ "$1" = run ]; then
      put "$one/status" exited
      mv "$one" "$state/containers/id-$clock"
      echo hook >>"$state/hooks"
    fi
    ;;
  cp)
    one=$state/containers/\${4%%:*}
    [ -d "$one" ] || missing "$4"
    cksum >"$one/files/$(ls "$one/files" | wc -l)"
    ;;
  start)
    one=$state/containers/$2
    [ -d "$one" ] || missing "$2"
    tick
    put "$one/started" "$clock"
    put "$one/status" running
    # It uses its data.
    while read -r volume _; do echo "$volume" >>"$state/used"; done <"$one/mounts"
    ;;
  stop)
    for name; do :; done
    one=$state/containers/$name
    [ -d "$one" ] || missing "$name"
    put "$one/status" exited
    ;;
  exec) ;;
  wait) echo 0 ;;
  rename)
    [ -d "$state/containers/$2" ] || missing "$2"
    [ ! -e "$state/containers/$3" ] || { echo "the name $3 is in use" >&2; exit 1; }
    mv "$state/containers/$2" "$state/containers/$3"
    ;;
  rm)
    for name; do :; done
    [ -d "$state/containers/$name" ] || missing "$name"
    rm -r "$state/containers/$name"
    ;;
  version | pull | logs | image | network | volume) ;;
  *) unknown "$@" ;;
esac
`;

/** A container as the engine of files has it. */
export interface CheapContainer {
  readonly status: string;
  /** `--label X`, `--env X`, `--volume X`, `--mount X`, sorted. */
  readonly words: readonly string[];
  /** Checksums of what was copied into it. */
  readonly files: readonly string[];
  /** Anonymous volumes, `NAME PLACE`. */
  readonly mounts: readonly string[];
}

export interface CheapState {
  readonly containers: Readonly<Record<string, CheapContainer>>;
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** Puts the engine's command into `bin` of a directory. */
export function writeCheapEngine(directory: string): void {
  mkdirSync(join(directory, 'bin'), { recursive: true });
  mkdirSync(join(directory, 'engine'), { recursive: true });
  writeFileSync(join(directory, 'bin/docker'), engine, { mode: 0o755 });
}

export const copyOfEngine = (from: string, to: string): void => cpSync(from, to, { recursive: true });

/** How many calls were counted. */
export function callsOf(directory: string): number {
  const file = join(directory, 'engine/calls');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

/** What is on the engine. */
export function cheapState(directory: string): CheapState {
  const engineDirectory = join(directory, 'engine');
  const names = (kind: string) =>
    existsSync(join(engineDirectory, kind)) ? readdirSync(join(engineDirectory, kind)).toSorted() : [];
  const lines = (...path: readonly string[]) =>
    readFileSync(join(engineDirectory, 'containers', ...path), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const container = (name: string): CheapContainer => ({
    status: lines(name, 'status').join(),
    words: lines(name, 'words').toSorted(),
    files: names(`containers/${name}/files`).flatMap((file) => lines(name, 'files', file)),
    mounts: lines(name, 'mounts'),
  });
  return {
    containers: Object.fromEntries(names('containers').map((name) => [name, container(name)])),
    networks: names('networks'),
    volumes: names('volumes'),
  };
}

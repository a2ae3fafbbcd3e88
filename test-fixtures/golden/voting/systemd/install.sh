#!/bin/sh
# voting: installs, upgrades and removes the systemd units of a Docker Compose project.
# Written by transpose. To change what it installs, change the Compose file and convert it again;
# changes of your own belong into drop-ins (systemctl edit UNIT), which it never touches.
set -eu

project='voting'
scope=system
engine=docker
# Whether the name of the project can be chosen.
named_here=''

# What the functions below tell each other.
problems='' user_only=''

usage() {
  echo "Usage: $0 [OPTION...] [install | remove]"
  printf '%s\n' \
    Commands: \
    '  install  install the systemd units, or upgrade them; what changed is restarted, all is started' \
    '  remove   stop all and remove what was installed; volumes and your drop-ins stay' \
    '           --volumes: remove the volumes as well, with all data in them' \
    '' \
    Options: \
    '  --project-directory DIR   where the Compose file and the files that it names are' \
    '  --no-start                install, but neither start nor restart anything' \
    '  --force                   also replace or remove files that were edited or that others put there' \
    '  --dry-run                 only show what would be done' \
    '  --root DIR                only write files, below DIR instead of /'
}

# Calls a function for each file: FUNCTION KIND NAME MODE SOURCE UNIT...
files() {
  "$@" unit "${project}.target" 0644 units/voting.target
  "$@" unit "${project}-front-tier-network.service" 0644 units/voting-front-tier-network.service "${project}-front-tier-network.service"
  "$@" unit "${project}-back-tier-network.service" 0644 units/voting-back-tier-network.service "${project}-back-tier-network.service"
  "$@" unit "${project}-db-data-volume.service" 0644 units/voting-db-data-volume.service "${project}-db-data-volume.service"
  "$@" unit "${project}-redis-1.service" 0644 units/voting-redis-1.service "${project}-redis-1.service"
  "$@" config db.env 0600 env/db.env "${project}-db-1.service"
  "$@" unit "${project}-db-1.service" 0644 units/voting-db-1.service "${project}-db-1.service"
  "$@" unit "${project}-vote-build.service" 0644 units/voting-vote-build.service "${project}-vote-build.service"
  "$@" unit "${project}-vote-1.service" 0644 units/voting-vote-1.service "${project}-vote-1.service"
  "$@" unit "${project}-result-build.service" 0644 units/voting-result-build.service "${project}-result-build.service"
  "$@" unit "${project}-result-1.service" 0644 units/voting-result-1.service "${project}-result-1.service"
  "$@" unit "${project}-worker-build.service" 0644 units/voting-worker-build.service "${project}-worker-build.service"
  "$@" unit "${project}-worker-1.service" 0644 units/voting-worker-1.service "${project}-worker-1.service"
}

# The volumes of the project that there are, without those that are external.
volumes() {
  set -- "${project}_db-data"
  for volume do
    if "$engine" volume inspect "$volume" >/dev/null 2>&1 </dev/null; then printf '%s\n' "$volume"; fi
  done
  "$engine" volume ls --quiet --filter "label=com.docker.compose.project=$project"
}

# Words for people go to standard error.
say() {
  printf '%s: %s\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

misused() {
  say "$@"
  say "usage: $0 $synopsis; see $0 --help"
  exit 2
}

problem() {
  say "$@"
  problems=yes
}

# Runs a command that changes something; with --dry-run it is only shown, with --root it is left out.
run() {
  if [ -n "$dry_run" ]; then
    printf '%s\n' "$*"
  elif [ -z "$root" ]; then
    "$@"
  fi
}

manager() {
  run systemctl ${user_only:+--user} "$@"
}

# The same for the units on standard input, when there are any: WORD...
manage() {
  words=$#
  while read -r unit; do set -- "$@" "$unit"; done
  if [ $# -gt "$words" ]; then manager "$@" </dev/null; fi
}

sha256() {
  sha256sum <"$1" | cut -d ' ' -f 1
}

find_places() {
  newline='
'
  tab=$(printf '\t')
  if [ "$scope" = system ]; then
    units=/etc/systemd/system quadlets=/etc/containers/systemd config=/etc/transpose/$project
  else
    home_config=${XDG_CONFIG_HOME:-$HOME/.config}
    units=$home_config/systemd/user quadlets=$home_config/containers/systemd config=$home_config/transpose/$project
  fi
  manifest=$root$config/manifest
  mkdir -p "$work/unit" "$work/quadlet" "$work/config" "$work/secret"
}

# What is to be done is gathered in lists.
empty_lists() {
  for list in names manifest writes touched gone; do : >"$work/$list"; done
}

# Units cannot hold every path in every place.
check_path() {
  case $1 in
    *[\"\'\\\$%:,\|\&]* | *"$newline"* | *"$tab"*) die "units cannot hold a path like this, use another or make a link to it: $1" ;;
  esac
}

prepare() {
  # What starts with the machine, as cloud-init does, has none.
  HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d : -f 6)}
  find_places
  compose_file='compose.yaml' relative_paths=yes
  directory=$(project_directory)
  directory=$(CDPATH='' cd -- "$directory" && pwd)
  check_path "$directory"
  check_path "$config"
  check_path "$HOME"
  printf '%s\n' 's|@PROJECT_DIR@|'"$directory|g" 's|@CONFIG_DIR@|'"$config|g" \
    's|@HOME@|'"$HOME|g" 's|@PROJECT@|'"$project|g" >"$work/markers"
  empty_lists
}

# Where this script is, behind all symbolic links.
script_directory() {
  script=$0
  while [ -L "$script" ]; do
    link=$(ls -ld -- "$script")
    link=${link#*"$script -> "}
    case $link in
      /*) script=$link ;;
      *) script=$(dirname -- "$script")/$link ;;
    esac
  done
  CDPATH='' cd -- "$(dirname -- "$script")" && pwd
}

# Where the Compose file is: beside this script, above it, or here. Nothing where it is in none of them.
compose_directory() {
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place/$compose_file" ]; then
      printf '%s\n' "$place"
      return
    fi
  done
}

# The project directory: that of --project-directory, or where the Compose file is.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\n' "$directory"
    return
  fi
  found=''
  if [ -n "$compose_file" ]; then found=$(compose_directory); fi
  if [ -z "$found" ] && [ -n "$compose_file" ] && [ "$relative_paths" = yes ]; then
    die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
  fi
  printf '%s\n' "${found:-$here}"
}

# Where a file goes: KIND NAME
place() {
  case $1 in
    unit) printf '%s\n' "$root$units/$2" ;;
    quadlet) printf '%s\n' "$root$quadlets/$2" ;;
    config) printf '%s\n' "$root$config/$2" ;;
    secret) printf '%s\n' "the secret $2 of podman" ;;
  esac
}

# The service of a file: NAME
service_of() {
  case $1 in
    *.container) echo "${1%.container}.service" ;;
    *.network) echo "${1%.network}-network.service" ;;
    *.volume) echo "${1%.volume}-volume.service" ;;
    *.build) echo "${1%.build}-build.service" ;;
    *.pod) echo "${1%.pod}-pod.service" ;;
    *) echo "$1" ;;
  esac
}

# The hash under which a file was installed: KIND NAME
recorded() {
  if [ -e "$manifest" ]; then
    while read -r hash kind name; do
      if [ "$kind $name" = "$1 $2" ]; then echo "$hash"; fi
    done <"$manifest"
  fi
}

# The hash of what is there now; nothing when nothing is there: KIND NAME
present() {
  if [ "$1" = secret ]; then
    if [ -z "$root" ] && "$engine" secret inspect "$2" >/dev/null 2>&1; then
      known=$(recorded "$1" "$2")
      echo "${known:-unknown}"
    fi
  elif [ -e "$(place "$1" "$2")" ]; then
    sha256 "$(place "$1" "$2")"
  fi
}

# Puts names and paths into a file and compares it with what is installed: KIND NAME MODE SOURCE UNIT...
render() {
  if [ ! -e "$here/$4" ]; then
    left_out "$1" "$2" "$4"
    return
  fi
  new=$work/$1/$2
  case $1 in
    unit | quadlet) sed -f "$work/markers" "$here/$4" >"$new" ;;
    *) cat "$here/$4" >"$new" ;;
  esac
  new_hash=$(sha256 "$new")
  old_hash=$(recorded "$1" "$2")
  there=$(present "$1" "$2")
  echo "$1 $2" >>"$work/names"
  echo "$new_hash $1 $2" >>"$work/manifest"
  if [ "$there" = "$new_hash" ]; then
    return
  elif [ -z "$there" ] || [ "$there" = "$old_hash" ] || [ -n "$force" ]; then
    if [ -n "$old_hash" ]; then
      case $2 in *-volume.service | *.volume) say "a volume that is there stays as it was made: $2" ;; esac
    fi
    echo "$1 $2 $3" >>"$work/writes"
    shift 4
    for unit do echo "$unit" >>"$work/touched"; done
  elif [ "$new_hash" = "$old_hash" ]; then
    say "edited since it was installed, and left as it is: $(place "$1" "$2")"
  elif [ -z "$old_hash" ]; then
    problem "not of this project (--force replaces it): $(place "$1" "$2")"
  else
    problem "edited since it was installed (--force replaces it): $(place "$1" "$2")"
  fi
}

# A file whose secret values were left out. A secret that the user put into the store of podman is his: KIND NAME SOURCE
left_out() {
  echo "$1 $2" >>"$work/names"
  old_hash=$(recorded "$1" "$2")
  if [ -n "$old_hash" ]; then echo "$old_hash $1 $2" >>"$work/manifest"; fi
  if [ "$1" != secret ]; then
    problem "write $here/$3 first: its values were left out$(if [ -e "$here/$3.example" ]; then echo "; see $3.example"; fi)"
  elif [ -z "$root$(present "$1" "$2")" ]; then
    problem "write $here/$3 first, or put it into the store: $engine secret create $2 FILE"
  fi
}

# What was installed and is no more part of the project.
find_gone() {
  if [ -e "$manifest" ]; then
    while read -r hash kind name; do
      if ! grep -Fqx "$kind $name" "$work/names"; then echo "$hash $kind $name" >>"$work/gone"; fi
    done <"$manifest"
  fi
}

write_files() {
  while read -r kind name mode; do
    say "writing $(place "$kind" "$name")"
    if [ -z "$dry_run" ]; then put "$kind" "$name" "$mode" </dev/null; fi
  done <"$work/writes"
}

# Puts a rendered file in its place, whole or not at all: KIND NAME MODE
put() {
  if [ "$1" = secret ]; then
    if [ -z "$root" ]; then
      "$engine" secret rm "$2" >/dev/null 2>&1 || :
      "$engine" secret create "$2" "$work/$1/$2" >/dev/null
    fi
  else
    path=$(place "$1" "$2")
    (umask 022 && mkdir -p "$(dirname "$path")")
    if [ "$1" = config ]; then chmod 700 "$root$config"; fi
    cp "$work/$1/$2" "$path.new"
    case $3 in
      *,*)
        if ! chown "${3#*,}" "$path.new"; then say "the owner of $path is not the one that the project asks for"; fi
        ;;
    esac
    chmod "${3%,*}" "$path.new"
    mv -f "$path.new" "$path"
  fi
}

# Deletes files that were installed, unless they were edited: lines HASH KIND NAME on standard input
delete_files() {
  while read -r hash kind name; do
    there=$(present "$kind" "$name")
    if [ -z "$there" ]; then
      continue
    elif [ "$there" != "$hash" ] && [ -z "$force" ]; then
      say "edited since it was installed, and left where it is: $(place "$kind" "$name")"
    else
      say "deleting $(place "$kind" "$name")"
      if [ "$kind" = secret ]; then
        run "$engine" secret rm "$name" >/dev/null </dev/null
      elif [ -z "$dry_run" ]; then
        rm -f "$(place "$kind" "$name")"
      fi
    fi
  done
}

# The services and targets in lines HASH KIND NAME
units_in() {
  while read -r hash kind name; do
    case $kind in unit | quadlet) service_of "$name" ;; esac
  done <"$1"
}

# What systemd says of a unit, as lines PROPERTY=VALUE: PROPERTIES UNIT
shown() {
  systemctl ${user_only:+--user} show --property "$1" "$2" </dev/null 2>/dev/null
}

# Those of the units on standard input that run, or are about to start or to stop.
active_ones() {
  if [ -n "$root" ]; then return; fi
  while read -r unit; do
    case $(shown ActiveState "$unit") in
      '' | ActiveState=inactive | ActiveState=failed) ;;
      *) echo "$unit" ;;
    esac
  done
}

# Those that have failed, or that are started again and again.
failed_ones() {
  if [ -n "$root" ]; then return; fi
  while read -r unit; do
    case $(shown SubState "$unit") in
      SubState=failed | SubState=auto-restart*) echo "$unit" ;;
    esac
  done
}

# Lets systemd forget the units on standard input, which have no file any more.
forget() {
  while read -r unit; do
    if [ -z "$root$dry_run" ]; then systemctl ${user_only:+--user} reset-failed "$unit" </dev/null 2>/dev/null || :; fi
  done
}

is_active() {
  [ -z "$root" ] && systemctl ${user_only:+--user} is-active --quiet "$1" 2>/dev/null
}

# The units that systemd can enable, in lines HASH KIND NAME
plain_units() {
  while read -r hash kind name; do
    if [ "$kind" = unit ] && grep -q '^WantedBy=' "$(rendered_or_there "$name")"; then echo "$name"; fi
  done <"$1"
}

rendered_or_there() {
  if [ -e "$work/unit/$1" ]; then echo "$work/unit/$1"; else place unit "$1"; fi
}

# Restarts what runs and has changed, and starts what does not run.
start_all() {
  sort -u "$work/touched" | active_ones >"$work/restarts"
  if [ -s "$work/restarts" ]; then
    say "restarting $(tr '\n' ' ' <"$work/restarts")"
    units_in "$work/manifest" | failed_ones | manage reset-failed
    manage restart --no-block <"$work/restarts"
  fi
  say "starting $project.target"
  manager start --no-block "$project.target" || :
  if [ -z "$root$dry_run" ]; then
    settle
    check_started
  fi
}

# Waits until nothing is about to start any more, or a unit has been started again ten times: what depends on it would wait
# as long as that goes on.
settle() {
  while :; do
    { units_in "$work/manifest" && echo "$project.target"; } | unsettled_ones >"$work/unsettled"
    if [ ! -s "$work/unsettled" ] || grep -q ' again$' "$work/unsettled"; then return; fi
    sleep 0.2 2>/dev/null || sleep 1
  done
}

# Those of the units on standard input that systemd has something to do with, and those that it starts again and again.
unsettled_ones() {
  while read -r unit; do
    state=$(shown Job,NRestarts "$unit")
    case $state in *Job=[1-9]*) echo "$unit waits" ;; esac
    case $state in *NRestarts=[1-9][0-9]*) echo "$unit again" ;; esac
  done
}

# Shows the units that did not start, each with the end of its journal; then the installer fails.
check_started() {
  { units_in "$work/manifest" | failed_ones && sed -n 's/ again$//p' "$work/unsettled"; } | sort -u >"$work/failed"
  if [ ! -s "$work/failed" ] && ! is_active "$project.target"; then echo "$project.target" >"$work/failed"; fi
  if [ ! -s "$work/failed" ]; then return; fi
  while read -r unit; do
    systemctl ${user_only:+--user} status --no-pager --full --lines 10 "$unit" </dev/null >&2 || :
  done <"$work/failed"
  die "installed, but these did not start: $(tr '\n' ' ' <"$work/failed")"
}

install_all() {
  prepare
  files render
  find_gone
  if [ -n "$problems" ]; then die 'nothing was changed'; fi
  if [ ! -s "$work/writes" ] && [ ! -s "$work/gone" ]; then
    say 'nothing has changed'
  else
    if [ -s "$work/gone" ]; then
      units_in "$work/gone" | active_ones | manage stop
      plain_units "$work/gone" | manage disable --quiet
      delete_files <"$work/gone"
    fi
    write_files
    if [ -z "$dry_run" ]; then
      (umask 022 && mkdir -p "$(dirname "$root$config")")
      mkdir -p "$root$config"
      cp "$work/manifest" "$manifest.new"
      mv -f "$manifest.new" "$manifest"
    fi
  fi
  manager daemon-reload
  units_in "$work/gone" | forget
  plain_units "$work/manifest" | manage reenable --quiet
  if [ -z "$no_start" ]; then start_all; fi
}

remove_all() {
  find_places
  if [ ! -e "$manifest" ]; then die "nothing is installed under the name $project"; fi
  : >"$work/touched"
  manager stop "$project.target" || :
  units_in "$manifest" | active_ones | manage stop
  plain_units "$manifest" | manage disable --quiet
  delete_files <"$manifest"
  cp "$manifest" "$work/removed"
  if [ -z "$dry_run" ]; then
    rm -f "$manifest"
    if ! rmdir "$root$config" 2>/dev/null; then say "left where it is: $root$config"; fi
  fi
  manager daemon-reload
  units_in "$work/removed" | forget
  if [ -n "$with_volumes" ]; then
    remove_volumes
  elif [ -z "$root" ] && [ -n "$(volumes)" ]; then
    say "these volumes stay, with the data in them (remove --volumes removes them): $(volumes | sort -u | tr '\n' ' ')"
  fi
}

remove_volumes() {
  if [ -n "$root" ]; then return; fi
  volumes | sort -u >"$work/volumes"
  while read -r volume; do
    say "removing the volume $volume"
    if ! run "$engine" volume rm "$volume" </dev/null >/dev/null; then problem "the volume $volume could not be removed"; fi
  done <"$work/volumes"
  if [ -n "$problems" ]; then exit 1; fi
}

# A name of a project may be a word of a path, a unit and a container.
check_project_name() {
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*)
      misused "'$project' is not a project name: lower-case letters, digits, - and _, the first a letter or digit"
      ;;
  esac
}

# Whether an option comes with a value: OPTION
takes_value() {
  case $1 in
    -p | --project-name | --project-directory | --root) ;;
    *) return 1 ;;
  esac
}

synopsis='[OPTION...] [install | remove]'
command='' directory='' root='' dry_run='' force='' no_start='' with_volumes=''

# An option, or another word: WORD [VALUE]
take() {
  case $1 in
    -h | --help)
      usage
      exit
      ;;
    -p | --project-name)
      if [ -z "$named_here" ] && [ "$2" != "$project" ]; then
        misused 'the name is in the files: convert with -p NAME, or with --template-names for several copies'
      fi
      project=$2
      ;;
    --project-directory) directory=$2 ;;
    --root) root=${2%/} ;;
    --dry-run) dry_run=yes ;;
    --force) force=yes ;;
    --no-start) no_start=yes ;;
    --volumes) with_volumes=yes ;;
    install | remove)
      if [ -n "$command" ]; then misused 'one command is enough'; fi
      command=$1
      ;;
    -*) misused "there is no option $1" ;;
    *) misused "there is no command $1" ;;
  esac
}

go_on() {
  check_project_name
  if [ -n "$with_volumes" ] && [ "$command" != remove ]; then misused '--volumes is for remove'; fi
  umask 077
  here=$(script_directory)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [ -z "$root$dry_run" ] && [ "$scope" = system ] && [ "$(id -u)" != 0 ]; then
    die 'these units are for the whole system: run it as root, or convert with --scope user'
  fi
  case $command in
    remove) remove_all ;;
    *) install_all ;;
  esac
}

# Reads a command line: WORD...
# --option=value and several letters behind one dash are the words that they stand for. The script says which options come
# with a value (takes_value OPTION), takes each word (take WORD [VALUE]), and goes on with those that are left (go_on WORD...).
# `take` sets keep=yes for an option that stays, behind all other words, and enough=yes where no further words are to be taken.
main() {
  kept=0
  while [ $# -gt "$kept" ]; do
    case $1 in
      --?*=*)
        option=${1%%=*} value=${1#*=}
        shift
        if takes_value "$option"; then
          set -- "$option" "$value" "$@"
        else
          case $value in
            true) set -- "$option" "$@" ;;
            false) continue ;;
            *) misused "$option takes no value" ;;
          esac
        fi
        ;;
      -[!-]?*)
        value=${1#??}
        option=${1%"$value"}
        shift
        if takes_value "$option"; then set -- "$option" "${value#=}" "$@"; else set -- "$option" "-$value" "$@"; fi
        ;;
    esac
    keep='' enough='' width=1
    if takes_value "$1"; then
      width=2
      if [ $(($# - kept)) -lt 2 ]; then misused "$1 needs a value"; fi
      take "$1" "$2"
    else
      take "$1"
    fi
    if [ -n "$enough" ]; then break; fi
    if [ -n "$keep" ]; then
      kept=$((kept + width))
      set -- "$@" "$1"
      if [ "$width" = 2 ]; then set -- "$@" "$2"; fi
    fi
    shift "$width"
  done
  go_on "$@"
}

main "$@"

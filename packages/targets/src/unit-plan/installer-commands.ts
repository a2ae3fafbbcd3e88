/** The commands of the installer; POSIX sh. */
export const installing = `install_all() {
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
`;

export const removing = `remove_all() {
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
    say "these volumes stay, with the data in them (remove --volumes removes them): $(volumes | sort -u | tr '\\n' ' ')"
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
`;

export const commandLine = `misused() {
  say "$0: $*"
  say "see $0 --help"
  exit 2
}

main() {
  command=''
  while [ $# -gt 0 ]; do
    case $1 in
      -p | --project-name | --project-directory | --root)
        if [ $# -lt 2 ]; then misused "$1 needs a value"; fi
        ;;
    esac
    case $1 in
      -h | --help)
        usage
        return
        ;;
      -p | --project-name)
        if [ -z "$named_here" ] && [ "$2" != "$project" ]; then
          misused 'the name stands in the files: convert with -p NAME, or with --template-names for several copies'
        fi
        project=$2 && shift
        ;;
      --project-directory) directory=$2 && shift ;;
      --root) root=\${2%/} && shift ;;
      --dry-run) dry_run=yes ;;
      --force) force=yes ;;
      --no-start) no_start=yes ;;
      --volumes) with_volumes=yes ;;
      install | remove)
        if [ -n "$command" ]; then misused 'one command is enough'; fi
        command=$1
        ;;
      *) misused "there is no $1" ;;
    esac
    shift
  done
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*) misused "$project is no name of a project: lower-case letters, digits, - and _" ;;
  esac
  if [ -n "$with_volumes" ] && [ "$command" != remove ]; then misused '--volumes is for remove'; fi
  umask 077
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
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

main "$@"
`;

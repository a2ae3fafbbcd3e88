misused() {
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
          misused 'the name is in the files: convert with -p NAME, or with --template-names for several copies'
        fi
        project=$2 && shift
        ;;
      --project-directory) directory=$2 && shift ;;
      --root) root=${2%/} && shift ;;
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
    '' | [!a-z0-9]* | *[!a-z0-9_-]*) misused "$project is not the name of a project: lower-case letters, digits, - and _" ;;
  esac
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

main "$@"

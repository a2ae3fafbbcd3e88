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

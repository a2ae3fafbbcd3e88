misused() {
  say "$@"
  say "usage: $0 [OPTION...] COMMAND [OPTION...] [SERVICE...]; see $0 --help"
  exit 2
}

# Whether an option of the command comes with a value: OPTION
takes_value() {
  case $command:$1 in
    *:-p | *:--project-name | *:--project-directory | *:--env-file | *:--engine) ;;
    up:--scale | up:--pull | up:--wait-timeout) ;;
    up:-t | up:--timeout | down:-t | down:--timeout | stop:-t | stop:--timeout | restart:-t | restart:--timeout) ;;
    logs:-n | logs:--tail | logs:--since | logs:--until) ;;
    exec:-u | exec:--user | exec:-w | exec:--workdir | exec:-e | exec:--env | exec:--index) ;;
    ps:--format | ps:--status) ;;
    *) return 1 ;;
  esac
}

# A whole number, or the end: OPTION VALUE
number_for() {
  case $2 in '' | *[!0-9]*) misused "$1 takes a whole number, not '$2'" ;; esac
}

main() {
  command='' wanted='' directory='' env_file='' dry_run=''
  build_all='' no_build='' scales='' pull_all='' force='' no_recreate='' no_needs='' wait_too=''
  volumes_too='' orphans_too='' timeout='' follow='' tail='' since='' until='' timestamps='' prefix=yes
  show_all='' quiet='' format='' status='' no_tty='' index=1 kept=0 listed=''
  while [ $# -gt "$kept" ]; do
    # --option=value and several letters behind one dash, as the words that they stand for
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
    if takes_value "$1" && [ $(($# - kept)) -lt 2 ]; then misused "$1 needs a value"; fi
    case $command:$1 in
      *:-h | *:--help)
        usage
        return
        ;;
      *:-p | *:--project-name) project=$2 && shift ;;
      *:--project-directory) directory=$2 && shift ;;
      *:--env-file)
        case $2 in /*) env_file=$2 ;; *) env_file=$PWD/$2 ;; esac
        shift
        ;;
      *:--engine) engine=$2 && shift ;;
      *:--dry-run) dry_run=yes ;;
      up:--build) build_all=yes ;;
      up:--no-build) no_build=yes ;;
      up:--scale)
        is_service "${2%%=*}" || misused "--scale $2: there is no service ${2%%=*}"
        case $2 in *=*) ;; *) misused "--scale takes SERVICE=NUMBER, not '$2'" ;; esac
        number_for "--scale ${2%%=*}" "${2#*=}"
        scales="$2 $scales"
        shift
        ;;
      up:--pull)
        case $2 in always | missing | never | build) ;; *) misused "--pull takes always, missing, never or build, not '$2'" ;; esac
        pull_all=$2
        shift
        ;;
      up:--force-recreate) force=yes ;;
      up:--no-recreate) no_recreate=yes ;;
      up:--no-deps | restart:--no-deps) no_needs=yes ;;
      up:--wait) wait_too=yes ;;
      up:--wait-timeout)
        number_for "$1" "$2"
        wait_timeout=$2
        shift
        ;;
      up:-d | up:--detach | up:-y | up:--yes | up:--quiet-pull | build:-q | build:--quiet | pull:-q | pull:--quiet) ;;
      up:--remove-orphans | down:--remove-orphans) orphans_too=yes ;;
      up:-t | up:--timeout | down:-t | down:--timeout | stop:-t | stop:--timeout | restart:-t | restart:--timeout)
        number_for "$1" "$2"
        timeout=$2
        shift
        ;;
      down:-v | down:--volumes) volumes_too=yes ;;
      logs:-f | logs:--follow) follow=yes ;;
      logs:-n | logs:--tail)
        if [ "$2" = all ]; then tail=''; else number_for "$1" "$2" && tail=$2; fi
        shift
        ;;
      logs:--since) since=$2 && shift ;;
      logs:--until) until=$2 && shift ;;
      logs:-t | logs:--timestamps) timestamps=yes ;;
      logs:--no-log-prefix) prefix='' ;;
      logs:--no-color) ;;
      ps:-a | ps:--all) show_all=yes ;;
      ps:-q | ps:--quiet) quiet=yes ;;
      ps:--format) format=$2 && shift ;;
      ps:--status) status=$2 && shift ;;
      ps:--no-trunc) ;;
      config:--services | config:--images | config:--networks | config:--volumes) listed=${1#--} ;;
      config:-q | config:--quiet) quiet=yes ;;
      exec:-T | exec:--no-tty | exec:--no-TTY) no_tty=yes ;;
      exec:-i | exec:--interactive | exec:-t | exec:--tty) ;;
      exec:--index)
        number_for "$1" "$2"
        index=$2
        shift
        ;;
      exec:-u | exec:--user | exec:-w | exec:--workdir | exec:-e | exec:--env)
        # They go behind all other words, where they wait for the engine.
        set -- "$@" "$1" "$2"
        kept=$((kept + 2))
        shift
        ;;
      exec:-d | exec:--detach | exec:--privileged)
        set -- "$@" "$1"
        kept=$((kept + 1))
        ;;
      :-*) misused "there is no option $1 before the command" ;;
      *:-*) misused "$command has no option $1" ;;
      :*)
        case $1 in
          up | down | start | stop | restart | ps | logs | pull | build | exec | config) command=$1 ;;
          *) misused "there is no command $1" ;;
        esac
        ;;
      *)
        is_service "$1" || misused "there is no service $1"
        if [ "$command" = exec ]; then break; fi
        wanted="$wanted $1"
        ;;
    esac
    shift
  done
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*)
      misused "'$project' is not a project name: lower-case letters, digits, - and _, the first a letter or digit"
      ;;
  esac
  if [ -z "$command" ]; then misused 'a command is missing'; fi
  if [ "$force$no_recreate" = yesyes ]; then misused '--force-recreate and --no-recreate exclude each other'; fi
  everything=''
  if [ -z "$wanted" ]; then
    everything=yes wanted=$services
    case $command in up | start | restart) wanted=${unscheduled-$services} ;; esac
  fi
  case $command in
    ps) ask_engine ;;
    config)
      dry_run=yes
      prepare
      ;;
    *) prepare ;;
  esac
  case $command in
    up)
      if [ -n "$force" ]; then force=" $(in_order "$wanted" | tr '\n' ' ')"; fi
      if [ -z "$no_needs" ]; then wanted=$(with_needs "$wanted"); else wanted=$(in_order "$wanted"); fi
      up
      ;;
    down | start | stop | logs)
      wanted=$(in_order "$wanted")
      "$command"
      ;;
    restart)
      if [ -z "$no_needs" ]; then wanted=$(with_dependants); fi
      stop
      start
      ;;
    pull)
      for one in $wanted; do pull_image "$one"; done
      ;;
    build)
      for one in $wanted; do
        image_of "$one"
        if [ -n "$builds" ]; then build_once "$builds"; fi
      done
      ;;
    ps) list ;;
    config) show_config ;;
    exec) inside "$@" ;;
  esac
}

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

synopsis='[OPTION...] COMMAND [OPTION...] [SERVICE...]'
command='' wanted='' directory='' env_file='' dry_run=''
build_all='' no_build='' scales='' pull_all='' force='' no_recreate='' no_needs='' wait_too=''
volumes_too='' orphans_too='' timeout='' follow='' tail='' since='' until='' timestamps='' prefix=yes
show_all='' quiet='' format='' status='' no_tty='' index=1 listed=''

# An option, or another word: WORD [VALUE]
take() {
  case $command:$1 in
    *:-h | *:--help)
      usage
      exit
      ;;
    *:-p | *:--project-name) project=$2 ;;
    *:--project-directory) directory=$2 ;;
    *:--env-file) case $2 in /*) env_file=$2 ;; *) env_file=$PWD/$2 ;; esac ;;
    *:--engine) engine=$2 ;;
    *:--dry-run) dry_run=yes ;;
    up:--build) build_all=yes ;;
    up:--no-build) no_build=yes ;;
    up:--scale)
      is_service "${2%%=*}" || misused "--scale $2: there is no service ${2%%=*}"
      case $2 in *=*) ;; *) misused "--scale takes SERVICE=NUMBER, not '$2'" ;; esac
      number_for "--scale ${2%%=*}" "${2#*=}"
      scales="$2 $scales"
      ;;
    up:--pull)
      case $2 in always | missing | never | build) ;; *) misused "--pull takes always, missing, never or build, not '$2'" ;; esac
      pull_all=$2
      ;;
    up:--force-recreate) force=yes ;;
    up:--no-recreate) no_recreate=yes ;;
    up:--no-deps | restart:--no-deps) no_needs=yes ;;
    up:--wait) wait_too=yes ;;
    up:--wait-timeout)
      number_for "$1" "$2"
      wait_timeout=$2
      ;;
    up:-d | up:--detach | up:-y | up:--yes | up:--quiet-pull | build:-q | build:--quiet | pull:-q | pull:--quiet) ;;
    up:--remove-orphans | down:--remove-orphans) orphans_too=yes ;;
    up:-t | up:--timeout | down:-t | down:--timeout | stop:-t | stop:--timeout | restart:-t | restart:--timeout)
      number_for "$1" "$2"
      timeout=$2
      ;;
    down:-v | down:--volumes) volumes_too=yes ;;
    logs:-f | logs:--follow) follow=yes ;;
    logs:-n | logs:--tail)
      if [ "$2" = all ]; then tail=''; else number_for "$1" "$2" && tail=$2; fi
      ;;
    logs:--since) since=$2 ;;
    logs:--until) until=$2 ;;
    logs:-t | logs:--timestamps) timestamps=yes ;;
    logs:--no-log-prefix) prefix='' ;;
    logs:--no-color) ;;
    ps:-a | ps:--all) show_all=yes ;;
    ps:-q | ps:--quiet) quiet=yes ;;
    ps:--format) format=$2 ;;
    ps:--status) status=$2 ;;
    ps:--no-trunc) ;;
    config:--services | config:--images | config:--networks | config:--volumes) listed=${1#--} ;;
    config:-q | config:--quiet) quiet=yes ;;
    exec:-T | exec:--no-tty | exec:--no-TTY) no_tty=yes ;;
    exec:-i | exec:--interactive | exec:-t | exec:--tty) ;;
    exec:--index)
      number_for "$1" "$2"
      index=$2
      ;;
    exec:-u | exec:--user | exec:-w | exec:--workdir | exec:-e | exec:--env | exec:-d | exec:--detach | exec:--privileged)
      # Behind all other words they wait for the engine.
      keep=yes
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
      if [ "$command" = exec ]; then enough=yes; else wanted="$wanted $1"; fi
      ;;
  esac
}

# Does what the words say; those that are left are of exec: [SERVICE COMMAND...] [OPTION...]
go_on() {
  check_project_name
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

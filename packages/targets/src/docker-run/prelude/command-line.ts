const envFileOption = `      --env-file)
        case $2 in
          /*) env_file=$2 ;;
          *) env_file=$PWD/$2 ;;
        esac
        shift
        ;;
`;

interface CommandLineUses {
  /** The project has variables that can come from an env file. */
  readonly variables: boolean;
  /** It has services that start by the clock and not with the project. */
  readonly schedules: boolean;
}

const withoutScheduled = `  case $everything$command in
    yesup | yesstart | yesrestart) wanted=$unscheduled ;;
  esac
`;

/** Reading the command line. */
export const commandLine = ({ variables, schedules }: CommandLineUses): string => `misused() {
  say "$@"
  say "see $0 --help"
  exit 2
}

main() {
  command='' wanted=''
  while [ $# -gt 0 ]; do
    case $1 in
      -p | --project-name | --project-directory | ${variables ? '--env-file | ' : ''}--engine | --scale | --tail | --index)
        if [ $# -lt 2 ]; then misused "$1 needs a value"; fi
        ;;
    esac
    case $1 in
      -h | --help)
        usage
        return
        ;;
      -p | --project-name) project=$2 && shift ;;
      --project-directory) directory=$2 && shift ;;
${variables ? envFileOption : ''}      --engine) engine=$2 && shift ;;
      --scale) scales="$scales $2" && shift ;;
      --tail) tail=$2 && shift ;;
      --index) index=$2 && shift ;;
      --dry-run) dry_run=yes ;;
      --build) build_all=yes ;;
      --no-build) no_build=yes ;;
      --remove-orphans) orphans_too=yes ;;
      -v | --volumes) volumes_too=yes ;;
      -f | --follow) follow=yes ;;
      -d | --detach) ;;
      -*) misused "there is no option $1" ;;
      *)
        if [ -z "$command" ]; then
          command=$1
        elif ! is_service "$1"; then
          misused "there is no service $1"
        elif [ "$command" = exec ]; then
          break
        else
          wanted="$wanted $1"
        fi
        ;;
    esac
    shift
  done
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*) misused "$project is no name of a project: lower-case letters, digits, - and _" ;;
  esac
  everything=''
  if [ -z "$wanted" ]; then everything=yes wanted=$services; fi
${schedules ? withoutScheduled : ''}  case $command in
    '') misused 'a command is needed' ;;
    up)
      prepare
      wanted=$(with_needs "$wanted")
      up
      ;;
    down | start | stop | logs)
      prepare
      wanted=$(in_order "$wanted")
      "$command"
      ;;
    restart)
      prepare
      wanted=$(with_dependants)
      stop
      start
      ;;
    pull)
      prepare
      for one in $wanted; do pull_image "$one"; done
      ;;
    build)
      prepare
      for one in $wanted; do
        image_of "$one"
        if [ -n "$builds" ]; then build_once "$builds"; fi
      done
      ;;
    ps)
      run "$engine" ps --all --filter "label=com.docker.compose.project=$project" \\
        --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}\\t{{.Ports}}'
      ;;
    exec)
      prepare
      inside "$@"
      ;;
    *) misused "there is no command $command" ;;
  esac
}
`;

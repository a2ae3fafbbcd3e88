say() {
  printf '%s\n' "$*"
}

complain() {
  printf '%s: %s\n' "$0" "$*" >&2
}

misused() {
  complain "$@"
  complain 'see --help'
  exit 2
}

namespace=$own_namespace context='' project_directory='' again='' running='' dry_run='' wanted=''
while [ $# -gt 0 ]; do
  case $1 in
    -n | --namespace | --context | --project-directory)
      if [ $# -lt 2 ]; then misused "$1 needs a value"; fi
      ;;
  esac
  case $1 in
    -h | --help)
      usage
      exit
      ;;
    -n | --namespace) namespace=$2 && shift ;;
    --context) context=$2 && shift ;;
    --project-directory) project_directory=$2 && shift ;;
    --again) again=yes ;;
    --allow-running) running=yes ;;
    --dry-run) dry_run=yes ;;
    -*) misused "there is no option $1" ;;
    *)
      case " $claims " in
        *" $1 "*) wanted="$wanted $1" ;;
        *) misused "there is no claim $1" ;;
      esac
      ;;
  esac
  shift
done
if [ -n "$again" ] && [ -z "$wanted" ]; then misused '--again needs the names of claims'; fi
case $image in *[!A-Za-z0-9_.:/@-]*) misused "$image is not the name of an image" ;; esac
wanted=${wanted:-$claims} failed='' holding='' state=''

# What has to be there before the first claim. Files of another namespace would be refused.
prepare() {
  if [ -n "$dry_run" ]; then
    exec 3>&1
  else
    exec 3>/dev/null
    work=$(mktemp -d)
    trap 'finish; rm -rf -- "$work"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    list_mounts || {
      complain "$engine does not answer: start it, or set ENGINE=podman"
      exit 1
    }
  fi
  if [ "$namespace" != "$own_namespace" ]; then return 0; fi
  for file in "$here"/00-namespace.* "$here"/04-volumes.*; do
    if [ -e "$file" ]; then kube apply -f "$file"; fi
  done
}

report() {
  if [ -z "$failed" ]; then exit 0; fi
  complain 'not all claims are filled'
  exit 1
}

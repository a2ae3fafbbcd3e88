# Whether an option comes with a value: OPTION
takes_value() {
  case $1 in
    -n | --namespace | --context | --project-directory) ;;
    *) return 1 ;;
  esac
}

synopsis='[OPTION...] [CLAIM...]'
namespace=$own_namespace context='' directory='' again='' running='' dry_run='' wanted=''

# An option, or a claim: WORD [VALUE]
take() {
  case $1 in
    -h | --help)
      usage
      exit
      ;;
    -n | --namespace) namespace=$2 ;;
    --context) context=$2 ;;
    --project-directory) directory=$2 ;;
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
}

go_on() {
  if [ -n "$again" ] && [ -z "$wanted" ]; then misused '--again needs the names of claims'; fi
  case $image in *[!A-Za-z0-9_.:/@-]*) misused "$image is not the name of an image" ;; esac
  wanted=${wanted:-$claims} failed='' holding='' state=''
}

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
    list_mounts || die "$engine does not answer: start it, or set ENGINE=podman"
  fi
  if [ "$namespace" != "$own_namespace" ]; then return 0; fi
  for file in "$here"/00-namespace.* "$here"/04-volumes.*; do
    if [ -e "$file" ]; then kube apply -f "$file"; fi
  done
}

report() {
  if [ -z "$failed" ]; then exit 0; fi
  die 'not all claims are filled'
}

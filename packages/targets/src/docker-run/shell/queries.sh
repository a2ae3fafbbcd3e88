# Whether the engine is there, and the one that the options are written for.
ask_engine() {
  if [ -n "$dry_run" ]; then return; fi
  command -v "$engine" >/dev/null || die "there is no command $engine: install it, or name another with --engine"
  version=$("$engine" version 2>&1) ||
    die "$engine does not answer: $(printf '%s\n' "$version" | tail -n 1)"
  case $written_for/${version%%"$newline"*} in
    docker/*[Pp]odman*)
      die "this script is written for docker, and $engine is Podman here: convert again with --engine podman"
      ;;
    podman/*[Pp]odman*) ;;
    podman/Client:*)
      die "this script is written for podman, and $engine is Docker here: convert again with --engine docker"
      ;;
  esac
}

# Runs a function if this project has it: FUNCTION ARGUMENT...
call() {
  case " $functions " in *" $1 "*) "$@" ;; esac
}

# Reads the definition of a service, and goes on with its words: SERVICE NUMBER WHAT...
define() {
  service=$1 number=$2
  shift 2
  platform='' builds='' pull=missing replicas=1 single='' depends_on='' optional='' needs=''
  define_service "$@"
}

# What the engine says of an object; nothing when there is none: KIND TEMPLATE NAME
inspect() {
  [ -n "$dry_run" ] || "$engine" "$1" inspect --format "$2" "$3" 2>/dev/null || :
}

# The id of a network; its name where it is not made yet.
network_id() {
  id=$(inspect network '{{.Id}}' "$1")
  printf '%s\n' "${id:-$1}"
}

# Whether a network or volume is there; where it was made with other options, says so. Sets sum: KIND NAME HINT OPTION...
is_there() {
  kind=$1 made=$2 hint=$3
  shift 3
  sum=$(printf '%s\0' "$@" | sha256)
  case $(inspect "$kind" '{{.Name}}={{index .Labels "transpose.sum"}}' "$made") in
    '') return 1 ;;
    *= | *"=$sum") ;;
    *) say "the $kind $made stays as it is, though its options are others now: $hint" ;;
  esac
}

container_id() {
  inspect container '{{.Id}}' "$1"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# The names of the containers of a service, as they are on the engine: SERVICE
containers_of() {
  if [ -n "$dry_run" ]; then
    at=1
    while [ "$at" -le "$(replicas_of "$1")" ]; do
      define "$1" "$at" print_name
      at=$((at + 1))
    done
  else
    "$engine" ps --all --format '{{.Names}}' --filter label=com.docker.compose.oneoff=False \
      --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1" | sort
  fi
}

print_name() {
  printf '%s\n' "$name"
}

# How many containers a service has: SERVICE
replicas_of() {
  for scale in $scales; do
    case $scale in
      "$1="*)
        echo "${scale#*=}"
        return
        ;;
    esac
  done
  define "$1" 1 print_replicas
}

print_replicas() {
  echo "$replicas"
}

# The services that one is restarted with: SERVICE
restarted_with() {
  define "$1" 1 print_restarts
}

print_restarts() {
  for dependency in $(printf %s "$depends_on" | tr , ' '); do
    case $dependency in *:true) printf '%s\n' "${dependency%%:*}" ;; esac
  done
}

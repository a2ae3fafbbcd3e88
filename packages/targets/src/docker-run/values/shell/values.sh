# Whether a line of the engine's --env-file can hold a value: VALUE
fits() {
  case $1 in *"$newline"* | *"$carriage_return"*) return 1 ;; esac
  case $engine in *podman*) case $1 in *[\'\"\`\\\#]*) return 1 ;; esac ;; esac
  [ "${#1}" -lt 16000 ]
}

# Takes the values of a definition that no argument may show, and goes on with its options: FUNCTION WORD... -- OPTION...
# They become lines of an --env-file, which is a pipe: none of their names is one of this shell or of the engine. What no
# line can hold comes last, for the engine's environment.
take_values() {
  next=$1 values='' names='' many=0
  shift
  while [ "$1" != -- ]; do
    case $1 in
      secret | line)
        if [ -n "$dry_run" ]; then
          # What is shown has the names, which a pipe would hide.
          case $2 in *[!A-Za-z0-9_.-]*) ;; *) names="$names $2" ;; esac
        elif fits "$3"; then
          values="$values$2=$3$newline"
        elif [ "$1" = secret ]; then
          set -- "$@" "$2=$3"
          names="$names $2" many=$((many + 1))
        else
          die "$engine cannot be given this value of $2: it has line breaks or is too long"
        fi
        shift 3
        ;;
      file) shift 7 ;;
      *) shift 2 ;;
    esac
  done
  shift
  for variable in $names; do set -- --env "$variable" "$@"; done
  if [ -n "$values" ]; then set -- --env-file /dev/stdin "$@"; fi
  "$next" "$@"
}

# Runs a command of the engine with the values that were taken: COMMAND... NAME=VALUE...
with_values() {
  left=$(($# - many))
  set -- "$@" --
  while [ "$left" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  if [ -n "$dry_run" ]; then
    while [ "$1" != -- ]; do shift; done
    shift
    show "$@"
  elif [ -n "$values" ]; then
    printf %s "$values" | with_environment "$@"
  else
    (with_environment "$@")
  fi
}

# Becomes a command with more variables. From here on nothing goes by a variable of this shell: NAME=VALUE... -- COMMAND...
with_environment() {
  while [ "$1" != -- ]; do
    export "${1?}"
    shift
  done
  shift
  exec "$@"
}

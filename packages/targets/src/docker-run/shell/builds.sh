# Builds an image: NAME=VALUE... -- WORD...
run_build() {
  many=0 values=''
  while [ "$1" != -- ]; do
    set -- "$@" "$1"
    shift
    many=$((many + 1))
  done
  shift
  set -- "$engine" "$@"
  if [ -n "$dry_run" ]; then with_values "$@"; else with_values "$@" >&2; fi
}

# Runs a command in a container: WORD... -- OPTION... CONTAINER COMMAND...
run_inside() {
  take_values run_exec "$@"
}

run_exec() {
  with_values "$engine" exec "$@"
}

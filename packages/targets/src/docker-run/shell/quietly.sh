# Runs a command that changes something, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}

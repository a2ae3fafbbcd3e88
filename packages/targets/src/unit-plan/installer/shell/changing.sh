problem() {
  say "$@"
  problems=yes
}

# Runs a command that changes something; with --dry-run it is only shown, with --root it is left out.
run() {
  if [ -n "$dry_run" ]; then
    printf '%s\n' "$*"
  elif [ -z "$root" ]; then
    "$@"
  fi
}

manager() {
  run systemctl ${user_only:+--user} "$@"
}

# The same for the units on standard input, when there are any: WORD...
manage() {
  words=$#
  while read -r unit; do set -- "$@" "$unit"; done
  if [ $# -gt "$words" ]; then manager "$@" </dev/null; fi
}

sha256() {
  sha256sum <"$1" | cut -d ' ' -f 1
}

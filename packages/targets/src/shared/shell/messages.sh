# Words for people go to standard error.
say() {
  printf '%s: %s\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

misused() {
  say "$@"
  say "usage: $0 $synopsis; see $0 --help"
  exit 2
}

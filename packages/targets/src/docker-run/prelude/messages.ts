/** Words for people, commands that change something, and `--dry-run`. */
export const messages = `# Words for people go to standard error.
say() {
  printf '%s: %s\\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# Prints a command so that a shell reads it back.
show() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_@%+=:,./-]*)
        quoted=
        while :; do
          case $word in
            *\\'*)
              quoted=$quoted\${word%%\\'*}"'\\\\''"
              word=\${word#*\\'}
              ;;
            *) break ;;
          esac
        done
        word="'$quoted$word'"
        ;;
    esac
    line=\${line:+$line }$word
  done
  printf '%s\\n' "$line"
}

# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}

# The same, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}
`;

# Prints a command so that a shell reads it back.
show() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_@%+=:,./-]*)
        quoted=
        while :; do
          case $word in
            *\'*)
              quoted=$quoted${word%%\'*}"'\\''"
              word=${word#*\'}
              ;;
            *) break ;;
          esac
        done
        word="'$quoted$word'"
        ;;
    esac
    line=${line:+$line }$word
  done
  printf '%s\n' "$line"
}

# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}

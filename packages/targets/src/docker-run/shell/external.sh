# Something that others made and that has to be there: KIND NAME
external() {
  if [ -z "$dry_run" ] && [ -z "$(inspect "$1" '{{.Name}}' "$2")" ]; then
    die "the $1 $2 is external and does not exist; create it with: $engine $1 create $2"
  fi
}

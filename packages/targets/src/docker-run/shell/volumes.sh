# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if [ -z "$(inspect volume '{{.Name}}' "$volume")" ]; then
    say "creating volume $volume"
    quietly "$engine" volume create "$@" \
      --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
  fi
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}

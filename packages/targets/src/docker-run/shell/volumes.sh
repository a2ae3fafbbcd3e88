# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if is_there volume "$volume" "remove it, with its data, and up makes it anew" "$@"; then return; fi
  say "creating volume $volume"
  quietly "$engine" volume create "$@" --label "transpose.sum=$sum" \
    --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}

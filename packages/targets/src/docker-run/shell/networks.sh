# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if is_there network "$network" 'down and up make it anew' "$@"; then return; fi
  say "creating network $network"
  quietly "$engine" network create "$@" --label "transpose.sum=$sum" \
    --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}

# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if [ -z "$(inspect network '{{.Name}}' "$network")" ]; then
    say "creating network $network"
    quietly "$engine" network create "$@" \
      --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
  fi
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}

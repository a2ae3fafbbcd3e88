/** Networks of the project. */
export const networkFunctions = `# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if [ -z "$(inspect network '{{.Name}}' "$network")" ]; then
    say "creating network $network"
    quietly "$engine" network create "$@" \\
      --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
  fi
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}
`;

/** Volumes of the project. */
export const volumeFunctions = `# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if [ -z "$(inspect volume '{{.Name}}' "$volume")" ]; then
    say "creating volume $volume"
    quietly "$engine" volume create "$@" \\
      --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
  fi
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}
`;

/** What others made. */
export const externalFunctions = `# Something that others made and that has to be there: KIND NAME
external() {
  if [ -z "$dry_run" ] && [ -z "$(inspect "$1" '{{.Name}}' "$2")" ]; then
    die "the $1 $2 is external and does not exist; create it with: $engine $1 create $2"
  fi
}
`;

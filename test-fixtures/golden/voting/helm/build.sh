#!/bin/sh
# Builds the images of project voting and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]
# Written by Transpose. ENGINE=podman takes another engine than docker.
set -eu

# Where this script is, behind all symbolic links.
script_directory() {
  script=$0
  while [ -L "$script" ]; do
    link=$(ls -ld -- "$script")
    link=${link#*"$script -> "}
    case $link in
      /*) script=$link ;;
      *) script=$(dirname -- "$script")/$link ;;
    esac
  done
  CDPATH='' cd -- "$(dirname -- "$script")" && pwd
}

# Where the Compose file is: beside this script, above it, or here. Nothing where it is in none of them.
compose_directory() {
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place/$compose_file" ]; then
      printf '%s\n' "$place"
      return
    fi
  done
}

compose_file='compose.yaml'
here=$(script_directory)
directory=${1:-$(compose_directory)}
cd -- "${directory:-$PWD}"

"${ENGINE:-docker}" build \
  --tag voting-vote \
  ./vote
# voting-vote names no registry: convert with --registry HOST/PATH, or load it into the nodes.

"${ENGINE:-docker}" build \
  --tag voting-result \
  ./result
# voting-result names no registry: convert with --registry HOST/PATH, or load it into the nodes.

"${ENGINE:-docker}" build \
  --tag voting-worker \
  ./worker
# voting-worker names no registry: convert with --registry HOST/PATH, or load it into the nodes.

#!/bin/sh
# Builds the images of project voting and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]
# Written by Transpose. ENGINE=podman takes another engine than docker.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
directory=${1:-}
if [ -z "$directory" ]; then
  directory=$PWD
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place"/compose.yaml ]; then
      directory=$place
      break
    fi
  done
fi
cd -- "$directory"

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

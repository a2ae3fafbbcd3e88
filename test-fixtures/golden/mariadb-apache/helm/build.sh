#!/bin/sh
# Builds the images of project mariadb-apache and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]
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
  --tag apache_df:web \
  ./dockerfile
# apache_df:web names no registry: convert with --registry HOST/PATH, or load it into the nodes.

#!/bin/sh
# Builds the images of project shop and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]
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
  --build-arg NODE_ENV=production \
  --tag registry.example/shop/api:1.4.2 \
  --target production \
  ./api
"${ENGINE:-docker}" push registry.example/shop/api:1.4.2

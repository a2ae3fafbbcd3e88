#!/bin/sh
# Builds the images of project shop and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]
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
  --build-arg NODE_ENV=production \
  --tag registry.example/shop/api:1.4.2 \
  --target production \
  ./api
"${ENGINE:-docker}" push registry.example/shop/api:1.4.2

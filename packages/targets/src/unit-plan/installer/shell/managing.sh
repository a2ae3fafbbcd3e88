# The services and targets in lines HASH KIND NAME
units_in() {
  while read -r hash kind name; do
    case $kind in unit | quadlet) service_of "$name" ;; esac
  done <"$1"
}

# What systemd says of a unit, as lines PROPERTY=VALUE: PROPERTIES UNIT
shown() {
  systemctl ${user_only:+--user} show --property "$1" "$2" </dev/null 2>/dev/null
}

# Those of the units on standard input that run, or are about to start or to stop.
active_ones() {
  if [ -n "$root" ]; then return; fi
  while read -r unit; do
    case $(shown ActiveState "$unit") in
      '' | ActiveState=inactive | ActiveState=failed) ;;
      *) echo "$unit" ;;
    esac
  done
}

# Those that have failed, or that are started again and again.
failed_ones() {
  if [ -n "$root" ]; then return; fi
  while read -r unit; do
    case $(shown SubState "$unit") in
      SubState=failed | SubState=auto-restart*) echo "$unit" ;;
    esac
  done
}

# Lets systemd forget the units on standard input, which have no file any more.
forget() {
  while read -r unit; do
    if [ -z "$root$dry_run" ]; then systemctl ${user_only:+--user} reset-failed "$unit" </dev/null 2>/dev/null || :; fi
  done
}

is_active() {
  [ -z "$root" ] && systemctl ${user_only:+--user} is-active --quiet "$1" 2>/dev/null
}

# The units that systemd can enable, in lines HASH KIND NAME
plain_units() {
  while read -r hash kind name; do
    if [ "$kind" = unit ] && grep -q '^WantedBy=' "$(rendered_or_there "$name")"; then echo "$name"; fi
  done <"$1"
}

rendered_or_there() {
  if [ -e "$work/unit/$1" ]; then echo "$work/unit/$1"; else place unit "$1"; fi
}

# Restarts what runs and has changed, and starts what does not run.
start_all() {
  sort -u "$work/touched" | active_ones >"$work/restarts"
  if [ -s "$work/restarts" ]; then
    say "restarting $(tr '\n' ' ' <"$work/restarts")"
    units_in "$work/manifest" | failed_ones | manage reset-failed
    manage restart --no-block <"$work/restarts"
  fi
  say "starting $project.target"
  manager start --no-block "$project.target" || :
  if [ -z "$root$dry_run" ]; then
    settle
    check_started
  fi
}

# Waits until nothing is about to start any more, or a unit has been started again ten times: what depends on it would wait
# as long as that goes on.
settle() {
  while :; do
    { units_in "$work/manifest" && echo "$project.target"; } | unsettled_ones >"$work/unsettled"
    if [ ! -s "$work/unsettled" ] || grep -q ' again$' "$work/unsettled"; then return; fi
    sleep 0.2 2>/dev/null || sleep 1
  done
}

# Those of the units on standard input that systemd has something to do with, and those that it starts again and again.
unsettled_ones() {
  while read -r unit; do
    state=$(shown Job,NRestarts "$unit")
    case $state in *Job=[1-9]*) echo "$unit waits" ;; esac
    case $state in *NRestarts=[1-9][0-9]*) echo "$unit again" ;; esac
  done
}

# Shows the units that did not start, each with the end of its journal; then the installer fails.
check_started() {
  { units_in "$work/manifest" | failed_ones && sed -n 's/ again$//p' "$work/unsettled"; } | sort -u >"$work/failed"
  if [ ! -s "$work/failed" ] && ! is_active "$project.target"; then echo "$project.target" >"$work/failed"; fi
  if [ ! -s "$work/failed" ]; then return; fi
  while read -r unit; do
    systemctl ${user_only:+--user} status --no-pager --full --lines 10 "$unit" </dev/null >&2 || :
  done <"$work/failed"
  die "installed, but these did not start: $(tr '\n' ' ' <"$work/failed")"
}

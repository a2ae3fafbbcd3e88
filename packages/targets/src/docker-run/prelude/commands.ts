/** What the script's commands do. */
export const commands = `up() {
  for one in $wanted; do image_for "$one"; done
  make_networks
  make_volumes
  for one in $wanted; do
    wait_before "$one"
    restart=''
    if any_fresh "$one"; then restart=yes; fi
    bring_up_all "$one"
  done
}

# As many containers of a service as there should be: SERVICE
bring_up_all() {
  count=$(replicas_of "$1")
  define "$1" 1 :
  if [ -n "$single" ] && [ "$count" -gt 1 ]; then die "$1 has a container_name, so that there can be one container only"; fi
  current=1
  while [ "$current" -le "$count" ]; do
    bring_up "$1" "$current"
    current=$((current + 1))
  done
  if [ -z "$dry_run" ] && [ "$(containers_of "$1" | wc -l)" -gt "$count" ]; then
    for container in $(containers_of "$1"); do
      current=$(inspect container '{{index .Config.Labels "com.docker.compose.container-number"}}' "$container")
      if [ "$current" -gt "$count" ]; then
        define "$1" "$current" :
        name=$container
        remove_container
      fi
    done
  fi
}

# Whether a service that this one is restarted with was made anew: SERVICE
any_fresh() {
  for other in $(restarted_with "$1"); do
    case $fresh in *" $other "*) return 0 ;; esac
  done
  return 1
}

# Does something with each container of a service: WHAT SERVICE
each_container() {
  for container in $(containers_of "$2"); do
    define "$2" 1 :
    name=$container
    "$1"
  done
}

down() {
  for one in $(reversed); do each_container remove_container "$one"; done
  if [ -n "$orphans_too" ] && [ -z "$dry_run" ]; then
    for container in $("$engine" ps --all --format '{{.Names}}' --filter "label=com.docker.compose.project=$project"); do
      say "removing $container"
      "$engine" rm --force "$container" >/dev/null
    done
  fi
  if [ -n "$everything" ]; then
    remove_networks
    if [ -n "$volumes_too" ]; then remove_volumes; fi
  fi
}

start() {
  for one in $wanted; do
    wait_before "$one"
    each_container start_container "$one"
  done
}

stop() {
  for one in $(reversed); do each_container stop_container "$one"; done
}

logs() {
  for one in $wanted; do
    for container in $(containers_of "$one"); do
      if [ -n "$dry_run" ]; then
        show "$engine" logs \${follow:+--follow} \${tail:+--tail "$tail"} "$container"
      elif [ -n "$follow" ]; then
        "$engine" logs --follow \${tail:+--tail "$tail"} "$container" 2>&1 | sed "s/^/$container | /" &
      else
        "$engine" logs \${tail:+--tail "$tail"} "$container" 2>&1 | sed "s/^/$container | /"
      fi
    done
  done
  wait
}

# Runs a command in a running container: SERVICE COMMAND...
inside() {
  if [ $# -lt 2 ]; then misused 'exec needs a service and a command'; fi
  define "$1" "$index" :
  shift
  if [ -t 0 ] && [ -t 1 ]; then
    run "$engine" exec --interactive --tty "$name" "$@"
  else
    run "$engine" exec --interactive "$name" "$@"
  fi
}

# The chosen services and those that are restarted with one of them, in the order of start.
with_dependants() {
  chosen=" $wanted "
  for one in $services; do
    case $chosen in *" $one "*) continue ;; esac
    for other in $(restarted_with "$one"); do
      case $chosen in *" $other "*) chosen="$chosen$one " ;; esac
    done
  done
  in_order "$chosen"
}

reversed() {
  list=''
  for word in $wanted; do list="$word $list"; done
  echo "$list"
}

is_service() {
  case " $services " in *" $1 "*) return 0 ;; esac
  return 1
}

# The services of a list and all that they need, in the order of start: SERVICE...
with_needs() {
  list=" $* " backwards=''
  for one in $services; do backwards="$one $backwards"; done
  for one in $backwards; do
    case $list in *" $one "*) list="$list$(needs_of "$one") " ;; esac
  done
  in_order "$list"
}

# The services of a list, in the order of start: SERVICE...
in_order() {
  for one in $services; do
    case " $* " in *" $one "*) echo "$one" ;; esac
  done
}
`;

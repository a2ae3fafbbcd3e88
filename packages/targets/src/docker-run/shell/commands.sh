up() {
  for one in $wanted; do image_for "$one"; done
  call make_networks
  call make_volumes
  for one in $wanted; do
    wait_before "$one"
    bring_up_all "$one"
  done
  if [ -n "$orphans_too" ]; then remove_orphans; fi
  if [ -n "$wait_too" ]; then
    for one in $wanted; do wait_for ready "$one" || die "$one is not running and healthy"; done
  fi
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

# Does something with each container of a service: WHAT SERVICE
each_container() {
  for container in $(containers_of "$2"); do
    define "$2" 1 :
    name=$container
    "$1"
  done
}

down() {
  for one in $(reversed); do
    call remove_hooks "$one"
    each_container remove_container "$one"
  done
  if [ -n "$orphans_too" ]; then remove_orphans; fi
  if [ -n "$everything" ]; then
    call remove_networks
    if [ -n "$volumes_too" ]; then call remove_volumes; fi
  fi
}

# Removes the containers of services that are no longer in the Compose file.
remove_orphans() {
  if [ -n "$dry_run" ]; then return; fi
  for container in $("$engine" ps --all --format '{{.Names}}' --filter "label=com.docker.compose.project=$project"); do
    if ! is_service "$(inspect container '{{index .Config.Labels "com.docker.compose.service"}}' "$container")"; then
      say "removing $container"
      "$engine" rm --force "$container" >/dev/null
    fi
  done
}

start() {
  for one in $wanted; do
    settle_all "$one"
    wait_before "$one"
    each_container start_stopped "$one"
  done
}

start_stopped() {
  if [ -n "$dry_run" ] || ! is_running; then start_container; fi
}

# Takes back what an interrupted run has left under another name: SERVICE
settle_all() {
  if [ -n "$dry_run" ]; then return; fi
  for container in $(containers_of "$1"); do
    case $container in
      *.old)
        define "$1" "$(inspect container '{{index .Config.Labels "com.docker.compose.container-number"}}' "$container")" :
        settle
        ;;
    esac
  done
}

stop() {
  for one in $(reversed); do each_container stop_container "$one"; done
}

logs() {
  set -- logs ${follow:+--follow} ${timestamps:+--timestamps} ${tail:+--tail "$tail"} \
    ${since:+--since "$since"} ${until:+--until "$until"}
  for one in $wanted; do
    for container in $(containers_of "$one"); do
      if [ -n "$dry_run" ]; then
        show "$engine" "$@" "$container"
      elif [ -n "$follow" ]; then
        follow_log "$container" "$@"
      else
        log_of "$@" "$container"
      fi
    done
  done
  wait
}

# The output of a container, its name before each line: OPTION... CONTAINER
log_of() {
  if [ -n "$prefix" ]; then
    "$engine" "$@" 2>&1 | sed "s/^/$container | /"
  else
    "$engine" "$@"
  fi
}

# Follows the output of a container until the script ends: CONTAINER OPTION...
follow_log() {
  container=$1
  shift
  if [ -n "$prefix" ]; then
    # The process of the engine's command has to be known: a pipe of the shell would hide it.
    mkfifo "$work/$container"
    sed "s/^/$container | /" <"$work/$container" &
    "$engine" "$@" "$container" >"$work/$container" 2>&1 &
  else
    "$engine" "$@" "$container" &
  fi
  followers="$followers $!"
}

# Lists the containers.
list() {
  set -- --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False
  if [ -n "$show_all" ]; then set -- --all "$@"; fi
  if [ -n "$status" ]; then set -- --all --filter "status=$status" "$@"; fi
  if [ -z "$everything" ]; then
    for one in $wanted; do
      for container in $(containers_of "$one"); do set -- --filter "name=^$container\$" "$@"; done
    done
    case " $* " in *' --filter name='*) ;; *) return ;; esac
  fi
  if [ -n "$quiet" ]; then
    run "$engine" ps --quiet --no-trunc "$@"
    return
  fi
  case $format in
    '' | table)
      run "$engine" ps "$@" --format 'table {{.Names}}\t{{.Image}}\t{{.Status}}\t{{.Ports}}'
      ;;
    json)
      for container in $(run "$engine" ps --format '{{.Names}}' "$@"); do
        printf '{"Name":"%s","ID":"%s",' "$container" "$(container_id "$container")"
        inspect container '"Image":{{json .Config.Image}},"Project":{{json (index .Config.Labels "com.docker.compose.project")}},"Service":{{json (index .Config.Labels "com.docker.compose.service")}},"State":{{json .State.Status}},"ExitCode":{{.State.ExitCode}},"Health":"{{if .State.Health}}{{.State.Health.Status}}{{end}}"}' "$container"
      done
      ;;
    *) run "$engine" ps "$@" --format "$format" ;;
  esac
}

# Shows what up runs, with the variables filled in.
show_config() {
  case $listed in
    services) for one in $services; do echo "$one"; done ;;
    images) for one in $wanted; do image_of "$one" && printf '%s\n' "$image"; done | sort -u ;;
    networks) call make_networks | sed -n "s/^.* network create .*com.docker.compose.network=\([^ ']*\).*/\1/p" ;;
    volumes) call make_volumes | sed -n "s/^.* volume create .*com.docker.compose.volume=\([^ ']*\).*/\1/p" ;;
    *)
      wanted=$(with_needs "$wanted") no_build=yes
      if [ -z "$quiet" ]; then up 2>/dev/null; fi
      ;;
  esac
}

# Runs a command in a running container; the options of exec come last: SERVICE COMMAND... OPTION...
inside() {
  left=$(($# - kept))
  if [ "$left" -lt 2 ]; then misused 'exec needs a service and a command'; fi
  define "$1" "$index" :
  shift
  if [ -z "$dry_run" ] && [ -z "$(container_id "$name")" ]; then die "there is no container $name"; fi
  set -- "$name" "$@"
  while [ "$left" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  if [ -z "$no_tty" ] && [ -t 0 ] && [ -t 1 ]; then set -- --tty "$@"; fi
  run "$engine" exec --interactive "$@"
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
    case $list in
      *" $one "*)
        define "$one" 1 :
        list="$list$needs "
        ;;
    esac
  done
  in_order "$list"
}

# The services of a list, in the order of start: SERVICE...
in_order() {
  for one in $services; do
    case " $* " in *" $one "*) echo "$one" ;; esac
  done
}

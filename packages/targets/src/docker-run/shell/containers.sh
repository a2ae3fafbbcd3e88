# Makes a container what its definition says and starts it: SERVICE NUMBER
bring_up() {
  old=''
  define "$1" "$2" digest
  settle
  found=$(inspect container '{{.State.Running}} {{index .Config.Labels "com.docker.compose.config-hash"}}' "$name")
  case $found in
    '') ;;
    *)
      if [ -n "$no_recreate" ]; then found="${found%% *} $hash"; fi
      case $force in *" $1 "*) found=changed ;; esac
      ;;
  esac
  case $found in
    "true $hash")
      if restart_is_due "$1"; then
        say "restarting $name"
        stop_container
        start_container
      fi
      return
      ;;
    *" $hash")
      say "starting $name"
      start_container
      return
      ;;
    '')
      say "creating $name"
      making=$name step=creating
      ;;
    *)
      say "recreating $name"
      making=$name step=stopping
      stop_container
      quietly "$engine" rename "$name" "$name.old"
      old=$name.old
      ;;
  esac
  define "$1" "$2" make_directories
  if [ -n "$dry_run" ]; then define "$1" "$2" create; else define "$1" "$2" create >/dev/null; fi
  define "$1" "$2" copy_files
  start_container
  making=''
  if [ -n "$old" ]; then quietly "$engine" rm --force "$old"; fi
}

# Clears up after a run that was killed. A container that was started once is complete; one that was only created may lack
# its files, so that it is made again. What it was to replace is still there under another name.
settle() {
  if [ -n "$dry_run" ]; then return; fi
  others=$("$engine" ps --all --format '{{.Names}}' --filter label=com.docker.compose.oneoff=False \
    --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$service" \
    --filter "label=com.docker.compose.container-number=$number" | grep -v -x -F -e "$name" || :)
  state=$(inspect container '{{.State.Status}}' "$name")
  case $state in
    created | configured | initialized)
      say "removing $name, which was never started"
      if [ -n "$others" ]; then
        "$engine" rm --force "$name" >/dev/null
      else
        "$engine" rm --force --volumes "$name" >/dev/null
      fi
      state=''
      ;;
  esac
  for other in $others; do
    if [ -z "$state" ]; then
      say "taking $other back as $name"
      "$engine" rename "$other" "$name"
      state=back
    else
      say "removing $other, which $name replaces"
      "$engine" rm --force "$other" >/dev/null
    fi
  done
}

# Whether a service that this one is restarted with was made after this one was started: SERVICE
restart_is_due() {
  for other in $(restarted_with "$1"); do
    for container in $(containers_of "$other"); do
      {
        inspect container '{{json .State.StartedAt}}' "$name"
        inspect container '{{json .Created}}' "$container"
      } | tr -d 'Z"' >"$work/times"
      if LC_ALL=C sort -c "$work/times" 2>/dev/null; then return 0; fi
    done
  done
  return 1
}

# The fingerprint of a container: where it runs, its image, and all words of its definition.
digest() {
  image_id=$(inspect image '{{.Id}}' "$image")
  hash=$(printf '%s\0' "$PWD" "$image_id" "$@" | sha256)
}

# Makes the directories of the host that a definition binds.
make_directories() {
  while [ "$1" != -- ]; do
    case $1 in
      directory)
        # What is there may be a file or a socket.
        if [ -n "$dry_run" ] || ! { [ -e "$2" ] || [ -L "$2" ]; }; then run mkdir -p "$2"; fi
        shift 2
        ;;
      file) shift 7 ;;
      secret | line) shift 3 ;;
      *) shift 2 ;;
    esac
  done
}

create() {
  take_values create_container "$@"
}

create_container() {
  while read -r volume target; do
    if [ -n "$volume" ] && ! mentioned "$target" $(($# - many)) "$@"; then set -- --volume "$volume:$target" "$@"; fi
  done <<END
$(anonymous_volumes)
END
  with_values "$engine" create --pull never --name "$name" \
    --label "com.docker.compose.project=$project" \
    --label "com.docker.compose.project.working_dir=$PWD" \
    --label "com.docker.compose.project.config_files=$compose_files" \
    --label "com.docker.compose.service=$service" \
    --label "com.docker.compose.container-number=$number" \
    --label com.docker.compose.oneoff=False \
    --label "com.docker.compose.depends_on=$depends_on" \
    --label "com.docker.compose.config-hash=$hash" \
    --label "com.docker.compose.image=$image_id" "$@"
}

# The volumes without a name of the container that is replaced, with their places; they go over to the new one.
anonymous_volumes() {
  if [ -n "$old" ]; then
    inspect container '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{.Destination}}{{println}}{{end}}{{end}}' "$old" |
      grep -E '^[0-9a-f]{64} ' || :
  fi
}

# Whether the first words of a definition say what is mounted at a place: PLACE HOW_MANY OPTION...
mentioned() {
  place=$1 left=$2
  shift 2
  while [ "$left" -gt 0 ]; do
    case $1 in
      *:"$place" | *:"$place":* | *target="$place" | *target="$place",* | "$place" | "$place":*) return 0 ;;
    esac
    shift
    left=$((left - 1))
  done
  return 1
}

# Starts the container whose definition was read last.
start_container() {
  if [ "$number" = 1 ]; then call pre_start; fi
  quietly "$engine" start "$name"
  call post_start
}

stop_container() {
  if [ -n "$dry_run" ] || is_running; then call pre_stop; fi
  quietly "$engine" stop ${timeout:+-t "$timeout"} "$name"
}

is_running() {
  [ "$(inspect container '{{.State.Running}}' "$name")" = true ]
}

remove_container() {
  say "removing $name"
  stop_container
  quietly "$engine" rm --force ${volumes_too:+--volumes} "$name"
}

# Runs when the script ends, by whatever: nothing half-made stays. The engine is asked for what is there: an interrupt may
# come between a command and the next one.
clean_up() {
  status=$?
  trap - EXIT
  trap '' HUP INT TERM
  if [ -n "$making" ] && [ -z "$dry_run" ]; then
    say "$making could not be made"
    if [ -n "$(container_id "$making.old")" ]; then
      say "going back to $making as it was"
      "$engine" rm --force "$making" >/dev/null 2>&1 || :
      "$engine" rename "$making.old" "$making" || :
      "$engine" start "$making" >/dev/null || :
    elif [ "$step" = creating ]; then
      "$engine" rm --force --volumes "$making" >/dev/null 2>&1 || :
    else
      "$engine" start "$making" >/dev/null || :
    fi
  fi
  # In the background they do not hear of an interrupt. The last one may not be among them yet.
  for follower in $followers ${!-}; do kill "$follower" 2>/dev/null || :; done
  if [ -n "$work" ]; then rm -rf "$work"; fi
  exit "$status"
}

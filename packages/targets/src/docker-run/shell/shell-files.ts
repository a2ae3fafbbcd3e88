// Made from the .sh files of this folder by `npm run shell`.

export const beginning: string = `written_for=$engine
newline='
'
carriage_return=$(printf '\\r')
# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 built=' ' followers=''
`;

export const builds: string = `# Builds an image: NAME=VALUE... -- WORD...
run_build() {
  many=0 values=''
  while [ "$1" != -- ]; do
    set -- "$@" "$1"
    shift
    many=$((many + 1))
  done
  shift
  set -- "$engine" "$@"
  if [ -n "$dry_run" ]; then with_values "$@"; else with_values "$@" >&2; fi
}
`;

export const carriedVolumes: string = `# The volume without a name that goes over to the new container, as a field of --mount: PLACE
carried() {
  anonymous_volumes | while read -r volume target; do
    if [ "$target" = "$1" ]; then printf ',source=%s' "$volume"; fi
  done
}
`;

export const commandLine: string = `# Whether an option of the command comes with a value: OPTION
takes_value() {
  case $command:$1 in
    *:-p | *:--project-name | *:--project-directory | *:--env-file | *:--engine) ;;
    up:--scale | up:--pull | up:--wait-timeout) ;;
    up:-t | up:--timeout | down:-t | down:--timeout | stop:-t | stop:--timeout | restart:-t | restart:--timeout) ;;
    logs:-n | logs:--tail | logs:--since | logs:--until) ;;
    exec:-u | exec:--user | exec:-w | exec:--workdir | exec:-e | exec:--env | exec:--index) ;;
    ps:--format | ps:--status) ;;
    *) return 1 ;;
  esac
}

# A whole number, or the end: OPTION VALUE
number_for() {
  case $2 in '' | *[!0-9]*) misused "$1 takes a whole number, not '$2'" ;; esac
}

synopsis='[OPTION...] COMMAND [OPTION...] [SERVICE...]'
command='' wanted='' directory='' env_file='' dry_run=''
build_all='' no_build='' scales='' pull_all='' force='' no_recreate='' no_needs='' wait_too=''
volumes_too='' orphans_too='' timeout='' follow='' tail='' since='' until='' timestamps='' prefix=yes
show_all='' quiet='' format='' status='' no_tty='' index=1 listed=''

# An option, or another word: WORD [VALUE]
take() {
  case $command:$1 in
    *:-h | *:--help)
      usage
      exit
      ;;
    *:-p | *:--project-name) project=$2 ;;
    *:--project-directory) directory=$2 ;;
    *:--env-file) case $2 in /*) env_file=$2 ;; *) env_file=$PWD/$2 ;; esac ;;
    *:--engine) engine=$2 ;;
    *:--dry-run) dry_run=yes ;;
    up:--build) build_all=yes ;;
    up:--no-build) no_build=yes ;;
    up:--scale)
      is_service "\${2%%=*}" || misused "--scale $2: there is no service \${2%%=*}"
      case $2 in *=*) ;; *) misused "--scale takes SERVICE=NUMBER, not '$2'" ;; esac
      number_for "--scale \${2%%=*}" "\${2#*=}"
      scales="$2 $scales"
      ;;
    up:--pull)
      case $2 in always | missing | never | build) ;; *) misused "--pull takes always, missing, never or build, not '$2'" ;; esac
      pull_all=$2
      ;;
    up:--force-recreate) force=yes ;;
    up:--no-recreate) no_recreate=yes ;;
    up:--no-deps | restart:--no-deps) no_needs=yes ;;
    up:--wait) wait_too=yes ;;
    up:--wait-timeout)
      number_for "$1" "$2"
      wait_timeout=$2
      ;;
    up:-d | up:--detach | up:-y | up:--yes | up:--quiet-pull | build:-q | build:--quiet | pull:-q | pull:--quiet) ;;
    up:--remove-orphans | down:--remove-orphans) orphans_too=yes ;;
    up:-t | up:--timeout | down:-t | down:--timeout | stop:-t | stop:--timeout | restart:-t | restart:--timeout)
      number_for "$1" "$2"
      timeout=$2
      ;;
    down:-v | down:--volumes) volumes_too=yes ;;
    logs:-f | logs:--follow) follow=yes ;;
    logs:-n | logs:--tail)
      if [ "$2" = all ]; then tail=''; else number_for "$1" "$2" && tail=$2; fi
      ;;
    logs:--since) since=$2 ;;
    logs:--until) until=$2 ;;
    logs:-t | logs:--timestamps) timestamps=yes ;;
    logs:--no-log-prefix) prefix='' ;;
    logs:--no-color) ;;
    ps:-a | ps:--all) show_all=yes ;;
    ps:-q | ps:--quiet) quiet=yes ;;
    ps:--format) format=$2 ;;
    ps:--status) status=$2 ;;
    ps:--no-trunc) ;;
    config:--services | config:--images | config:--networks | config:--volumes) listed=\${1#--} ;;
    config:-q | config:--quiet) quiet=yes ;;
    exec:-T | exec:--no-tty | exec:--no-TTY) no_tty=yes ;;
    exec:-i | exec:--interactive | exec:-t | exec:--tty) ;;
    exec:--index)
      number_for "$1" "$2"
      index=$2
      ;;
    exec:-u | exec:--user | exec:-w | exec:--workdir | exec:-e | exec:--env | exec:-d | exec:--detach | exec:--privileged)
      # Behind all other words they wait for the engine.
      keep=yes
      ;;
    :-*) misused "there is no option $1 before the command" ;;
    *:-*) misused "$command has no option $1" ;;
    :*)
      case $1 in
        up | down | start | stop | restart | ps | logs | pull | build | exec | config) command=$1 ;;
        *) misused "there is no command $1" ;;
      esac
      ;;
    *)
      is_service "$1" || misused "there is no service $1"
      if [ "$command" = exec ]; then enough=yes; else wanted="$wanted $1"; fi
      ;;
  esac
}

# Does what the words say; those that are left are of exec: [SERVICE COMMAND...] [OPTION...]
go_on() {
  check_project_name
  if [ -z "$command" ]; then misused 'a command is missing'; fi
  if [ "$force$no_recreate" = yesyes ]; then misused '--force-recreate and --no-recreate exclude each other'; fi
  everything=''
  if [ -z "$wanted" ]; then
    everything=yes wanted=$services
    case $command in up | start | restart) wanted=\${unscheduled-$services} ;; esac
  fi
  case $command in
    ps) ask_engine ;;
    config)
      dry_run=yes
      prepare
      ;;
    *) prepare ;;
  esac
  case $command in
    up)
      if [ -n "$force" ]; then force=" $(in_order "$wanted" | tr '\\n' ' ')"; fi
      if [ -z "$no_needs" ]; then wanted=$(with_needs "$wanted"); else wanted=$(in_order "$wanted"); fi
      up
      ;;
    down | start | stop | logs)
      wanted=$(in_order "$wanted")
      "$command"
      ;;
    restart)
      if [ -z "$no_needs" ]; then wanted=$(with_dependants); fi
      stop
      start
      ;;
    pull)
      for one in $wanted; do pull_image "$one"; done
      ;;
    build)
      for one in $wanted; do
        image_of "$one"
        if [ -n "$builds" ]; then build_once "$builds"; fi
      done
      ;;
    ps) list ;;
    config) show_config ;;
    exec) inside "$@" ;;
  esac
}
`;

export const commands: string = `up() {
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
  set -- logs \${follow:+--follow} \${timestamps:+--timestamps} \${tail:+--tail "$tail"} \\
    \${since:+--since "$since"} \${until:+--until "$until"}
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
      for container in $(containers_of "$one"); do set -- --filter "name=^$container\\$" "$@"; done
    done
    case " $* " in *' --filter name='*) ;; *) return ;; esac
  fi
  if [ -n "$quiet" ]; then
    run "$engine" ps --quiet --no-trunc "$@"
    return
  fi
  case $format in
    '' | table)
      run "$engine" ps "$@" --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}\\t{{.Ports}}'
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
    images) for one in $wanted; do image_of "$one" && printf '%s\\n' "$image"; done | sort -u ;;
    networks) call make_networks | sed -n "s/^.* network create .*com.docker.compose.network=\\([^ ']*\\).*/\\1/p" ;;
    volumes) call make_volumes | sed -n "s/^.* volume create .*com.docker.compose.volume=\\([^ ']*\\).*/\\1/p" ;;
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
`;

export const containers: string = `# Makes a container what its definition says and starts it: SERVICE NUMBER
bring_up() {
  old=''
  define "$1" "$2" digest
  settle
  found=$(inspect container '{{.State.Running}} {{index .Config.Labels "com.docker.compose.config-hash"}}' "$name")
  case $found in
    '') ;;
    *)
      if [ -n "$no_recreate" ]; then found="\${found%% *} $hash"; fi
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
  others=$("$engine" ps --all --format '{{.Names}}' --filter label=com.docker.compose.oneoff=False \\
    --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$service" \\
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
  hash=$(printf '%s\\0' "$PWD" "$image_id" "$@" | sha256)
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
  with_values "$engine" create --pull never --name "$name" \\
    --label "com.docker.compose.project=$project" \\
    --label "com.docker.compose.project.working_dir=$PWD" \\
    --label "com.docker.compose.project.config_files=$compose_files" \\
    --label "com.docker.compose.service=$service" \\
    --label "com.docker.compose.container-number=$number" \\
    --label com.docker.compose.oneoff=False \\
    --label "com.docker.compose.depends_on=$depends_on" \\
    --label "com.docker.compose.config-hash=$hash" \\
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
  quietly "$engine" stop \${timeout:+-t "$timeout"} "$name"
}

is_running() {
  [ "$(inspect container '{{.State.Running}}' "$name")" = true ]
}

remove_container() {
  say "removing $name"
  stop_container
  quietly "$engine" rm --force \${volumes_too:+--volumes} "$name"
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
  for follower in $followers \${!-}; do kill "$follower" 2>/dev/null || :; done
  if [ -n "$work" ]; then rm -rf "$work"; fi
  exit "$status"
}
`;

export const copies: string = `# Copies the files of a definition into its container.
copy_files() {
  while [ "$1" != -- ]; do
    case $1 in
      file)
        if [ -n "$7" ]; then
          say "copying $2 into $name"
          # With --archive Podman gives the file to the user of the container.
          case $engine in *podman*) owned=false ;; *) owned=$6 ;; esac
          if [ -n "$dry_run" ]; then
            show "$engine" cp "--archive=$owned" - "$name:/"
          else
            printf %s "$7" >"$work/content"
            archive "$2" "$3" "$4" "$5" "$work/content" | "$engine" cp "--archive=$owned" - "$name:/" >/dev/null
          fi
        fi
        shift 7
        ;;
      workdir)
        make_workdir "$2"
        shift 2
        ;;
      secret | line) shift 3 ;;
      *) shift 2 ;;
    esac
  done
}

# Makes a working directory that the image lacks: PATH
make_workdir() {
  if [ -n "$dry_run" ]; then return; fi
  if [ -n "$("$engine" cp "$name:$1" - 2>/dev/null | head -c 1)" ]; then return; fi
  say "making the directory $1 in $name"
  printf %s "\${1%/}/" >"$work/path"
  {
    if [ "$(wc -c <"$work/path")" -gt 100 ]; then entry L ././@LongLink 0 0 0 "$work/path"; fi
    entry 5 "$(head -c 100 "$work/path")" 755 0 0 /dev/null
    zeros 1024
  } | "$engine" cp - "$name:/" >/dev/null
}

# A tar archive of one file, with the mode and the owner that the project gives: PATH MODE UID GID FILE
archive() {
  # A path that does not fit into its field comes before, as the content of an entry of its own.
  printf %s "$1" >"$work/path"
  if [ "$(wc -c <"$work/path")" -gt 100 ]; then entry L ././@LongLink 0 0 0 "$work/path"; fi
  entry 0 "$(head -c 100 "$work/path")" "$2" "$3" "$4" "$5"
  zeros 1024
}

# TYPE PATH MODE UID GID FILE
entry() {
  size=$(wc -c <"$6")
  {
    field 100 "$2"
    field 8 "$(printf '%07o' "0$3")"
    field 8 "$(printf '%07o' "$4")"
    field 8 "$(printf '%07o' "$5")"
    field 12 "$(printf '%011o' "$size")"
    field 12 00000000000
  } >"$work/head"
  {
    printf %s "$1"
    field 100 ''
    field 6 ustar
    printf 00
    field 247 ''
  } >"$work/tail"
  sum=$({
    cat "$work/head"
    printf '        '
    cat "$work/tail"
  } | od -A n -v -t u1 | awk '{ for (i = 1; i <= NF; i++) sum += $i } END { print sum }')
  cat "$work/head"
  field 7 "$(printf '%06o' "$sum")"
  printf ' '
  cat "$work/tail" "$6"
  zeros $(((512 - size % 512) % 512))
}

# A text with zero bytes up to a width: WIDTH TEXT
field() {
  printf %s "$2"
  zeros $(($1 - $(printf %s "$2" | wc -c)))
}

zeros() {
  dd if=/dev/zero bs=1 count="$1" 2>/dev/null
}
`;

export const execHooks: string = `# Runs a command in a container: WORD... -- OPTION... CONTAINER COMMAND...
run_inside() {
  take_values run_exec "$@"
}

run_exec() {
  with_values "$engine" exec "$@"
}
`;

export const external: string = `# Something that others made and that has to be there: KIND NAME
external() {
  if [ -z "$dry_run" ] && [ -z "$(inspect "$1" '{{.Name}}' "$2")" ]; then
    die "the $1 $2 is external and does not exist; create it with: $engine $1 create $2"
  fi
}
`;

export const images: string = `# Sees to it that the image of a service is there: SERVICE
image_for() {
  image_of "$1"
  missing=
  [ -n "$(inspect image '{{.Id}}' "$image")" ] || missing=yes
  if [ -n "$builds" ]; then
    if [ -n "$no_build" ]; then return; fi
    pull=\${pull_all:-$pull}
    if [ -n "$build_all$missing" ] || [ "$pull" = build ]; then build_once "$builds"; fi
  else
    case \${pull_all:-$pull}$missing in always* | missingyes | buildyes) pull_image "$1" ;; esac
  fi
}

# Builds an image, unless this run has built it: SERVICE
build_once() {
  case $built in *" $1 "*) return ;; esac
  built="$built$1 "
  build_image "$1"
}

# Reads a definition for its image: SERVICE
image_of() {
  define "$1" 1 :
  case $image in -*) die "$image is not the name of an image" ;; esac
}

pull_image() {
  image_of "$1"
  if [ -z "$builds" ]; then
    say "pulling $image"
    quietly "$engine" pull --quiet \${platform:+--platform "$platform"} "$image"
  fi
}
`;

export const networks: string = `# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if is_there network "$network" 'down and up make it anew' "$@"; then return; fi
  say "creating network $network"
  quietly "$engine" network create "$@" --label "transpose.sum=$sum" \\
    --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}
`;

export const noCopies: string = `copy_files() {
  :
}
`;

export const preStartHooks: string = `# Runs a container of its own before the service's first one starts, and waits for its end: WORD... -- OPTION...
run_before() {
  take_values run_hook "$@"
}

run_hook() {
  remove_hooks "$service"
  say "running a pre_start hook of $service"
  set -- --label "com.docker.compose.project=$project" --label "com.docker.compose.service=$service" \\
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
  for hook in $("$engine" ps --all --quiet --filter label=com.docker.compose.hook=pre_start \\
    --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1"); do
    "$engine" stop "$hook" >/dev/null
    "$engine" rm --force --volumes "$hook" >/dev/null
  done
}
`;

export const prepare: string = `# Goes to the project directory, and sees to it that nothing half-made stays.
prepare() {
  here=$(script_directory)
  directory=$(project_directory)
  cd -- "$directory"
  ask_engine
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
  read_project
}
`;

export const queries: string = `# Whether the engine is there, and the one that the options are written for.
ask_engine() {
  if [ -n "$dry_run" ]; then return; fi
  command -v "$engine" >/dev/null || die "there is no command $engine: install it, or name another with --engine"
  version=$("$engine" version 2>&1) ||
    die "$engine does not answer: $(printf '%s\\n' "$version" | tail -n 1)"
  case $written_for/\${version%%"$newline"*} in
    docker/*[Pp]odman*)
      die "this script is written for docker, and $engine is Podman here: convert again with --engine podman"
      ;;
    podman/*[Pp]odman*) ;;
    podman/Client:*)
      die "this script is written for podman, and $engine is Docker here: convert again with --engine docker"
      ;;
  esac
}

# Runs a function if this project has it: FUNCTION ARGUMENT...
call() {
  case " $functions " in *" $1 "*) "$@" ;; esac
}

# Reads the definition of a service, and goes on with its words: SERVICE NUMBER WHAT...
define() {
  service=$1 number=$2
  shift 2
  platform='' builds='' pull=missing replicas=1 single='' depends_on='' optional='' needs=''
  define_service "$@"
}

# What the engine says of an object; nothing when there is none: KIND TEMPLATE NAME
inspect() {
  [ -n "$dry_run" ] || "$engine" "$1" inspect --format "$2" "$3" 2>/dev/null || :
}

# The id of a network; its name where it is not made yet.
network_id() {
  id=$(inspect network '{{.Id}}' "$1")
  printf '%s\\n' "\${id:-$1}"
}

# Whether a network or volume is there; where it was made with other options, says so. Sets sum: KIND NAME HINT OPTION...
is_there() {
  kind=$1 made=$2 hint=$3
  shift 3
  sum=$(printf '%s\\0' "$@" | sha256)
  case $(inspect "$kind" '{{.Name}}={{index .Labels "transpose.sum"}}' "$made") in
    '') return 1 ;;
    *= | *"=$sum") ;;
    *) say "the $kind $made stays as it is, though its options are others now: $hint" ;;
  esac
}

container_id() {
  inspect container '{{.Id}}' "$1"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# The names of the containers of a service, as they are on the engine: SERVICE
containers_of() {
  if [ -n "$dry_run" ]; then
    at=1
    while [ "$at" -le "$(replicas_of "$1")" ]; do
      define "$1" "$at" print_name
      at=$((at + 1))
    done
  else
    "$engine" ps --all --format '{{.Names}}' --filter label=com.docker.compose.oneoff=False \\
      --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1" | sort
  fi
}

print_name() {
  printf '%s\\n' "$name"
}

# How many containers a service has: SERVICE
replicas_of() {
  for scale in $scales; do
    case $scale in
      "$1="*)
        echo "\${scale#*=}"
        return
        ;;
    esac
  done
  define "$1" 1 print_replicas
}

print_replicas() {
  echo "$replicas"
}

# The services that one is restarted with: SERVICE
restarted_with() {
  define "$1" 1 print_restarts
}

print_restarts() {
  for dependency in $(printf %s "$depends_on" | tr , ' '); do
    case $dependency in *:true) printf '%s\\n' "\${dependency%%:*}" ;; esac
  done
}
`;

export const quietly: string = `# Runs a command that changes something, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}
`;

export const volumes: string = `# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if is_there volume "$volume" "remove it, with its data, and up makes it anew" "$@"; then return; fi
  say "creating volume $volume"
  quietly "$engine" volume create "$@" --label "transpose.sum=$sum" \\
    --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}
`;

export const waits: string = `# How long a container may take to get healthy, in seconds.
wait_timeout=\${WAIT_TIMEOUT:-3600}

# Waits for what a service depends on: SERVICE
wait_before() {
  define "$1" 1 :
  optional_ones=" $optional "
  for dependency in $(printf %s "$depends_on" | tr , ' '); do
    other=\${dependency%%:*}
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
      printf '# wait until %s is %s\\n' "$waited_for" "$1"
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
        say "$1 is not healthy: \${state:-gone}"
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
`;

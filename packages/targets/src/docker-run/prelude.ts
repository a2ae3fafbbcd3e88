/**
 * The fixed functions of the script, in sections; a section is printed when the project needs it. POSIX sh that dash,
 * bash and busybox run alike. A definition hands its words to a function: first what is no option (`secret NAME VALUE`,
 * `line NAME VALUE`, `file PATH MODE UID GID KEEP CONTENT`, `directory PATH`, `shares ID`), then `--`, then the options
 * of `create`, the image and the command.
 */

/** Words for people, commands that change something, and `--dry-run`. */
export const messages = `# Words for people go to standard error.
say() {
  printf '%s: %s\\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# Prints a command so that a shell reads it back.
show() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_@%+=:,./-]*)
        quoted=
        while :; do
          case $word in
            *\\'*)
              quoted=$quoted\${word%%\\'*}"'\\\\''"
              word=\${word#*\\'}
              ;;
            *) break ;;
          esac
        done
        word="'$quoted$word'"
        ;;
    esac
    line=\${line:+$line }$word
  done
  printf '%s\\n' "$line"
}

# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}

# The same, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}
`;

/** What the engine knows. */
export const queries = `# What the engine says of an object; nothing when there is none: KIND TEMPLATE NAME
inspect() {
  [ -n "$dry_run" ] || "$engine" "$1" inspect --format "$2" "$3" 2>/dev/null || :
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
`;

/** Networks of the project. */
export const networkFunctions = `# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if [ -z "$(inspect network '{{.Name}}' "$network")" ]; then
    say "creating network $network"
    quietly "$engine" network create "$@" \\
      --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
  fi
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}
`;

/** Volumes of the project. */
export const volumeFunctions = `# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if [ -z "$(inspect volume '{{.Name}}' "$volume")" ]; then
    say "creating volume $volume"
    quietly "$engine" volume create "$@" \\
      --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
  fi
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}
`;

/** What others made. */
export const externalFunctions = `# Something that others made and that has to be there: KIND NAME
external() {
  if [ -z "$dry_run" ] && [ -z "$(inspect "$1" '{{.Name}}' "$2")" ]; then
    die "the $1 $2 is external and does not exist; create it with: $engine $1 create $2"
  fi
}
`;

/** Images: pulled or built. */
export const imageFunctions = `# Sees to it that the image of a service is there: SERVICE
image_for() {
  define "$1" 1 :
  missing=
  [ -n "$(inspect image '{{.Id}}' "$image")" ] || missing=yes
  if [ -n "$builds" ]; then
    if [ -n "$no_build" ]; then return; fi
    if [ -n "$build_all$missing" ] || [ "$pull" = build ]; then build_image "$1"; fi
  elif [ "$pull" = always ] || [ "$pull$missing" = missingyes ]; then
    pull_image "$1"
  fi
}

pull_image() {
  define "$1" 1 :
  if [ -z "$builds" ]; then
    say "pulling $image"
    quietly "$engine" pull --quiet \${platform:+--platform "$platform"} "$image"
  fi
}
`;

/** Containers: made, made anew when something changed, put back when that fails. */
export const containerFunctions = `# Makes a container what its definition says and starts it: SERVICE NUMBER
bring_up() {
  old=''
  define "$1" "$2" digest
  found=$(inspect container '{{.State.Running}} {{index .Config.Labels "com.docker.compose.config-hash"}}' "$name")
  case $found in
    "true $hash")
      if [ -n "$restart" ]; then
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
      ;;
    *)
      say "making $name anew"
      making=$name step=stopping
      stop_container
      quietly "$engine" rename "$name" "$name.old"
      old=$name.old
      ;;
  esac
  making=$name step=creating
  define "$1" "$2" create
  define "$1" "$2" copy_files
  start_container
  making=''
  if [ -n "$old" ]; then quietly "$engine" rm --force "$old"; fi
  fresh="$fresh$1 "
}

# The fingerprint of a container: where it runs, its image, and all words of its definition.
digest() {
  image_id=$(inspect image '{{.Id}}' "$image")
  hash=$(printf '%s\\0' "$PWD" "$image_id" "$@" | sha256)
}

# Secrets go to the engine through the environment, never through arguments.
create() (
  while [ "$1" != -- ]; do
    case $1 in
      secret)
        export "$2=$3"
        shift 3
        ;;
      line)
        printf '%s=%s\\n' "$2" "$3" >>"$work/env"
        shift 3
        ;;
      directory)
        run mkdir -p "$2"
        shift 2
        ;;
      file) shift 7 ;;
      *) shift 2 ;;
    esac
  done
  shift
  while read -r volume target; do
    if [ -n "$volume" ] && ! mentioned "$target" "$@"; then set -- --volume "$volume:$target" "$@"; fi
  done <<END
$(anonymous_volumes)
END
  quietly "$engine" create --pull never --name "$name" \\
    --label "com.docker.compose.project=$project" \\
    --label "com.docker.compose.project.working_dir=$PWD" \\
    --label "com.docker.compose.project.config_files=$compose_files" \\
    --label "com.docker.compose.service=$service" \\
    --label "com.docker.compose.container-number=$number" \\
    --label com.docker.compose.oneoff=False \\
    --label "com.docker.compose.depends_on=$depends_on" \\
    --label "com.docker.compose.config-hash=$hash" \\
    --label "com.docker.compose.image=$image_id" "$@"
)

# The volumes without a name of the container that is replaced, with their places; they go over to the new one.
anonymous_volumes() {
  if [ -n "$old" ]; then
    inspect container '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{.Destination}}{{println}}{{end}}{{end}}' "$old" |
      grep -E '^[0-9a-f]{64} ' || :
  fi
}

# Whether a definition says what is mounted at a place: PLACE OPTION...
mentioned() {
  place=$1
  shift
  for word in "$@"; do
    case $word in
      *:"$place" | *:"$place":* | *target="$place" | *target="$place",* | "$place" | "$place":*) return 0 ;;
    esac
  done
  return 1
}

# Starts the container whose definition was read last.
start_container() {
  if [ "$number" = 1 ]; then pre_start; fi
  quietly "$engine" start "$name"
  post_start
}

stop_container() {
  if [ -n "$dry_run" ] || [ "$(inspect container '{{.State.Running}}' "$name")" = true ]; then pre_stop; fi
  quietly "$engine" stop "$name"
}

remove_container() {
  say "removing $name"
  stop_container
  quietly "$engine" rm --force \${volumes_too:+--volumes} "$name"
}

# Runs when the script ends, by whatever: nothing half-made stays.
clean_up() {
  status=$?
  trap - EXIT HUP INT TERM
  if [ -n "$making" ]; then
    say "$making could not be made"
    if [ "$step" = creating ]; then "$engine" rm --force "$making" >/dev/null 2>&1 || :; fi
    if [ -n "$old" ]; then "$engine" rename "$old" "$making" || :; fi
    if [ -n "$old" ] || [ "$step" = stopping ]; then
      say "going back to $making as it was"
      "$engine" start "$making" >/dev/null || :
    fi
  fi
  if [ -n "$work" ]; then rm -rf "$work"; fi
  exit "$status"
}
`;

/** Anonymous volumes that a definition names. */
export const carriedFunction = `# The volume without a name that goes over to the new container, as a field of --mount: PLACE
carried() {
  anonymous_volumes | while read -r volume target; do
    if [ "$target" = "$1" ]; then printf ',source=%s' "$volume"; fi
  done
}
`;

/** Files that are copied into a container before it starts. */
export const copyFunctions = `# Copies the files of a definition into its container.
copy_files() {
  while [ "$1" != -- ]; do
    case $1 in
      file)
        say "copying $2 into $name"
        if [ -n "$dry_run" ]; then
          show "$engine" cp \${6:+--archive} - "$name:/"
        else
          printf %s "$7" >"$work/content"
          archive "$2" "$3" "$4" "$5" "$work/content" | "$engine" cp \${6:+--archive} - "$name:/" >/dev/null
        fi
        shift 7
        ;;
      secret | line) shift 3 ;;
      *) shift 2 ;;
    esac
  done
}

# A tar archive of one file, with the mode and the owner that the project gives: PATH MODE UID GID FILE
archive() {
  size=$(wc -c <"$5")
  {
    field 100 "$1"
    field 8 "$(printf '%07o' "0$2")"
    field 8 "$(printf '%07o' "$3")"
    field 8 "$(printf '%07o' "$4")"
    field 12 "$(printf '%011o' "$size")"
    field 12 00000000000
  } >"$work/head"
  {
    printf 0
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
  cat "$work/tail" "$5"
  zeros $(((512 - size % 512) % 512 + 1024))
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

/** Stands for them where a project copies nothing. */
export const noCopies = `copy_files() {
  :
}
`;

/** Conditions of `depends_on`. */
export const waitFunctions = `# How long a container may take to get healthy, in seconds.
wait_timeout=\${WAIT_TIMEOUT:-3600}

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

/** Lifecycle hooks with a container of their own. */
export const preStartFunctions = `# Runs a container of its own before the service's first one starts, and waits for its end: secret NAME VALUE... -- OPTION...
run_before() (
  while [ "$1" != -- ]; do
    export "$2=$3"
    shift 3
  done
  shift
  say "running a pre_start hook of $service"
  set -- --label "com.docker.compose.project=$project" --label "com.docker.compose.service=$service" \\
    --label com.docker.compose.hook=pre_start --volumes-from "$name" "$@"
  if [ -n "$dry_run" ]; then
    show "$engine" run --rm --pull missing "$@"
  else
    hook=$("$engine" run --detach --pull missing "$@")
    code=$("$engine" wait "$hook")
    "$engine" logs "$hook" >&2
    "$engine" rm --volumes "$hook" >/dev/null
    if [ "$code" != 0 ]; then die "the pre_start hook of $service failed with exit code $code"; fi
  fi
)
`;

/** Lifecycle hooks inside a container. */
export const execFunctions = `# Runs a command in a container: secret NAME VALUE... -- OPTION... CONTAINER COMMAND...
run_inside() (
  while [ "$1" != -- ]; do
    export "$2=$3"
    shift 3
  done
  shift
  run "$engine" exec "$@"
)
`;

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

reversed() {
  list=''
  for word in $wanted; do list="$word $list"; done
  echo "$list"
}

# The services of a list, in the order of start: SERVICE...
in_order() {
  for one in $services; do
    case " $* " in *" $one "*) echo "$one" ;; esac
  done
}
`;

/** Reading the command line. */
export const commandLine = `misused() {
  say "$@"
  say "see $0 --help"
  exit 2
}

main() {
  command='' wanted=''
  while [ $# -gt 0 ]; do
    case $1 in
      -p | --project-name | --project-directory | --engine | --scale | --tail | --index)
        if [ $# -lt 2 ]; then misused "$1 needs a value"; fi
        ;;
    esac
    case $1 in
      -h | --help)
        usage
        return
        ;;
      -p | --project-name) project=$2 && shift ;;
      --project-directory) directory=$2 && shift ;;
      --engine) engine=$2 && shift ;;
      --scale) scales="$scales $2" && shift ;;
      --tail) tail=$2 && shift ;;
      --index) index=$2 && shift ;;
      --dry-run) dry_run=yes ;;
      --build) build_all=yes ;;
      --no-build) no_build=yes ;;
      --remove-orphans) orphans_too=yes ;;
      -v | --volumes) volumes_too=yes ;;
      -f | --follow) follow=yes ;;
      -d | --detach) ;;
      -*) misused "there is no option $1" ;;
      *)
        if [ -z "$command" ]; then
          command=$1
        elif ! needs_of "$1" >/dev/null; then
          misused "there is no service $1"
        elif [ "$command" = exec ]; then
          break
        else
          wanted="$wanted $1"
        fi
        ;;
    esac
    shift
  done
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*) misused "$project is no name of a project: lower-case letters, digits, - and _" ;;
  esac
  everything=''
  if [ -z "$wanted" ]; then everything=yes wanted=$services; fi
  case $command in
    '') misused 'a command is needed' ;;
    up)
      prepare
      needed=''
      for one in $wanted; do needed="$needed $(needs_of "$one")"; done
      wanted=$(in_order "$needed")
      up
      ;;
    down | start | stop | logs)
      prepare
      wanted=$(in_order "$wanted")
      "$command"
      ;;
    restart)
      prepare
      wanted=$(in_order "$wanted")
      stop
      start
      ;;
    pull)
      prepare
      for one in $wanted; do pull_image "$one"; done
      ;;
    build)
      prepare
      for one in $wanted; do build_image "$one"; done
      ;;
    ps)
      run "$engine" ps --all --filter "label=com.docker.compose.project=$project" \\
        --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}\\t{{.Ports}}'
      ;;
    exec)
      prepare
      inside "$@"
      ;;
    *) misused "there is no command $command" ;;
  esac
}
`;

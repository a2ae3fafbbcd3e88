#!/bin/sh
# voting: runs the containers of a Docker Compose project, without Compose.
# Written by transpose. To change it, change the Compose file and convert it again.
set -eu

project=voting
engine=docker
services='redis vote db result worker'

# Set by options, see --help.
directory='' dry_run='' build_all='' no_build='' scales=''
volumes_too='' orphans_too='' follow='' tail='' index=1
newline='
'
carriage_return=$(printf '\r')

# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 fresh=' ' built=' ' restart=''

usage() {
  echo "Usage: $0 [OPTION...] COMMAND [SERVICE...]"
  printf '%s\n' \
    'Commands (SERVICE...: only these, else all):' \
    '  up [SERVICE...]         make and start containers; what did not change is left alone' \
    '  down [SERVICE...]       stop and remove containers and networks; -v removes volumes as well' \
    '  start, stop, restart [SERVICE...]' \
    '  ps                      list the containers' \
    '  logs [-f] [SERVICE...]  show their output' \
    '  pull, build [SERVICE...]' \
    '  exec SERVICE COMMAND...' \
    '' \
    Options: \
    '  -p, --project-name NAME     instead of voting; projects of other names live side by side' \
    '  --project-directory DIR     where the Compose file and the files that it names are' \
    '  --engine COMMAND            the command to use instead of docker' \
    '  --dry-run                   show the commands that change something, as for an empty engine' \
    '  --scale SERVICE=NUMBER      up: so many containers of a service' \
    '  --build                     up: build images even when they are there' \
    '  --no-build                  up: build none' \
    '  -v, --volumes               down: remove volumes, and the data in them' \
    '  --remove-orphans            down: remove containers of services that are no more' \
    '  -f, --follow; --tail LINES  logs' \
    '  --index NUMBER              exec: in which container of the service' \
    '' \
    'WAIT_TIMEOUT in the environment: how many seconds to wait for a healthy container (3600)' \
    '' \
    'Services: redis vote db result worker'
}

# ---- How things are done ----

# Words for people go to standard error.
say() {
  printf '%s: %s\n' "$project" "$*" >&2
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
            *\'*)
              quoted=$quoted${word%%\'*}"'\\''"
              word=${word#*\'}
              ;;
            *) break ;;
          esac
        done
        word="'$quoted$word'"
        ;;
    esac
    line=${line:+$line }$word
  done
  printf '%s\n' "$line"
}

# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}

# The same, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}

# What the engine says of an object; nothing when there is none: KIND TEMPLATE NAME
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
    "$engine" ps --all --format '{{.Names}}' --filter label=com.docker.compose.oneoff=False \
      --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1" | sort
  fi
}

print_name() {
  printf '%s\n' "$name"
}

# How many containers a service has: SERVICE
replicas_of() {
  for scale in $scales; do
    case $scale in
      "$1="*)
        echo "${scale#*=}"
        return
        ;;
    esac
  done
  define "$1" 1 print_replicas
}

print_replicas() {
  echo "$replicas"
}

# Whether a line of the engine's --env-file can hold a value: VALUE
fits() {
  case $1 in *"$newline"* | *"$carriage_return"*) return 1 ;; esac
  case $engine in *podman*) case $1 in *[\'\"\`\\\#]*) return 1 ;; esac ;; esac
  [ "${#1}" -lt 16000 ]
}

# Takes the values of a definition that no argument may show, and goes on with its options: FUNCTION WORD... -- OPTION...
# They become lines of an --env-file, which is a pipe: none of their names is one of this shell or of the engine. What no
# line can hold comes last, for the engine's environment.
take_values() {
  next=$1 values='' names='' many=0
  shift
  while [ "$1" != -- ]; do
    case $1 in
      secret | line)
        if [ -n "$dry_run" ]; then
          # What is shown has the names, which a pipe would hide.
          case $2 in *[!A-Za-z0-9_.-]*) ;; *) names="$names $2" ;; esac
        elif fits "$3"; then
          values="$values$2=$3$newline"
        elif [ "$1" = secret ]; then
          set -- "$@" "$2=$3"
          names="$names $2" many=$((many + 1))
        else
          die "$engine cannot be given this value of $2: it has line breaks or is too long"
        fi
        shift 3
        ;;
      file) shift 7 ;;
      *) shift 2 ;;
    esac
  done
  shift
  for variable in $names; do set -- --env "$variable" "$@"; done
  if [ -n "$values" ]; then set -- --env-file /dev/stdin "$@"; fi
  "$next" "$@"
}

# Runs a command of the engine with the values that were taken: COMMAND... NAME=VALUE...
with_values() {
  left=$(($# - many))
  set -- "$@" --
  while [ "$left" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  if [ -n "$dry_run" ]; then
    while [ "$1" != -- ]; do shift; done
    shift
    show "$@"
  elif [ -n "$values" ]; then
    printf %s "$values" | with_environment "$@"
  else
    (with_environment "$@")
  fi
}

# Becomes a command with more variables. From here on nothing goes by a variable of this shell: NAME=VALUE... -- COMMAND...
with_environment() {
  while [ "$1" != -- ]; do
    export "${1?}"
    shift
  done
  shift
  exec "$@"
}

# Takes lines NAME=VALUE for variables of this shell, those whose names begin with PREFIX; \n, \r and \\ in a value are
# what they are to printf. Values are data: nothing in them is run. FILE PREFIX
read_values() {
  while IFS= read -r line; do
    case ${line%%=*} in
      *[!A-Za-z0-9_]*) continue ;;
      "$2"*) ;;
      *) continue ;;
    esac
    set_to "${line%%=*}" "$(printf '%bx' "${line#*=}")"
  done <"$1"
}

# Only the name is read as a command, and it is nothing but letters, digits and _: NAME VALUEx
set_to() {
  eval "$1=\${2%x}"
}

# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if [ -z "$(inspect network '{{.Name}}' "$network")" ]; then
    say "creating network $network"
    quietly "$engine" network create "$@" \
      --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
  fi
}

remove_network() {
  if [ -n "$dry_run" ] || [ -n "$(inspect network '{{.Name}}' "$1")" ]; then
    say "removing network $1"
    quietly "$engine" network rm "$1"
  fi
}

# Makes a volume unless it is there: KEY NAME OPTION...
volume() {
  key=$1 volume=$2
  shift 2
  if [ -z "$(inspect volume '{{.Name}}' "$volume")" ]; then
    say "creating volume $volume"
    quietly "$engine" volume create "$@" \
      --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
  fi
}

remove_volume() {
  if [ -n "$dry_run" ] || [ -n "$(inspect volume '{{.Name}}' "$1")" ]; then
    say "removing volume $1"
    quietly "$engine" volume rm "$1"
  fi
}

# Sees to it that the image of a service is there: SERVICE
image_for() {
  image_of "$1"
  missing=
  [ -n "$(inspect image '{{.Id}}' "$image")" ] || missing=yes
  if [ -n "$builds" ]; then
    if [ -n "$no_build" ]; then return; fi
    if [ -n "$build_all$missing" ] || [ "$pull" = build ]; then build_once "$builds"; fi
  elif [ "$pull" = always ] || [ "$pull$missing" = missingyes ]; then
    pull_image "$1"
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
  case $image in -*) die "$image is no name of an image" ;; esac
}

pull_image() {
  image_of "$1"
  if [ -z "$builds" ]; then
    say "pulling $image"
    quietly "$engine" pull --quiet ${platform:+--platform "$platform"} "$image"
  fi
}

# Makes a container what its definition says and starts it: SERVICE NUMBER
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
  define "$1" "$2" make_directories
  if [ -n "$dry_run" ]; then define "$1" "$2" create; else define "$1" "$2" create >/dev/null; fi
  define "$1" "$2" copy_files
  start_container
  making=''
  if [ -n "$old" ]; then quietly "$engine" rm --force "$old"; fi
  fresh="$fresh$1 "
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
        run mkdir -p "$2"
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
  quietly "$engine" rm --force ${volumes_too:+--volumes} "$name"
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

copy_files() {
  :
}

# How long a container may take to get healthy, in seconds.
wait_timeout=${WAIT_TIMEOUT:-3600}

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

up() {
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
        show "$engine" logs ${follow:+--follow} ${tail:+--tail "$tail"} "$container"
      elif [ -n "$follow" ]; then
        "$engine" logs --follow ${tail:+--tail "$tail"} "$container" 2>&1 | sed "s/^/$container | /" &
      else
        "$engine" logs ${tail:+--tail "$tail"} "$container" 2>&1 | sed "s/^/$container | /"
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

# ---- The project ----

# Goes to the project directory: --project-directory, or where the Compose file is: beside the script, above it, here.
prepare() {
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
  if [ -z "$directory" ]; then
    directory=$here
    for place in "$here" "$here/.." "$PWD"; do
      if [ -e "$place"/compose.yaml ]; then
        directory=$place
        break
      fi
    done
  fi
  cd "$directory"
  compose_files="${PWD}/compose.yaml"
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
  read_secrets
}

# Reads the secret values beside the script. They are data: nothing in them is run.
read_secrets() {
  if [ -e "$here"/run.secrets.env ]; then
    read_values "$here"/run.secrets.env SECRET_
  elif [ -n "$dry_run" ]; then
    SECRET_POSTGRES_PASSWORD=''
  else
    die "the secret values are missing: $here/"run.secrets.env
  fi
}

make_networks() {
  network front-tier "${project}_front-tier"
  network back-tier "${project}_back-tier"
}

remove_networks() {
  remove_network "${project}_front-tier"
  remove_network "${project}_back-tier"
}

make_volumes() {
  volume db-data "${project}_db-data"
}

remove_volumes() {
  remove_volume "${project}_db-data"
}

# redis
define_redis() {
  name="${project}-redis-${number}"
  image=redis:alpine
  "$@" \
    -- \
    --network "name=${project}_back-tier,alias=${name},alias=redis" \
    --volume ./healthchecks:/healthchecks \
    --health-cmd /healthchecks/redis.sh \
    --health-interval 5s \
    "$image"
}

# vote
define_vote() {
  name="${project}-vote-${number}"
  image="${project}-vote"
  builds=vote
  depends_on=redis:service_healthy:false
  "$@" \
    -- \
    --network "name=${project}_back-tier,alias=${name},alias=vote" \
    --network "name=${project}_front-tier,alias=${name},alias=vote" \
    --publish 5000:80 \
    --health-cmd 'curl -f http://localhost' \
    --health-interval 15s \
    --health-timeout 5s \
    --health-retries 3 \
    --health-start-period 10s \
    "$image"
}

# db
define_db() {
  name="${project}-db-${number}"
  image=postgres:15-alpine
  "$@" \
    secret POSTGRES_PASSWORD "${SECRET_POSTGRES_PASSWORD}" \
    -- \
    --env POSTGRES_USER=postgres \
    --network "name=${project}_back-tier,alias=${name},alias=db" \
    --volume "${project}_db-data:/var/lib/postgresql/data" \
    --volume ./healthchecks:/healthchecks \
    --health-cmd /healthchecks/postgres.sh \
    --health-interval 5s \
    "$image"
}

# result
define_result() {
  name="${project}-result-${number}"
  image="${project}-result"
  builds=result
  depends_on=db:service_healthy:false
  "$@" \
    -- \
    --network "name=${project}_back-tier,alias=${name},alias=result" \
    --network "name=${project}_front-tier,alias=${name},alias=result" \
    --publish 5001:80 \
    --publish 127.0.0.1:9229:9229 \
    --entrypoint nodemon \
    "$image" --inspect=0.0.0.0 server.js
}

# worker
define_worker() {
  name="${project}-worker-${number}"
  image="${project}-worker"
  builds=worker
  depends_on=redis:service_healthy:false,db:service_healthy:false
  "$@" \
    -- \
    --network "name=${project}_back-tier,alias=${name},alias=worker" \
    "$image"
}

define() { # SERVICE NUMBER WHAT...
  service=$1 number=$2
  shift 2
  platform='' builds='' pull=missing replicas=1 single='' depends_on=''
  case $service in
    redis)
      define_redis "$@"
      ;;
    vote)
      define_vote "$@"
      ;;
    db)
      define_db "$@"
      ;;
    result)
      define_result "$@"
      ;;
    worker)
      define_worker "$@"
      ;;
  esac
}

# Builds an image: NAME=VALUE... -- WORD...
run_build() {
  many=0 values=''
  while [ "$1" != -- ]; do
    set -- "$@" "$1"
    shift
    many=$((many + 1))
  done
  shift
  set -- "$engine" build --label "com.docker.compose.project=$project" --label "com.docker.compose.service=$service" "$@"
  if [ -n "$dry_run" ]; then with_values "$@"; else with_values "$@" >&2; fi
}

build_image() {
  service=$1
  case $service in
    vote)
      say 'building vote'
      run_build \
        -- \
        --tag "${project}-vote" \
        ./vote
      ;;
    result)
      say 'building result'
      run_build \
        -- \
        --tag "${project}-result" \
        ./result
      ;;
    worker)
      say 'building worker'
      run_build \
        -- \
        --tag "${project}-worker" \
        ./worker
      ;;
  esac
}

# Waits for what a service depends on: SERVICE
wait_before() {
  case $1 in
    vote)
      wait_for healthy redis || die 'can not start vote: redis is not healthy'
      ;;
    result)
      wait_for healthy db || die 'can not start result: db is not healthy'
      ;;
    worker)
      wait_for healthy redis || die 'can not start worker: redis is not healthy'
      wait_for healthy db || die 'can not start worker: db is not healthy'
      ;;
  esac
}

# The services that this one is restarted with: SERVICE
restarted_with() {
  :
}

pre_start() {
  :
}

post_start() {
  :
}

pre_stop() {
  :
}

# The services that one needs, as its definition names them: SERVICE
needs_of() {
  case $1 in
    vote)
      echo redis
      ;;
    result)
      echo db
      ;;
    worker)
      echo 'redis db'
      ;;
  esac
}

# ---- The command line ----

misused() {
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
        elif ! is_service "$1"; then
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
      wanted=$(with_needs "$wanted")
      up
      ;;
    down | start | stop | logs)
      prepare
      wanted=$(in_order "$wanted")
      "$command"
      ;;
    restart)
      prepare
      wanted=$(with_dependants)
      stop
      start
      ;;
    pull)
      prepare
      for one in $wanted; do pull_image "$one"; done
      ;;
    build)
      prepare
      for one in $wanted; do
        image_of "$one"
        if [ -n "$builds" ]; then build_once "$builds"; fi
      done
      ;;
    ps)
      run "$engine" ps --all --filter "label=com.docker.compose.project=$project" \
        --format 'table {{.Names}}\t{{.Image}}\t{{.Status}}\t{{.Ports}}'
      ;;
    exec)
      prepare
      inside "$@"
      ;;
    *) misused "there is no command $command" ;;
  esac
}

main "$@"

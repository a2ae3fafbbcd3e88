#!/bin/sh
# shop: runs the containers of a Docker Compose project, without Compose. See --help.
# Written by transpose. To change it, change the Compose file and convert it again.
set -eu

project='shop'
engine=docker
services='db cache migrate api worker web'
# What is in the project directory, where relative paths begin, and whether there are any.
compose_file='compose.yaml' relative_paths=yes
# The parts that this project has.
functions='make_networks remove_networks make_volumes remove_volumes build_image'

# db
define_db() {
  name="${project}-db-${number}"
  image='postgres:17-alpine'
  "$@" \
    secret POSTGRES_PASSWORD "${VAR_DB_PASSWORD:?set it in .env}" \
    -- \
    --env POSTGRES_USER=shop \
    --env POSTGRES_DB=shop \
    --network "name=${project}_back,alias=${name},alias=db" \
    --shm-size 128m \
    --volume "${project}_db-data:/var/lib/postgresql/data" \
    --volume ./db/init.sql:/docker-entrypoint-initdb.d/init.sql:ro \
    --health-cmd "pg_isready -U \$POSTGRES_USER" \
    --health-interval 5s \
    --health-retries 10 \
    --restart unless-stopped \
    "$image"
}

# cache
define_cache() {
  name="${project}-cache-${number}"
  image='valkey/valkey:8-alpine'
  "$@" \
    -- \
    --network "name=${project}_back,alias=${name},alias=cache" \
    --ulimit nofile=65536 \
    --restart unless-stopped \
    "$image" valkey-server --maxmemory 64mb --maxmemory-policy allkeys-lru
}

# migrate
define_migrate() {
  name="${project}-migrate-${number}"
  image="registry.example/shop/api:${VAR_SHOP_VERSION:-1.4.0}"
  builds='api'
  depends_on='db:service_healthy:false'
  needs='db'
  "$@" \
    secret DATABASE_URL "postgres://shop:${VAR_DB_PASSWORD:?set it in .env}@db:5432/shop" \
    -- \
    --network "name=${project}_back,alias=${name},alias=migrate" \
    --restart no \
    "$image" node migrate.js --to latest
}

# api
define_api() {
  name="${project}-api-${number}"
  image="registry.example/shop/api:${VAR_SHOP_VERSION:-1.4.0}"
  builds='api'
  replicas=2
  depends_on='db:service_healthy:false,cache:service_started:false,migrate:service_completed_successfully:false'
  needs='db cache migrate'
  "$@" \
    secret DATABASE_URL "postgres://shop:${VAR_DB_PASSWORD:?set it in .env}@db:5432/shop" \
    -- \
    --env CACHE_URL=redis://cache:6379/0 \
    --env LOG_LEVEL=debug \
    --env "PUBLIC_NAME=Bärbel's \$5 shop" \
    --network "name=${project}_back,alias=${name},alias=api" \
    --network "name=${project}_front,alias=${name},alias=api" \
    --user 1000:1000 \
    --stop-timeout 25 \
    --expose 3000 \
    --cpus 0.75 \
    --memory 384m \
    --memory-reservation 128m \
    --log-driver json-file \
    --log-opt max-size=10m \
    --log-opt max-file=3 \
    --mount type=bind,source=./secrets/payment-key.pem,target=/run/secrets/payment-key.pem,readonly \
    --health-cmd 'wget -q -O /dev/null http://localhost:3000/health || exit 1' \
    --health-interval 15s \
    --health-start-period 20s \
    --health-start-interval 1s \
    --restart unless-stopped \
    "$image"
}

# worker
define_worker() {
  name="${project}-worker-${number}"
  image="registry.example/shop/api:${VAR_SHOP_VERSION:-1.4.0}"
  builds='api'
  depends_on='migrate:service_completed_successfully:false'
  needs='migrate'
  "$@" \
    secret SMTP_PASSWORD "${SECRET_SMTP_PASSWORD}" \
    secret DATABASE_URL "postgres://shop:${VAR_DB_PASSWORD:?set it in .env}@db:5432/shop" \
    -- \
    --env SMTP_HOST=mail.example \
    --env SMTP_USER=shop \
    --env 'MAIL_FROM=Shop <shop@example.com>' \
    --env CACHE_URL=redis://cache:6379/0 \
    --network "name=${project}_back,alias=${name},alias=worker" \
    --network "name=${project}_front,alias=${name},alias=worker" \
    --log-driver json-file \
    --log-opt max-size=10m \
    --log-opt max-file=3 \
    --restart on-failure:5 \
    "$image" node worker.js --queues mail,invoices --concurrency 4
}

# web
define_web() {
  name="${project}-web-${number}"
  image='nginx:1.29-alpine'
  depends_on='api:service_healthy:false'
  needs='api'
  "$@" \
    -- \
    --network "name=${project}_front,alias=${name},alias=web" \
    --read-only \
    --publish 8000:80 \
    --log-driver json-file \
    --log-opt max-size=10m \
    --log-opt max-file=3 \
    --tmpfs /var/cache/nginx \
    --tmpfs /run \
    --mount type=bind,source=./config/nginx.conf,target=/etc/nginx/conf.d/default.conf,readonly \
    --health-cmd 'wget -q -O /dev/null http://localhost/healthz' \
    --health-interval 10s \
    --health-timeout 2s \
    --health-retries 3 \
    --restart unless-stopped \
    "$image"
}

make_networks() {
  network front "${project}_front"
  network back "${project}_back" \
    --internal
}

remove_networks() {
  remove_network "${project}_front"
  remove_network "${project}_back"
}

make_volumes() {
  volume db-data "${project}_db-data" \
    --label com.example.backup=daily
}

remove_volumes() {
  remove_volume "${project}_db-data"
}

build_image() {
  service=$1
  case $service in
    api)
      say 'building api'
      run_build \
        -- build \
        --label "com.docker.compose.project=$project" \
        --label "com.docker.compose.service=$service" \
        --build-arg NODE_ENV=production \
        --tag "registry.example/shop/api:${VAR_SHOP_VERSION:-1.4.0}" \
        --target production \
        ./api
      ;;
  esac
}

define_service() {
  case $service in
    db) define_db "$@" ;;
    cache) define_cache "$@" ;;
    migrate) define_migrate "$@" ;;
    api) define_api "$@" ;;
    worker) define_worker "$@" ;;
    web) define_web "$@" ;;
  esac
}

# The variables of the Compose file: from the environment, else from the env file. They are data: nothing in them is run.
read_variables() {
  if [ -n "$env_file" ]; then
    set -- "$env_file"
  elif [ -f "$here/.env" ]; then
    set -- "$here/.env"
  elif [ -f .env ]; then
    set -- ./.env
  fi
  unset VAR_DB_PASSWORD VAR_SHOP_VERSION
  read_env_files 'DB_PASSWORD SHOP_VERSION' "$@" /dev/null >"$work/variables"
  read_values "$work/variables" VAR_
  [ -n "${VAR_DB_PASSWORD:+set}" ] || required DB_PASSWORD 'set it in .env'
}

# Reads the secret values beside the script. They are data: nothing in them is run.
read_secrets() {
  if [ -e "$here"/run.secrets.env ]; then
    read_values "$here"/run.secrets.env SECRET_
  elif [ -n "$dry_run" ]; then
    SECRET_SMTP_PASSWORD=''
  else
    die "the secret values are missing: $here/"run.secrets.env
  fi
}

read_project() {
  compose_files="${PWD}/compose.yaml,${PWD}/compose.override.yaml"
  read_variables
  read_secrets
}

# ----------------------------------------------------------------------------------------------------
# What follows is the same for every project: how the containers above are made, waited for, upgraded and removed.
# ----------------------------------------------------------------------------------------------------

written_for=$engine
newline='
'
carriage_return=$(printf '\r')
# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 built=' ' followers=''

# Words for people go to standard error.
say() {
  printf '%s: %s\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

misused() {
  say "$@"
  say "usage: $0 $synopsis; see $0 --help"
  exit 2
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

# Runs a command that changes something, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}

# Whether the engine is there, and the one that the options are written for.
ask_engine() {
  if [ -n "$dry_run" ]; then return; fi
  command -v "$engine" >/dev/null || die "there is no command $engine: install it, or name another with --engine"
  version=$("$engine" version 2>&1) ||
    die "$engine does not answer: $(printf '%s\n' "$version" | tail -n 1)"
  case $written_for/${version%%"$newline"*} in
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
  printf '%s\n' "${id:-$1}"
}

# Whether a network or volume is there; where it was made with other options, says so. Sets sum: KIND NAME HINT OPTION...
is_there() {
  kind=$1 made=$2 hint=$3
  shift 3
  sum=$(printf '%s\0' "$@" | sha256)
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

# The services that one is restarted with: SERVICE
restarted_with() {
  define "$1" 1 print_restarts
}

print_restarts() {
  for dependency in $(printf %s "$depends_on" | tr , ' '); do
    case $dependency in *:true) printf '%s\n' "${dependency%%:*}" ;; esac
  done
}

# Goes to the project directory, and sees to it that nothing half-made stays.
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

# Where this script is, behind all symbolic links.
script_directory() {
  script=$0
  while [ -L "$script" ]; do
    link=$(ls -ld -- "$script")
    link=${link#*"$script -> "}
    case $link in
      /*) script=$link ;;
      *) script=$(dirname -- "$script")/$link ;;
    esac
  done
  CDPATH='' cd -- "$(dirname -- "$script")" && pwd
}

# Where the Compose file is: beside this script, above it, or here. Nothing where it is in none of them.
compose_directory() {
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place/$compose_file" ]; then
      printf '%s\n' "$place"
      return
    fi
  done
}

# The project directory: that of --project-directory, or where the Compose file is.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\n' "$directory"
    return
  fi
  found=''
  if [ -n "$compose_file" ]; then found=$(compose_directory); fi
  if [ -z "$found" ] && [ -n "$compose_file" ] && [ "$relative_paths" = yes ]; then
    die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
  fi
  printf '%s\n' "${found:-$here}"
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

not_set() {
  say "the variable $1 is not set: an empty string is used"
}

# NAME [WHY]
required() {
  die "required variable $1 is missing a value${2:+: $2}"
}

# Reads the environment and env files as Docker Compose does. Prints VAR_NAME=VALUE for the names that are asked for and
# known, as read_values takes it: NAMES FILE...
read_env_files() {
  names=$1
  shift
  LC_ALL=C awk -v names="$names" '
    function wrong(what) {
      print FILENAME ": " what >"/dev/stderr"
      failed = 1
      exit 1
    }
    function begins(text, pattern) {
      return match(text, "^" pattern) ? RLENGTH : 0
    }
    function is_set(name) {
      return name in ENVIRON || name in known || name in earlier
    }
    function value_of(name) {
      return name in ENVIRON ? ENVIRON[name] : name in known ? known[name] : earlier[name]
    }
    # The closing brace of a variable; as in Compose, what follows an opening one does not count.
    function closing(text, at, open, sign, last) {
      sub(/\n.*/, "", text)
      for (at = 1; at <= length(text); at++) {
        sign = substr(text, at, 1)
        if (sign == "}") {
          last = at
          if (--open == 0) return at
        } else if (sign == "{") {
          open++
          at++
        }
      }
      return last + 0
    }
    # A value with its variables filled in.
    function filled(text, out, at, name, sign, operand, end) {
      while (at = index(text, "$")) {
        out = out substr(text, 1, at - 1)
        text = substr(text, at + 1)
        if (at = begins(text, "[A-Za-z_][A-Za-z0-9_]*")) {
          name = substr(text, 1, at)
          text = substr(text, at + 1)
          out = out (is_set(name) ? value_of(name) : "")
        } else if (substr(text, 1, 1) == "{") {
          at = begins(text, "[{][A-Za-z_][A-Za-z0-9_]*")
          name = substr(text, 2, at - 1)
          sign = substr(text, at + 1, begins(substr(text, at + 1), ":?[-+?]"))
          end = substr(text, at + 1, 1) == "}" ? at + 1 : closing(text)
          if (!at || end <= at + length(sign) || (sign == "" && end != at + 1)) wrong("invalid interpolation format")
          operand = substr(text, at + 1 + length(sign), end - at - 1 - length(sign))
          text = substr(text, end + 1)
          at = is_set(name) && (sign !~ /^:/ || value_of(name) != "")
          if (sign ~ /[+]$/) out = out (at ? filled(operand) : "")
          else if (at) out = out value_of(name)
          else if (sign ~ /-$/) out = out filled(operand)
          else if (sign != "") wrong("required variable " name " is missing a value: " filled(operand))
        } else {
          out = out "$"
          sub(/^[$]/, "", text)
        }
      }
      return out text
    }
    # What is between double quotes, with its escapes; a dollar that is one is doubled for filled().
    function unescaped(text, out, at, sign) {
      while (at = index(text, "\\")) {
        sign = substr(text, at + 1, 1)
        out = out substr(text, 1, at - 1)
        text = substr(text, at + 2)
        if (sign == "0" && text ~ /^[0-3][0-7][0-7]/) {
          out = out sprintf("%c", substr(text, 1, 1) * 64 + substr(text, 2, 1) * 8 + substr(text, 3, 1))
          text = substr(text, 4)
        } else if (sign == "0") out = out "\\"
        else out = out (sign in escapes ? escapes[sign] : "\\" sign)
      }
      return out text
    }
    function parse(text, at, name, sign, value) {
      sub(/^\357\273\277/, "", text)
      for (;;) {
        while (at = begins(text, "([ \t\n\v\f\r]+|#[^\n]*)")) text = substr(text, at + 1)
        if (text == "") return
        at = begins(text, "export[ \t\n\f\r][ \t\v\f\r]*")
        text = substr(text, at + 1)
        match(text, /[=:\n]/)
        name = substr(text, 1, RSTART - 1)
        sign = substr(text, RSTART, 1)
        text = substr(text, RSTART + (sign != "\n"))
        sub(/[ \t\v\f\r]+$/, "", name)
        if (name ~ /[ !-,\/;<>?@^\140{|}~\\]/) wrong("this is not the name of a variable: " name)
        if (sign == "\n") continue
        sub(/^[ \t\v\f\r]+/, "", text)
        sign = substr(text, 1, 1)
        if (sign == "\"" || sign == "\047") {
          for (at = 2; substr(text, at, 1) != sign; at++) {
            if (at > length(text)) wrong("the quote of " name " is not closed")
            if (substr(text, at, 1) == "\\") at++
          }
          value = substr(text, 2, at - 2)
          text = substr(text, at + 1)
          if (sign == "\"") value = filled(unescaped(value))
          else gsub(/\\\047/, "\047", value)
        } else {
          at = index(text, "\n")
          value = substr(text, 1, at - 1)
          text = substr(text, at)
          sub(/ #.*/, "", value)
          sub(/[ \t\v\f\r]+$/, "", value)
          value = filled(value)
        }
        known[name] = value
      }
    }
    function finish(name) {
      parse(content)
      content = ""
      for (name in known) earlier[name] = known[name]
      split("", known)
    }
    BEGIN {
      split("a \a b \b f \f n \n r \r t \t v \v \\ \\ \" \" $ $$", list, / /)
      for (at = 1; at in list; at += 2) escapes[list[at]] = list[at + 1]
    }
    FNR == 1 && NR > 1 { finish() }
    { content = content $0 "\n" }
    END {
      if (failed) exit 1
      finish()
      count = split(names, list, / /)
      for (at = 1; at <= count; at++) {
        if (!is_set(list[at])) continue
        value = value_of(list[at])
        gsub(/\\/, "&&", value)
        gsub(/\n/, "\\n", value)
        gsub(/\r/, "\\r", value)
        print "VAR_" list[at] "=" value
      }
    }
  ' "$@"
}

# Makes a network unless it is there: KEY NAME OPTION...
network() {
  key=$1 network=$2
  shift 2
  if is_there network "$network" 'down and up make it anew' "$@"; then return; fi
  say "creating network $network"
  quietly "$engine" network create "$@" --label "transpose.sum=$sum" \
    --label "com.docker.compose.project=$project" --label "com.docker.compose.network=$key" "$network"
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
  if is_there volume "$volume" "remove it, with its data, and up makes it anew" "$@"; then return; fi
  say "creating volume $volume"
  quietly "$engine" volume create "$@" --label "transpose.sum=$sum" \
    --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$key" "$volume"
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
    pull=${pull_all:-$pull}
    if [ -n "$build_all$missing" ] || [ "$pull" = build ]; then build_once "$builds"; fi
  else
    case ${pull_all:-$pull}$missing in always* | missingyes | buildyes) pull_image "$1" ;; esac
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
    quietly "$engine" pull --quiet ${platform:+--platform "$platform"} "$image"
  fi
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
  set -- "$engine" "$@"
  if [ -n "$dry_run" ]; then with_values "$@"; else with_values "$@" >&2; fi
}

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

copy_files() {
  :
}

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

usage() {
  cat <<END
Usage: $0 [OPTION...] COMMAND [OPTION...] [SERVICE...]
Commands (SERVICE...: only these, else all):
  up [SERVICE...]         make and start containers; what did not change is left alone
     --build, --no-build, --pull always|missing|never, --scale SERVICE=NUMBER, --force-recreate,
     --no-recreate, --no-deps, --remove-orphans, --wait, --wait-timeout SECONDS, -t SECONDS, -d
  down [SERVICE...]       stop and remove containers and networks
     -v, --volumes: and the volumes with their data; --remove-orphans; -t SECONDS
  start, stop, restart [SERVICE...]   -t SECONDS to stop in
  ps [SERVICE...]         list the containers: -a, -q, --status STATUS, --format json|TEMPLATE
  logs [SERVICE...]       show their output: -f, -n LINES (--tail), --since, --until, -t, --no-log-prefix
  exec SERVICE COMMAND... -T, -u USER, -w DIRECTORY, -e NAME=VALUE, -d, --privileged, --index NUMBER
  pull, build [SERVICE...]
  config                  show what up runs; --services, --images, --networks, --volumes: their names

Options before or behind the command:
  -p, --project-name NAME     instead of $project; projects of other names live side by side
  --project-directory DIR     where the Compose file and the files that it names are
  --env-file FILE             where variables are that the environment does not have, instead of .env
  --engine COMMAND            the command to use instead of $engine
  --dry-run                   show the commands that change something, as for an empty engine

WAIT_TIMEOUT in the environment: how many seconds to wait for a healthy container (3600)

Services: $services
END
}

# A name of a project may be a word of a path, a unit and a container.
check_project_name() {
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*)
      misused "'$project' is not a project name: lower-case letters, digits, - and _, the first a letter or digit"
      ;;
  esac
}

# Whether an option of the command comes with a value: OPTION
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
      is_service "${2%%=*}" || misused "--scale $2: there is no service ${2%%=*}"
      case $2 in *=*) ;; *) misused "--scale takes SERVICE=NUMBER, not '$2'" ;; esac
      number_for "--scale ${2%%=*}" "${2#*=}"
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
    config:--services | config:--images | config:--networks | config:--volumes) listed=${1#--} ;;
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
    case $command in up | start | restart) wanted=${unscheduled-$services} ;; esac
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
      if [ -n "$force" ]; then force=" $(in_order "$wanted" | tr '\n' ' ')"; fi
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

# Reads a command line: WORD...
# --option=value and several letters behind one dash are the words that they stand for. The script says which options come
# with a value (takes_value OPTION), takes each word (take WORD [VALUE]), and goes on with those that are left (go_on WORD...).
# `take` sets keep=yes for an option that stays, behind all other words, and enough=yes where no further words are to be taken.
main() {
  kept=0
  while [ $# -gt "$kept" ]; do
    case $1 in
      --?*=*)
        option=${1%%=*} value=${1#*=}
        shift
        if takes_value "$option"; then
          set -- "$option" "$value" "$@"
        else
          case $value in
            true) set -- "$option" "$@" ;;
            false) continue ;;
            *) misused "$option takes no value" ;;
          esac
        fi
        ;;
      -[!-]?*)
        value=${1#??}
        option=${1%"$value"}
        shift
        if takes_value "$option"; then set -- "$option" "${value#=}" "$@"; else set -- "$option" "-$value" "$@"; fi
        ;;
    esac
    keep='' enough='' width=1
    if takes_value "$1"; then
      width=2
      if [ $(($# - kept)) -lt 2 ]; then misused "$1 needs a value"; fi
      take "$1" "$2"
    else
      take "$1"
    fi
    if [ -n "$enough" ]; then break; fi
    if [ -n "$keep" ]; then
      kept=$((kept + width))
      set -- "$@" "$1"
      if [ "$width" = 2 ]; then set -- "$@" "$2"; fi
    fi
    shift "$width"
  done
  go_on "$@"
}

main "$@"

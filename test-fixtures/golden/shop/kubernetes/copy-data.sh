#!/bin/sh
# Copies the data of project shop into its claims, before its Pods start: copy-data.sh [OPTION...] [CLAIM...]
# Written by Transpose. copy-data.sh --help says more.
set -eu
export LC_ALL=C
engine=${ENGINE:-docker} image="${IMAGE:-busybox:1.37}" timeout=${TIMEOUT:-5m}
project='shop'
own_namespace='shop'
claims='db-data'
annotation=transpose/copy-data

usage() {
  cat <<'END'
Copies what the containers left on this machine into the claims, before the Pods start.
usage: copy-data.sh [OPTION...] [CLAIM...]

Without CLAIM, all claims:
  db-data: volume shop_db-data

  -n, --namespace NAME       namespace of the claims
  --context NAME             context of kubectl
  --project-directory PATH   where the Compose file is
  --again                    remove what the named claims hold, and copy once more
  --allow-running            copy although containers or Pods use the data
  --dry-run                  print the commands
  -h, --help                 print this

ENGINE=podman takes another engine than docker. IMAGE is the image of the Pod that holds the claims and of
the container that reads the data: it needs sh, tar, find and stat. TIMEOUT is how long the Pod may take to start.
A claim that has been copied is skipped, and an interrupted copy goes on where it was.
END
}

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

# What is in a directory, a line each: kind, size, time, links, mode and owner, name. DIRECTORY NAME
listing=$(
  cat <<'END'
cd -- "$1" 2>/dev/null && [ -e "$2" ] || exit 0
find "$2" -type f -exec stat -c "f %s %Y %h %a %u:%g %n" {} + -o -type d -exec stat -c "d %a %u:%g %n" {} + -o \
  \( -type l -o -type p \) -exec stat -c "l %u:%g %n" {} +
find "$2" \( -name "*\\\\*" -o -name "*
*" \) | head -n 1 | sed "s/.*/odd/"
END
)
# The files that are named on the standard input, where tar can do that, else all: DIRECTORY NAME
packing=$(
  cat <<'END'
cd -- "$1" || exit
if echo . | tar -cf /dev/null --no-recursion -T - 2>/dev/null; then exec tar --numeric-owner --no-recursion -cf - -T -; fi
cat >/dev/null
exec tar --numeric-owner -cf - "$2"
END
)
unpacking=$(
  cat <<'END'
mkdir -p -- "$1" && exec tar --numeric-owner -C "$1" -xf -
END
)
# DIRECTORY NAME
emptying=$(
  cat <<'END'
cd -- "$1" 2>/dev/null || exit 0
if [ "$2" = . ]; then exec find . -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf -- {} +; fi
exec rm -rf -- "$2"
END
)

kube() {
  run kubectl ${context:+--context "$context"} ${namespace:+-n "$namespace"} "$@"
}

# Runs a program that sees the source at /from, and can change nothing: PROGRAM [WORD]...
at_source() {
  program=$1
  shift
  run "$engine" run --rm -i --user 0:0 --network none --read-only --cap-drop ALL --cap-add DAC_OVERRIDE \
    --security-opt label=disable --mount "$mount" --entrypoint "$program" "$image" "$@"
}

# The option for a directory or file of this machine, as one line of CSV: SOURCE TARGET
bind_of() {
  fields=
  for field in "source=$1" "target=$2"; do
    case $field in *[\",]*) field=\"$(printf '%s\n' "$field" | sed 's/"/""/g')\" ;; esac
    fields=$fields,$field
  done
  printf 'type=bind%s,ro\n' "$fields"
}

totals() {
  awk '/^f / { files++; bytes += $2 } END { printf "%d files, %.0f bytes\n", files, bytes }' "$1"
}

# What is certain to be the same on every file system, and what a storage class may lose.
rights() {
  sed 's/^\(f [0-9]*\) [0-9]* [0-9]* /\1 /' "$1" | sort
}

list_claim() {
  kube exec "$pod" -- sh -c "$listing" sh "$folder" "$what" </dev/null >"$work/unsorted" &&
    sort "$work/unsorted" >"$work/there"
}

# Sends what the claim lacks. A name with a line break or a backslash is in no list: then all is sent.
send() {
  if grep -q '^[fl]' "$work/there" && ! grep -q '^odd' "$work/here"; then
    {
      sed -n 's/^d [0-7]* [0-9:]* //p; s/^l [0-9:]* //p' "$work/here"
      comm -23 "$work/here" "$work/there" | sed -n 's/^f [0-9]* [0-9]* [0-9]* [0-7]* [0-9:]* //p'
    } >"$work/names"
    at_source sh -c "$packing" sh /from "$what" <"$work/names"
  else
    at_source tar --numeric-owner -C /from -cf - "$what" </dev/null
  fi | kube exec -i "$pod" -- sh -c "$unpacking" sh "$folder"
}

# What running containers may write to, a line each: container, volume, path on this machine.
list_mounts() {
  "$engine" ps --format '{{.Names}}' >"$work/containers" || return 1
  while read -r container; do
    container=${container%%,*}
    "$engine" inspect --format '{{range .Mounts}}{{if .RW}}{{.Name}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}{{end}}' "$container" </dev/null |
      awk -v container="$container" 'NF { print container "\t" $0 }'
  done <"$work/containers" >"$work/mounts"
}

# Whether a source is there and nobody writes to it: KIND SOURCE
is_there() {
  case $1 in
    volume) "$engine" volume inspect "$2" >/dev/null 2>&1 ;;
    *) [ -e "$2" ] ;;
  esac || {
    say "$claim: there is no $1 $2 here: run this where the containers ran, or name the other claims"
    return 1
  }
  if [ -n "$running" ]; then return 0; fi
  users=$(WANTED=$2 awk -F '\t' '
    BEGIN { wanted = ENVIRON["WANTED"] }
    $2 == wanted || $3 != "" && (index($3 "/", wanted "/") == 1 || index(wanted "/", $3 "/") == 1) { printf "%s ", $1 }' "$work/mounts")
  if [ -z "$users" ]; then return 0; fi
  say "$claim: running containers use the $1 $2: ${users% }. Stop them first (docker compose stop), or add --allow-running"
  return 1
}

# Copies one source into a folder of the claim: FOLDER KIND SOURCE
copy_one() {
  folder=/claims/$claim${1:+/$1} what=.
  case $2 in
    volume) mount=type=volume,source=$3,target=/from,ro ;;
    directory) mount=$(bind_of "$3" /from) ;;
    file) what=./${3##*/} mount=$(bind_of "$3" "/from/${3##*/}") ;;
  esac
  if [ -n "$dry_run" ]; then
    if [ -n "$again" ]; then kube exec "$pod" -- sh -c "$emptying" sh "$folder" "$what"; fi
    printf '%s |\n  %s\n' "$(at_source tar --numeric-owner -C /from -cf - "$what")" \
      "$(kube exec -i "$pod" -- sh -c "$unpacking" sh "$folder")"
    return 0
  fi
  is_there "$2" "$3" || return 1
  if [ -n "$again" ]; then
    mark copying && kube exec "$pod" -- sh -c "$emptying" sh "$folder" "$what" </dev/null || return 1
  fi
  at_source sh -c "$listing" sh /from "$what" </dev/null >"$work/unsorted" || return 1
  sort "$work/unsorted" >"$work/here"
  list_claim || return 1
  if [ -n "$fresh" ] && grep -q '^[fl]' "$work/there"; then
    say "$claim: it holds $(totals "$work/there") that this script did not copy. --again $claim removes them first"
    return 1
  fi
  mark copying || return 1
  tries=0
  until [ -z "$(comm -23 "$work/here" "$work/there" | head -n 1)" ] ||
    { [ "$tries" -gt 0 ] && [ "$(totals "$work/here")" = "$(totals "$work/there")" ]; }; do
    if [ "$tries" -eq 3 ]; then break; fi
    send || :
    list_claim || return 1
    tries=$((tries + 1))
  done
  if [ "$(totals "$work/here")" != "$(totals "$work/there")" ]; then
    say "$claim: the $2 $3 has $(totals "$work/here"), the claim has $(totals "$work/there"). Run this again; if the source lost files, with --again $claim"
    return 1
  fi
  rights "$work/here" >"$work/unsorted"
  rights "$work/there" | cmp -s - "$work/unsorted" ||
    say "$claim: owners or permissions differ: the storage class does not keep them"
  printf '%s\n' "$claim: $(totals "$work/here"), the same as in the $2 $3"
}

# Notes on the claim how far it is: STATE
mark() {
  kube annotate --overwrite persistentvolumeclaim "$claim" "$annotation=$1" >/dev/null
}

# CLAIM
state_of() {
  kube get persistentvolumeclaim "$1" -o "jsonpath={.metadata.annotations.$annotation}"
}

# Decides which claims of a Pod are to be filled: POD CLAIM...
begin() {
  pod=$1 todo=
  shift
  for claim; do
    if [ -z "$dry_run" ] && ! state=$(state_of "$claim"); then
      say "$claim: there is no such claim, and its Pod waits for it: create it first"
      failed=yes
      return 1
    fi
    case " $wanted " in *" $claim "*) ;; *) continue ;; esac
    case $dry_run$again$state in
      copied) printf '%s\n' "$claim: copied before, skipped" ;;
      *) todo="$todo $claim" ;;
    esac
  done
  if [ -z "$todo" ]; then return 1; fi
  if [ -z "$dry_run$running" ]; then refuse_used; fi
}

# Files that a Pod reads or writes must not change below it.
refuse_used() {
  kube get pods --field-selector=status.phase!=Succeeded,status.phase!=Failed \
    -o 'jsonpath={range .items[*]}{.metadata.name}{range .spec.volumes[*]}{" "}{.persistentVolumeClaim.claimName}{end}{"\n"}{end}' \
    >"$work/pods" || exit 1
  users=$(awk -v own="$pod" -v claims="$todo" '
    BEGIN { count = split(claims, list); for (i = 1; i <= count; i++) wanted[list[i]] = 1 }
    $1 != own { for (i = 2; i <= NF; i++) if ($i in wanted) { print $1; break } }' "$work/pods")
  if [ -z "$users" ]; then return 0; fi
  die "Pods use the claims$todo: $(printf %s "$users" | tr '\n' ' '). Scale their workloads to 0 first, or add --allow-running"
}

# Starts the Pod that holds the claims; its manifest is the standard input.
start() {
  manifest=$(sed "s|@IMAGE@|$image|")
  holding=yes
  if [ -n "$dry_run" ]; then
    printf "%s <<'END'\n%s\nEND\n" "$(kube apply -f -)" "$manifest"
  else
    printf '%s\n' "$manifest" | kube apply -f - >/dev/null
  fi
  kube wait --for=condition=Ready "pod/$pod" "--timeout=$timeout" >&3 || {
    kube get events --field-selector "involvedObject.name=$pod" >&2 || :
    die "the Pod $pod does not start"
  }
}

# Fills a claim: CLAIM [FOLDER KIND SOURCE]...
copy() {
  claim=$1
  case " $todo " in *" $1 "*) ;; *) return 0 ;; esac
  shift
  if [ -z "$dry_run" ]; then
    state=$(state_of "$claim")
    case $again$state in yes* | copying) fresh='' ;; *) fresh=yes ;; esac
  fi
  while [ $# -gt 0 ]; do
    if ! copy_one "$1" "$2" "$3"; then
      failed=yes
      return 0
    fi
    shift 3
  done
  if [ -n "$dry_run" ]; then kube annotate --overwrite persistentvolumeclaim "$claim" "$annotation=copied"; else mark copied; fi
}

# Deletes the Pod, so that others can have the claims.
finish() {
  if [ -z "$holding" ]; then return 0; fi
  holding=''
  kube delete pod "$pod" --ignore-not-found >&3 || :
}

# Whether an option comes with a value: OPTION
takes_value() {
  case $1 in
    -n | --namespace | --context | --project-directory) ;;
    *) return 1 ;;
  esac
}

synopsis='[OPTION...] [CLAIM...]'
namespace=$own_namespace context='' directory='' again='' running='' dry_run='' wanted=''

# An option, or a claim: WORD [VALUE]
take() {
  case $1 in
    -h | --help)
      usage
      exit
      ;;
    -n | --namespace) namespace=$2 ;;
    --context) context=$2 ;;
    --project-directory) directory=$2 ;;
    --again) again=yes ;;
    --allow-running) running=yes ;;
    --dry-run) dry_run=yes ;;
    -*) misused "there is no option $1" ;;
    *)
      case " $claims " in
        *" $1 "*) wanted="$wanted $1" ;;
        *) misused "there is no claim $1" ;;
      esac
      ;;
  esac
}

go_on() {
  if [ -n "$again" ] && [ -z "$wanted" ]; then misused '--again needs the names of claims'; fi
  case $image in *[!A-Za-z0-9_.:/@-]*) misused "$image is not the name of an image" ;; esac
  wanted=${wanted:-$claims} failed='' holding='' state=''
}

# What has to be there before the first claim. Files of another namespace would be refused.
prepare() {
  if [ -n "$dry_run" ]; then
    exec 3>&1
  else
    exec 3>/dev/null
    work=$(mktemp -d)
    trap 'finish; rm -rf -- "$work"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    list_mounts || die "$engine does not answer: start it, or set ENGINE=podman"
  fi
  if [ "$namespace" != "$own_namespace" ]; then return 0; fi
  for file in "$here"/00-namespace.* "$here"/04-volumes.*; do
    if [ -e "$file" ]; then kube apply -f "$file"; fi
  done
}

report() {
  if [ -z "$failed" ]; then exit 0; fi
  die 'not all claims are filled'
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

compose_file='compose.yaml'
here=$(script_directory)
directory=${directory:-$(compose_directory)}
cd -- "${directory:-$PWD}"

prepare
if begin copy-data-db-data db-data; then
  start <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: copy-data-db-data
  labels:
    app.kubernetes.io/name: copy-data
    app.kubernetes.io/instance: shop
    app.kubernetes.io/part-of: shop
    app.kubernetes.io/managed-by: transpose
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
  - name: copy
    image: "@IMAGE@"
    command:
    - sleep
    - infinity
    securityContext:
      runAsUser: 0
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop:
        - ALL
        add:
        - CHOWN
        - DAC_OVERRIDE
        - FOWNER
        - FSETID
    volumeMounts:
    - name: claim-1
      mountPath: /claims/db-data
  volumes:
  - name: claim-1
    persistentVolumeClaim:
      claimName: db-data
END
  copy db-data data volume shop_db-data
  finish
fi
report

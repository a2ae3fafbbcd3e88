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

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

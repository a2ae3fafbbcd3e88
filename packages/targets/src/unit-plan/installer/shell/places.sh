# Where a file goes: KIND NAME
place() {
  case $1 in
    unit) printf '%s\n' "$root$units/$2" ;;
    quadlet) printf '%s\n' "$root$quadlets/$2" ;;
    config) printf '%s\n' "$root$config/$2" ;;
    secret) printf '%s\n' "the secret $2 of podman" ;;
  esac
}

# The service of a file: NAME
service_of() {
  case $1 in
    *.container) echo "${1%.container}.service" ;;
    *.network) echo "${1%.network}-network.service" ;;
    *.volume) echo "${1%.volume}-volume.service" ;;
    *.build) echo "${1%.build}-build.service" ;;
    *.pod) echo "${1%.pod}-pod.service" ;;
    *) echo "$1" ;;
  esac
}

# The hash under which a file was installed: KIND NAME
recorded() {
  if [ -e "$manifest" ]; then
    while read -r hash kind name; do
      if [ "$kind $name" = "$1 $2" ]; then echo "$hash"; fi
    done <"$manifest"
  fi
}

# The hash of what is there now; nothing when nothing is there: KIND NAME
present() {
  if [ "$1" = secret ]; then
    if [ -z "$root" ] && "$engine" secret inspect "$2" >/dev/null 2>&1; then
      known=$(recorded "$1" "$2")
      echo "${known:-unknown}"
    fi
  elif [ -e "$(place "$1" "$2")" ]; then
    sha256 "$(place "$1" "$2")"
  fi
}

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

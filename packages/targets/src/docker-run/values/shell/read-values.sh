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

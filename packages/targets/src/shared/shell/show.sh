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

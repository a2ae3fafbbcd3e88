# Copies the files of a definition into its container.
copy_files() {
  while [ "$1" != -- ]; do
    case $1 in
      file)
        if [ -n "$7" ]; then
          say "copying $2 into $name"
          # With --archive Podman gives the file to the user of the container.
          case $engine in *podman*) owned=false ;; *) owned=$6 ;; esac
          if [ -n "$dry_run" ]; then
            show "$engine" cp "--archive=$owned" - "$name:/"
          else
            printf %s "$7" >"$work/content"
            archive "$2" "$3" "$4" "$5" "$work/content" | "$engine" cp "--archive=$owned" - "$name:/" >/dev/null
          fi
        fi
        shift 7
        ;;
      workdir)
        make_workdir "$2"
        shift 2
        ;;
      secret | line) shift 3 ;;
      *) shift 2 ;;
    esac
  done
}

# Makes a working directory that the image lacks: PATH
make_workdir() {
  if [ -n "$dry_run" ]; then return; fi
  if [ -n "$("$engine" cp "$name:$1" - 2>/dev/null | head -c 1)" ]; then return; fi
  say "making the directory $1 in $name"
  printf %s "${1%/}/" >"$work/path"
  {
    if [ "$(wc -c <"$work/path")" -gt 100 ]; then entry L ././@LongLink 0 0 0 "$work/path"; fi
    entry 5 "$(head -c 100 "$work/path")" 755 0 0 /dev/null
    zeros 1024
  } | "$engine" cp - "$name:/" >/dev/null
}

# A tar archive of one file, with the mode and the owner that the project gives: PATH MODE UID GID FILE
archive() {
  # A path that does not fit into its field comes before, as the content of an entry of its own.
  printf %s "$1" >"$work/path"
  if [ "$(wc -c <"$work/path")" -gt 100 ]; then entry L ././@LongLink 0 0 0 "$work/path"; fi
  entry 0 "$(head -c 100 "$work/path")" "$2" "$3" "$4" "$5"
  zeros 1024
}

# TYPE PATH MODE UID GID FILE
entry() {
  size=$(wc -c <"$6")
  {
    field 100 "$2"
    field 8 "$(printf '%07o' "0$3")"
    field 8 "$(printf '%07o' "$4")"
    field 8 "$(printf '%07o' "$5")"
    field 12 "$(printf '%011o' "$size")"
    field 12 00000000000
  } >"$work/head"
  {
    printf %s "$1"
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
  cat "$work/tail" "$6"
  zeros $(((512 - size % 512) % 512))
}

# A text with zero bytes up to a width: WIDTH TEXT
field() {
  printf %s "$2"
  zeros $(($1 - $(printf %s "$2" | wc -c)))
}

zeros() {
  dd if=/dev/zero bs=1 count="$1" 2>/dev/null
}

# Puts names and paths into a file and compares it with what is installed: KIND NAME MODE SOURCE UNIT...
render() {
  if [ ! -e "$here/$4" ]; then
    left_out "$1" "$2" "$4"
    return
  fi
  new=$work/$1/$2
  case $1 in
    unit | quadlet) sed -f "$work/markers" "$here/$4" >"$new" ;;
    *) cat "$here/$4" >"$new" ;;
  esac
  new_hash=$(sha256 "$new")
  old_hash=$(recorded "$1" "$2")
  there=$(present "$1" "$2")
  echo "$1 $2" >>"$work/names"
  echo "$new_hash $1 $2" >>"$work/manifest"
  if [ "$there" = "$new_hash" ]; then
    return
  elif [ -z "$there" ] || [ "$there" = "$old_hash" ] || [ -n "$force" ]; then
    if [ -n "$old_hash" ]; then
      case $2 in *-volume.service | *.volume) say "a volume that is there stays as it was made: $2" ;; esac
    fi
    echo "$1 $2 $3" >>"$work/writes"
    shift 4
    for unit do echo "$unit" >>"$work/touched"; done
  elif [ "$new_hash" = "$old_hash" ]; then
    say "edited since it was installed, and left as it is: $(place "$1" "$2")"
  elif [ -z "$old_hash" ]; then
    problem "not of this project (--force replaces it): $(place "$1" "$2")"
  else
    problem "edited since it was installed (--force replaces it): $(place "$1" "$2")"
  fi
}

# A file whose secret values were left out. A secret that the user put into the store of podman is his: KIND NAME SOURCE
left_out() {
  echo "$1 $2" >>"$work/names"
  old_hash=$(recorded "$1" "$2")
  if [ -n "$old_hash" ]; then echo "$old_hash $1 $2" >>"$work/manifest"; fi
  if [ "$1" != secret ]; then
    problem "write $here/$3 first: its values were left out$(if [ -e "$here/$3.example" ]; then echo "; see $3.example"; fi)"
  elif [ -z "$root$(present "$1" "$2")" ]; then
    problem "write $here/$3 first, or put it into the store: $engine secret create $2 FILE"
  fi
}

# What was installed and is no more part of the project.
find_gone() {
  if [ -e "$manifest" ]; then
    while read -r hash kind name; do
      if ! grep -Fqx "$kind $name" "$work/names"; then echo "$hash $kind $name" >>"$work/gone"; fi
    done <"$manifest"
  fi
}

write_files() {
  while read -r kind name mode; do
    say "writing $(place "$kind" "$name")"
    if [ -z "$dry_run" ]; then put "$kind" "$name" "$mode" </dev/null; fi
  done <"$work/writes"
}

# Puts a rendered file in its place, whole or not at all: KIND NAME MODE
put() {
  if [ "$1" = secret ]; then
    if [ -z "$root" ]; then
      "$engine" secret rm "$2" >/dev/null 2>&1 || :
      "$engine" secret create "$2" "$work/$1/$2" >/dev/null
    fi
  else
    path=$(place "$1" "$2")
    (umask 022 && mkdir -p "$(dirname "$path")")
    if [ "$1" = config ]; then chmod 700 "$root$config"; fi
    cp "$work/$1/$2" "$path.new"
    case $3 in
      *,*)
        if ! chown "${3#*,}" "$path.new"; then say "the owner of $path is not the one that the project asks for"; fi
        ;;
    esac
    chmod "${3%,*}" "$path.new"
    mv -f "$path.new" "$path"
  fi
}

# Deletes files that were installed, unless they were edited: lines HASH KIND NAME on standard input
delete_files() {
  while read -r hash kind name; do
    there=$(present "$kind" "$name")
    if [ -z "$there" ]; then
      continue
    elif [ "$there" != "$hash" ] && [ -z "$force" ]; then
      say "edited since it was installed, and left where it is: $(place "$kind" "$name")"
    else
      say "deleting $(place "$kind" "$name")"
      if [ "$kind" = secret ]; then
        run "$engine" secret rm "$name" >/dev/null </dev/null
      elif [ -z "$dry_run" ]; then
        rm -f "$(place "$kind" "$name")"
      fi
    fi
  done
}

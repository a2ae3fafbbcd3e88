# Where the Compose file is: beside this script, above it, or here. Nothing where it is in none of them.
compose_directory() {
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place/$compose_file" ]; then
      printf '%s\n' "$place"
      return
    fi
  done
}

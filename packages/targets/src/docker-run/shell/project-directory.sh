# --project-directory, or where the Compose file is: beside this script, above it, or here.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\n' "$directory"
    return
  fi
  if [ -n "$compose_file" ]; then
    for place in "$here" "$here/.." "$PWD"; do
      if [ -e "$place/$compose_file" ]; then
        printf '%s\n' "$place"
        return
      fi
    done
    if [ "$relative_paths" = yes ]; then
      die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
    fi
  fi
  printf '%s\n' "$here"
}

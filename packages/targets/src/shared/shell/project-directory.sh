# The project directory: that of --project-directory, or where the Compose file is.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\n' "$directory"
    return
  fi
  found=''
  if [ -n "$compose_file" ]; then found=$(compose_directory); fi
  if [ -z "$found" ] && [ -n "$compose_file" ] && [ "$relative_paths" = yes ]; then
    die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
  fi
  printf '%s\n' "${found:-$here}"
}

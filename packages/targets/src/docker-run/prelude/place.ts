/** Where the project is. */
export const placeFunctions = `# Goes to the project directory, and sees to it that nothing half-made stays.
prepare() {
  here=$(script_directory)
  directory=$(project_directory)
  cd -- "$directory"
  ask_engine
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
  read_project
}

# Where this script is, behind all symbolic links.
script_directory() {
  script=$0
  while [ -L "$script" ]; do
    link=$(ls -ld -- "$script")
    link=\${link#*"$script -> "}
    case $link in
      /*) script=$link ;;
      *) script=$(dirname -- "$script")/$link ;;
    esac
  done
  CDPATH='' cd -- "$(dirname -- "$script")" && pwd
}

# --project-directory, or where the Compose file is: beside this script, above it, or here.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\\n' "$directory"
    return
  fi
  if [ -n "$compose_file" ]; then
    for place in "$here" "$here/.." "$PWD"; do
      if [ -e "$place/$compose_file" ]; then
        printf '%s\\n' "$place"
        return
      fi
    done
    if [ "$relative_paths" = yes ]; then
      die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
    fi
  fi
  printf '%s\\n' "$here"
}
`;

# Goes to the project directory, and sees to it that nothing half-made stays.
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

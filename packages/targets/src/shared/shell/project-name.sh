# A name of a project may be a word of a path, a unit and a container.
check_project_name() {
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*)
      misused "'$project' is not a project name: lower-case letters, digits, - and _, the first a letter or digit"
      ;;
  esac
}

// Made from the .sh files of this folder by `npm run shell`.

export const commandLine: string = `# Reads a command line: WORD...
# --option=value and several letters behind one dash are the words that they stand for. The script says which options come
# with a value (takes_value OPTION), takes each word (take WORD [VALUE]), and goes on with those that are left (go_on WORD...).
# \`take\` sets keep=yes for an option that stays, behind all other words, and enough=yes where no further words are to be taken.
main() {
  kept=0
  while [ $# -gt "$kept" ]; do
    case $1 in
      --?*=*)
        option=\${1%%=*} value=\${1#*=}
        shift
        if takes_value "$option"; then
          set -- "$option" "$value" "$@"
        else
          case $value in
            true) set -- "$option" "$@" ;;
            false) continue ;;
            *) misused "$option takes no value" ;;
          esac
        fi
        ;;
      -[!-]?*)
        value=\${1#??}
        option=\${1%"$value"}
        shift
        if takes_value "$option"; then set -- "$option" "\${value#=}" "$@"; else set -- "$option" "-$value" "$@"; fi
        ;;
    esac
    keep='' enough='' width=1
    if takes_value "$1"; then
      width=2
      if [ $(($# - kept)) -lt 2 ]; then misused "$1 needs a value"; fi
      take "$1" "$2"
    else
      take "$1"
    fi
    if [ -n "$enough" ]; then break; fi
    if [ -n "$keep" ]; then
      kept=$((kept + width))
      set -- "$@" "$1"
      if [ "$width" = 2 ]; then set -- "$@" "$2"; fi
    fi
    shift "$width"
  done
  go_on "$@"
}
`;

export const composeDirectory: string = `# Where the Compose file is: beside this script, above it, or here. Nothing where it is in none of them.
compose_directory() {
  for place in "$here" "$here/.." "$PWD"; do
    if [ -e "$place/$compose_file" ]; then
      printf '%s\\n' "$place"
      return
    fi
  done
}
`;

export const messages: string = `# Words for people go to standard error.
say() {
  printf '%s: %s\\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

misused() {
  say "$@"
  say "usage: $0 $synopsis; see $0 --help"
  exit 2
}
`;

export const projectDirectory: string = `# The project directory: that of --project-directory, or where the Compose file is.
project_directory() {
  if [ -n "$directory" ]; then
    if ! [ -d "$directory" ]; then die "--project-directory $directory is not a directory"; fi
    printf '%s\\n' "$directory"
    return
  fi
  found=''
  if [ -n "$compose_file" ]; then found=$(compose_directory); fi
  if [ -z "$found" ] && [ -n "$compose_file" ] && [ "$relative_paths" = yes ]; then
    die "cannot find the project directory: there is no $compose_file in $here, above it or in $PWD; relative paths begin there, so name it with --project-directory DIR"
  fi
  printf '%s\\n' "\${found:-$here}"
}
`;

export const projectName: string = `# A name of a project may be a word of a path, a unit and a container.
check_project_name() {
  case $project in
    '' | [!a-z0-9]* | *[!a-z0-9_-]*)
      misused "'$project' is not a project name: lower-case letters, digits, - and _, the first a letter or digit"
      ;;
  esac
}
`;

export const scriptDirectory: string = `# Where this script is, behind all symbolic links.
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
`;

export const show: string = `# Prints a command so that a shell reads it back.
show() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_@%+=:,./-]*)
        quoted=
        while :; do
          case $word in
            *\\'*)
              quoted=$quoted\${word%%\\'*}"'\\\\''"
              word=\${word#*\\'}
              ;;
            *) break ;;
          esac
        done
        word="'$quoted$word'"
        ;;
    esac
    line=\${line:+$line }$word
  done
  printf '%s\\n' "$line"
}

# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}
`;

import { showFunction } from '../../shared/shell/shell-show.ts';

/** Words for people, commands that change something, and `--dry-run`. */
export const messages = `# Words for people go to standard error.
say() {
  printf '%s: %s\\n' "$project" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

${showFunction}
# Runs a command that changes something; with --dry-run it is only shown.
run() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@"; fi
}

# The same, without the names and ids that the engine prints.
quietly() {
  if [ -n "$dry_run" ]; then show "$@"; else "$@" >/dev/null; fi
}
`;

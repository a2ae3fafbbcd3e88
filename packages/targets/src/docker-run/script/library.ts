import { allUses, machinery } from './machinery.ts';

/** The name of the library, beside a script's output and where it is installed. */
export const libraryName = 'transpose-run.sh';

/** Where scripts of all users look for the library; what an administrator adds to a system is below /usr/local. */
export const libraryPlace = `/usr/local/lib/transpose/${libraryName}`;

/**
 * Goes up with each change of the library's text: a script takes this version and newer ones. What a script hands to the
 * library, and the names that both know, stay forever.
 */
export const libraryVersion = 1;

/** The functions of run scripts, for the scripts of `--style shared`. The same for every project. */
export function printLibrary(): string {
  return [
    `# shellcheck shell=sh
# The functions of run scripts that transpose writes with --style shared. Install it once per host:
#   install -D -m 644 ${libraryName} ${libraryPlace}
set -eu
transpose_run=${libraryVersion}

# What the script and the library tell each other; shellcheck sees one of them at a time.
: "\${project:?}" "\${engine:?}" "\${services?}" "\${functions?}" "\${compose_file?}" "\${relative_paths:?}"
: "\${image-}" "\${compose_files-}" "\${env_file-}" "$transpose_run"
`,
    ...machinery(allUses),
  ].join('\n');
}

/** What a script of `--style shared` ends with, in the place of the functions. */
export const libraryCall = `# How the containers above are made, waited for, upgraded and removed is in the library, which is the same for every project.
here='' work='' env_file='' dry_run='' number=''
: "$here" "$work" "$env_file" "$dry_run" "$number" "\${name-}" "$engine" "$services" "$functions"
: "$compose_file" "$relative_paths" "\${unscheduled-}" "\${compose_files-}"
: "\${pull-}" "\${platform-}" "\${builds-}" "\${replicas-}" "\${single-}" "\${depends_on-}" "\${optional-}" "\${needs-}"
library=\${TRANSPOSE_LIBRARY:-\${HOME-}/.local/lib/transpose/${libraryName}}
if ! [ -e "$library" ] && [ -z "\${TRANSPOSE_LIBRARY:-}" ]; then library=${libraryPlace}; fi
if ! [ -r "$library" ]; then
  echo "$0: the library $library is missing: write it with transpose convert -t docker-run --style shared --library, and install it" >&2
  exit 1
fi
transpose_run=0
# shellcheck source=/dev/null
. "$library"
if [ "$transpose_run" -lt ${libraryVersion} ]; then
  echo "$0: the library $library is older than this script: it has version $transpose_run, and ${libraryVersion} is needed" >&2
  exit 1
fi
`;

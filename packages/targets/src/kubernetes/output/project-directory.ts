import { inDirectory } from '../../container-plan/context.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellWord } from '../../shared/shell/shell-word.ts';
import type { Basis } from '../facts/basis.ts';

/**
 * The lines that take a script into the project directory: the one that is given (an argument), or where the Compose file is. The script lies
 * in the output's folder, which may be anywhere in the project or beside it.
 */
export function goToProject({ project }: Basis, given = '${1:-}'): string {
  const [file] = project.files
    .filter((path) => path !== '-')
    .map((path) => inDirectory(project.working_dir, path, true));
  const marker = file && shellWord(file.filter((part) => typeof part === 'string').join(''));
  const places = '"$here" "$here/.." "$PWD"';
  return `here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
directory=${given}
${
  marker === undefined
    ? 'directory=${directory:-$here}'
    : `if [ -z "$directory" ]; then
  directory=$PWD
  for place in ${places}; do
    if [ -e "$place"${quotedText(marker)} ]; then
      directory=$place
      break
    fi
  done
fi`
}
cd -- "$directory"
`;
}

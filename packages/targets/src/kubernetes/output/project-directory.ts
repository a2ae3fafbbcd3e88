import { inDirectory } from '../../container-plan/context.ts';
import { composeDirectory, scriptDirectory } from '../../shared/shell/shell-files.ts';
import { assignment } from '../../shared/shell/shell-word.ts';
import type { Basis } from '../facts/basis.ts';

/**
 * The lines that take a script into the project directory: the one that is given (an argument), or where the Compose file is. The script lies
 * in the output's folder, which may be anywhere in the project or beside it.
 */
export function goToProject({ project }: Basis, given = '1'): string {
  const [file] = project.files
    .filter((path) => path !== '-')
    .map((path) => inDirectory(project.working_dir, path, true));
  if (file === undefined)
    return `${scriptDirectory}
here=$(script_directory)
cd -- "\${${given}:-$here}"
`;
  const name = file.filter((part) => typeof part === 'string').join('');
  return `${scriptDirectory}
${composeDirectory}
${assignment('compose_file', name.replace(/^\//, ''))}
here=$(script_directory)
directory=\${${given}:-$(compose_directory)}
cd -- "\${directory:-$PWD}"
`;
}

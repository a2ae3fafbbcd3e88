import type { ContainerPlan } from '../../container-plan/types.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellAssignment, shellComment } from '../../shared/shell/shell-word.ts';
import { literal } from '../script/words.ts';
import { table } from '../../shared/formats/table.ts';

/** The file with the secret values: `NAME=VALUE` lines, in VALUE `\n` is a line break, `\r` a carriage return, `\\` a backslash. */
export function secretsFile(plan: ContainerPlan): string {
  const escapes: Readonly<Record<string, string>> = table({ '\\': '\\\\', '\n': '\\n', '\r': '\\r' });
  const lines = plan.secrets.map(
    ({ variable, value }) =>
      `${variable}=${value.replace(/[\\\n\r]/g, (character) => escapes[character] ?? character)}`,
  );
  return `# Secret values of ${plan.project.replace(/[\r\n]/g, ' ')}. NAME=VALUE; in VALUE \\n is a line break and \\\\ a backslash, nothing else is special.\n${lines.join('\n')}\n`;
}

/** The secret values as assignments, for a shell that reads them with `.`. */
export function secretAssignments(plan: ContainerPlan): string {
  const lines = plan.secrets.map(({ variable, value }) => `export ${quotedText(shellAssignment(variable, value))}`);
  return `${shellComment(`Secret values of ${plan.project}.`)}\n${lines.join('\n')}\n`;
}

/** The function that reads the file; values are assigned, never evaluated. */
export function secretsReader(plan: ContainerPlan, file: string | undefined): string {
  if (plan.secrets.length === 0) return '';
  if (file === undefined) {
    const values = plan.secrets.map(({ variable, value }) => `  ${quotedText(shellAssignment(variable, value))}`);
    return `# The secret values: whoever reads this file knows them.\nread_secrets() {\n${values.join('\n')}\n}\n`;
  }
  return `# Reads the secret values beside the script. They are data: nothing in them is run.
read_secrets() {
  if [ -e "$here"/${literal(file)} ]; then
    read_values "$here"/${literal(file)} SECRET_
  elif [ -n "$dry_run" ]; then
    ${plan.secrets.map(({ variable }) => `${variable}=''`).join(' ')}
  else
    die "the secret values are missing: $here/"${literal(file)}
  fi
}
`;
}

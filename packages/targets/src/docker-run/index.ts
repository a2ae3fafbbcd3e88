import { planContainers } from '../container-plan/plan.ts';
import type { Conversion, OutputFile, Target } from '../target.ts';
import { options } from './options.ts';
import { printScript } from './script.ts';
import { secretsFile } from './secrets-file.ts';
import { support } from './support.ts';

const scriptName = 'run.sh';
const secretsName = 'run.secrets.env';

/** One POSIX sh script that does with a container engine what `docker compose` does. */
export const dockerRun: Target = {
  name: 'docker-run',
  summary: 'A POSIX shell script that runs the project with docker',
  options,
  support,
  stream: scriptName,
  emit,
};

function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const plan = planContainers(project, loaded, conversion.ledger);
  const engine = typeof conversion.options['engine'] === 'string' ? conversion.options['engine'] : 'docker';
  const script = { path: scriptName, content: printScript(plan, { engine, secretsFile: secretsName }), mode: 0o755 };
  if (plan.secrets.length === 0) return [script];
  if (conversion.options['secrets'] === 'omit') {
    conversion.ledger.note(`Secret values are left out; write them to ${secretsName} beside the script.`);
    return [script];
  }
  return [
    script,
    { path: secretsName, content: secretsFile(plan), mode: 0o600 },
    { path: '.gitignore', content: `${secretsName}\n`, mode: 0o644 },
  ];
}

import type { Engine } from '../container-plan/engine.ts';
import { docker } from '../container-plan/engine.ts';
import { inDirectory } from '../container-plan/context.ts';
import { planContainers } from '../container-plan/plan.ts';
import { keepVariables } from '../container-plan/variables.ts';
import type { Conversion, OutputFile, Target } from '../target.ts';
import { podmanOption } from '../container-plan/engine-options.ts';
import { bakeFile } from './bake.ts';
import { crontabLines } from './crontab.ts';
import { functionNames } from './function-names.ts';
import { withoutUnsayableValues } from './hidden-values.ts';
import { chosenVariables, reportFilledIn } from './kept-variables.ts';
import { printLines } from './lines.ts';
import { options } from './options.ts';
import { withDockersDefaults } from './podman-defaults.ts';
import { withoutCopiesIntoReadOnly } from './read-only.ts';
import { printScript } from './script.ts';
import { secretAssignments, secretsFile } from './secrets-file.ts';
import { support } from './support.ts';

const scriptName = 'run.sh';
const bakeName = 'docker-bake.hcl';

/** One POSIX sh script that does with a container engine what `docker compose` does. */
export const dockerRun: Target = {
  name: 'docker-run',
  summary: 'A POSIX shell script that runs the project with docker',
  options,
  support,
  stream: scriptName,
  emit,
  nextSteps: ({ options: { style } }) => [
    { why: 'start the project', words: ['sh', { file: scriptName }, ...(style === 'lines' ? [] : ['up'])] },
  ],
};

function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const { ledger, options: values, report } = conversion;
  const engine: Engine =
    values['engine'] === 'podman' ? { name: 'podman', version: podmanOption(values, '4.3', report) } : docker;
  const choice = chosenVariables(values, loaded, report);
  const variables = keepVariables(loaded, choice);
  const made = planContainers(project, loaded, ledger, conversion.secrets, engine, variables);
  const asked = values['docker-defaults'] === true;
  const planned =
    engine.name === 'podman'
      ? withDockersDefaults(made, engine.version, asked, ledger)
      : withoutCopiesIntoReadOnly(made, ledger);
  const bakes = values['bake'] === true && planned.services.some((service) => service.build);
  const plan = withoutUnsayableValues(planned, ledger, bakes);
  reportFilledIn(plan, loaded, choice, variables.kept, ledger);
  const plain = values['secrets'] === 'plain';
  const lines = values['style'] === 'lines';
  if (values['bake'] === true && (lines || engine.name === 'podman'))
    report.add({ code: 'bad-option', message: '--bake needs the script, and docker: no other builds with bake files' });
  const secretsName = lines ? 'run.secrets.sh' : 'run.secrets.env';
  const secretsPlace = plain ? undefined : secretsName;
  const content = lines
    ? printLines(plan, { secretsFile: secretsPlace }, ledger)
    : printScript(plan, {
        secretsFile: secretsPlace,
        envFiles: namedEnvFiles(loaded.envFiles, project.working_dir),
        bakeFile: bakes ? bakeName : undefined,
        crontab: crontabLines(plan, ledger, ({ service }) => `/PATH/TO/${scriptName} up ${service}`),
      });
  // With the secrets in it, the script is for its owner alone.
  const script = { path: scriptName, content, mode: plain && plan.secrets.length > 0 ? 0o700 : 0o755 };
  const beside = bakes
    ? [{ path: bakeName, content: bakeFile(plan, functionNames(plan.services.map((one) => one.service))), mode: 0o644 }]
    : [];
  if (plan.secrets.length === 0 || plain) return [script, ...beside];
  if (values['secrets'] === 'omit') {
    ledger.note(
      `The secret values are left out: write ${secretsName} beside the script, with ${plan.secrets.map(({ variable }) => variable).join(', ')}.`,
    );
    return [script, ...beside];
  }
  return [
    script,
    ...beside,
    { path: secretsName, content: lines ? secretAssignments(plan) : secretsFile(plan), mode: 0o600 },
    { path: '.gitignore', content: `${secretsName}\n`, mode: 0o644 },
  ];
}

/** The files of `--env-file`; none where it is the usual `.env` of the project. */
function namedEnvFiles(files: readonly string[], directory: string): readonly ReturnType<typeof inDirectory>[] {
  return files.length === 1 && files[0] === `${directory}/.env`
    ? []
    : files.map((file) => inDirectory(directory, file, true));
}

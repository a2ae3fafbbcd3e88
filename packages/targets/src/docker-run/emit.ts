import { inDirectory } from '../container-plan/context.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { Conversion, Layout, OptionValues, OutputFile } from '../target.ts';
import { bakeFile } from './build/bake.ts';
import { crontabLines } from './script/crontab.ts';
import { functionNames } from './script/function-names.ts';
import { libraryName, printLibrary } from './script/library.ts';
import { printLines } from './short/lines.ts';
import type { Style } from './options.ts';
import { isByHand, scriptName, styleOf } from './options.ts';
import { planScript } from './plan-script.ts';
import { printScript } from './script/script.ts';
import { secretAssignments, secretsFile } from './values/secrets-file.ts';
import type { SecretsPlace } from './values/secrets-place.ts';
import { printShort } from './short/short.ts';
import type { EngineField } from '../container-plan/engine-field.ts';

const bakeName = 'docker-bake.hcl';

export function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const { ledger, options: values, report, layout } = conversion;
  const style = styleOf(values);
  const { plan, bakes } = planScript(conversion);
  checkOptions(values, report);
  const secrets = secretsPlace(plan, values, layout, ledger);
  const settings = {
    secretsFile: secrets.in === 'file' ? secrets.name : undefined,
    envFiles: namedEnvFiles(loaded.envFiles, project.working_dir),
    bakeFile: bakes ? bakeName : undefined,
    library: style === 'shared',
  };
  const content =
    style === 'lines'
      ? printLines(plan, secrets, ledger)
      : style === 'short'
        ? printShort(plan, secrets, scriptName, ledger)
        : printScript(plan, {
            ...settings,
            crontab: crontabLines(plan, ledger, ({ service }) => `/PATH/TO/${scriptName} up ${service}`),
          });
  // With the secrets in it, the script is for its owner alone.
  const hasSecrets = secrets.in === 'script' && plan.secrets.length > 0;
  return [
    { path: scriptName, content, mode: hasSecrets ? 0o700 : 0o755 },
    ...(values['library'] === true ? [{ path: libraryName, content: printLibrary(), mode: 0o644 }] : []),
    ...(bakes
      ? [
          {
            path: bakeName,
            content: bakeFile(plan, functionNames(plan.services.map((one) => one.service))),
            mode: 0o644,
          },
        ]
      : []),
    ...secretFiles(plan, secrets, style, values),
  ];
}

function checkOptions(values: OptionValues, report: Conversion['report']): void {
  const style = styleOf(values);
  if (values['bake'] === true && (isByHand(style) || values['engine'] === 'podman'))
    report.add({
      code: 'bad-option',
      message: '--bake needs --style script or shared, and docker: no other builds with bake files',
    });
  if (values['library'] === true && style !== 'shared')
    report.add({ code: 'bad-option', message: '--library is for --style shared: other scripts need no library' });
}

/** Where the secrets are, which the account says where that is for the user to see to. */
function secretsPlace(
  plan: ContainerPlan,
  values: OptionValues,
  layout: Layout,
  ledger: CheckedLedger<EngineField>,
): SecretsPlace {
  const byHand = isByHand(styleOf(values));
  if (values['secrets'] === 'plain') return { in: 'script' };
  const names = plan.secrets.map(({ variable }) => variable).join(', ');
  // What is pasted has nothing beside it.
  if (byHand && layout === 'stream') {
    if (names !== '') ledger.note(`The secret values come from the environment: export ${names} before.`);
    return { in: 'environment' };
  }
  const name = byHand ? 'run.secrets.sh' : 'run.secrets.env';
  if (values['secrets'] === 'omit' && names !== '')
    ledger.note(`The secret values are left out: write ${name} beside the script, with ${names}.`);
  return { in: 'file', name };
}

function secretFiles(
  plan: ContainerPlan,
  secrets: SecretsPlace,
  style: Style,
  values: OptionValues,
): readonly OutputFile[] {
  if (plan.secrets.length === 0 || secrets.in !== 'file' || values['secrets'] === 'omit') return [];
  const content = isByHand(style) ? secretAssignments(plan) : secretsFile(plan);
  return [
    { path: secrets.name, content, mode: 0o600 },
    { path: '.gitignore', content: `${secrets.name}\n`, mode: 0o644 },
  ];
}

/** The files of `--env-file`; none where it is the usual `.env` of the project. */
function namedEnvFiles(files: readonly string[], directory: string): readonly ReturnType<typeof inDirectory>[] {
  return files.length === 1 && files[0] === `${directory}/.env`
    ? []
    : files.map((file) => inDirectory(directory, file, true));
}

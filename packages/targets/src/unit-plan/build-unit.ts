import { secretsNamedIn } from '../container-plan/secrets/hidden-secrets.ts';
import type { ServicePlan } from '../container-plan/types.ts';
import { fileName } from '../shared/output-path.ts';
import { joinQuoted } from '../shared/shell/quoting.ts';
import type { UnitFile } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import { shellCommand } from './engine-waits.ts';
import type { InstalledFile } from './installer/installed-file.ts';
import { marked } from './markers.ts';
import { engineUnits } from './target-unit.ts';
import type { UnitContext } from './unit-context.ts';
import { needed, unitTitle, word } from './unit-context.ts';
import { unitEnvironment } from './unit-environment.ts';
import { environmentFile, revealed, secretEntries } from './unit-secrets.ts';

/** The files beside the units that a build needs. */
export interface BuildFiles {
  readonly files: readonly InstalledFile[];
  /** The name of the file with secret arguments. */
  readonly environment?: string;
  /** The name of the file that is the Dockerfile. */
  readonly inline?: string;
}

export function buildFiles(context: UnitContext, service: ServicePlan): BuildFiles {
  const build = service.build;
  if (!build) return { files: [] };
  const units = [context.names.build(service.service)];
  const variables = buildEnvironment(context, service);
  const { lines, openLines } = variables;
  variables.words([...build.args, ...build.secrets]);
  for (const { variable, value, path } of build.secrets)
    if (value === null)
      context.ledger.besides(
        path,
        `${variable} is not set now: the build gets an empty secret.`,
        'set it and convert again',
      );
  const environment = lines.length === 0 ? undefined : fileName(service.service, '~build.env');
  const inline = build.inline === undefined ? undefined : fileName(service.service, '.Dockerfile');
  const mode = secretsNamedIn(build.inline).length > 0 ? 0o600 : 0o644;
  const files: InstalledFile[] = [];
  if (environment !== undefined) files.push(environmentFile(environment, { lines, openLines }, units));
  if (inline !== undefined)
    files.push({
      kind: 'config',
      name: inline,
      source: `files/${inline}`,
      content: revealed(context.plan, build.inline ?? []),
      ...(mode === 0o600 && { withoutSecrets: '' }),
      mode,
      outputMode: mode,
      units,
    });
  return {
    files,
    ...(environment === undefined ? {} : { environment }),
    ...(inline === undefined ? {} : { inline }),
  };
}

const buildEnvironment = (context: UnitContext, service: ServicePlan) =>
  unitEnvironment(context, [
    ...(service.build?.args ?? []).filter((arg) => arg.secret !== undefined),
    ...secretEntries(context.plan, service.build?.flags),
    ...(service.build?.secrets ?? []),
  ]);

/** The unit that builds a service's image: when it is missing, or at each start where the project says so. */
export function buildUnit(context: UnitContext, service: ServicePlan): UnitFile | undefined {
  const build = service.build;
  if (!build) return undefined;
  const { markers, plan } = context;
  const { environment, inline } = buildFiles(context, service);
  const flags = inline === undefined ? build.flags : build.flags.filter(({ flag }) => flag !== '--file');
  const args = buildEnvironment(context, service).words(build.args);
  const command = [
    plan.engine.name,
    'build',
    ...args.map((one) => (one === '--env' ? '--build-arg' : one)),
    ...flags.flatMap((flag) => (flag.value === undefined ? [flag.flag] : [flag.flag, marked(markers, flag.value)])),
    ...(inline === undefined ? [] : ['--file', `${markers.config}/${inline}`]),
    marked(markers, build.context),
  ];
  const image = marked(markers, service.image);
  const missing = `${plan.engine.name} image inspect "$1" >/dev/null 2>&1 || { shift; exec "$@"; }`;
  const line = service.pull === 'build' ? command : shellCommand(missing, image, ...command);
  const { header, description } = unitTitle(context, `image of ${service.service}`, build.path);
  return {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [description, ...engineUnits(context), unitEntry('PartOf', context.names.target)],
      },
      {
        name: 'Service',
        entries: [
          unitEntry('Type', 'oneshot'),
          unitEntry('RemainAfterExit', 'yes'),
          ...(environment === undefined ? [] : [unitEntry('EnvironmentFile', `${markers.config}/${environment}`)]),
          unitEntry('ExecStart', needed(context, joinQuoted(line.map((one) => word(markers, one))), build.path)),
          unitEntry('TimeoutStartSec', 'infinity'),
        ],
      },
    ],
  };
}

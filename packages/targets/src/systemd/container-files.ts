import { literalOf } from '../container-plan/text.ts';
import type { CopiedFile, ServicePlan } from '../container-plan/types.ts';
import { fileName } from '../shared/output-path.ts';
import type { InstalledFile } from '../unit-plan/installer/installed-file.ts';
import { replicasOf } from '../unit-plan/markers.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import type { UnitEnvironment } from '../unit-plan/unit-environment.ts';
import { hooksOf, unitEnvironment } from '../unit-plan/unit-environment.ts';
import { commandSecrets, environmentFile } from '../unit-plan/unit-secrets.ts';

/** The environment of a service and the secrets of its hooks, in a file that only its owner reads. */
export function serviceEnvironment(context: UnitContext, service: ServicePlan): UnitEnvironment {
  const hooks = hooksOf(service).flatMap((hook) => hook.environment.filter((entry) => entry.secret !== undefined));
  return unitEnvironment(
    context,
    [...service.environment, ...hooks, ...commandSecrets(context.plan, service)],
    `${context.markers.config}/${engineName(service)}`,
  );
}

export const environmentName = (service: ServicePlan): string => fileName(service.service, '.env');

/** The file with secrets whose names only the engine takes. */
const engineName = (service: ServicePlan): string => fileName(service.service, '~engine.env');

/** The name of the file with the content of a secret or config. */
export const contentName = (service: ServicePlan, file: CopiedFile): string =>
  fileName(service.service, `.file-${service.files.indexOf(file) + 1}`);

/**
 * The files beside a service's units. Contents are bound into the container: they lie in a directory that only the
 * installer's user can enter, so that they can have the permissions that the project asks for.
 */
export function containerFiles(context: UnitContext, service: ServicePlan): readonly InstalledFile[] {
  const units = replicasOf(service).map((replica) => context.names.container(replica));
  const { lines, openLines, engineLines } = serviceEnvironment(context, service);
  const environment = (name: string, content: readonly string[], open: readonly string[]): readonly InstalledFile[] =>
    content.length === 0 ? [] : [environmentFile(name, { lines: content, openLines: open }, units)];
  const contents = service.files.map((file): InstalledFile => {
    const name = contentName(service, file);
    return {
      kind: 'config',
      name,
      source: `files/${name}`,
      content: literalOf(file.content) ?? '',
      ...(file.secret === undefined ? {} : { withoutSecrets: '' }),
      mode: file.mode,
      ...(file.owned ? { owner: `${file.uid}:${file.gid}` } : {}),
      outputMode: file.secret === undefined ? 0o644 : 0o600,
      units,
    };
  });
  return [
    ...environment(environmentName(service), lines, openLines),
    ...environment(
      engineName(service),
      engineLines,
      engineLines.map((line) => line.slice(0, line.indexOf('=') + 1)),
    ),
    ...contents,
  ];
}

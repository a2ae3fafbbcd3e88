import { createOptions } from '../container-plan/container.ts';
import { csvLine } from '../container-plan/flags/csv.ts';
import { literalOf, text } from '../container-plan/text.ts';
import type { Flag, ServicePlan } from '../container-plan/types.ts';
import { sha256Hex } from '../shared/bytes/hash.ts';
import { containerLabels, hasLabel } from '../unit-plan/compose-labels.ts';
import { imageVolumesWords } from '../unit-plan/image-volumes.ts';
import type { Replica } from '../unit-plan/markers.ts';
import { marked, nameOf } from '../unit-plan/markers.ts';
import { withoutNetworkIds } from '../unit-plan/networks.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { needed, sayable, word, words } from '../unit-plan/unit-context.ts';
import { contentName } from './container-files.ts';
import { pathTo } from '../account/key-path.ts';

/** Options that are of `podman` itself, before its command. */
const ofPodman = new Set(['--runtime']);

/** The command that makes the container, an option a line. */
export function createLines(context: UnitContext, replica: Replica, environment: readonly string[]): readonly string[] {
  const { plan, markers } = context;
  const { service } = replica;
  const engine = plan.engine.name;
  const path = pathTo(['services', service.service]);
  const options = unitLogging(context, withoutNetworkIds(context, service, createOptions(service, engine))).filter(
    ({ flag }) => flag !== '--restart',
  );
  const first = options.filter(({ flag }) => engine === 'podman' && ofPodman.has(flag));
  const option = (flag: Flag): readonly string[] => {
    if (flag.value === undefined) return [flag.flag];
    const value = sayable(context, word(markers, marked(markers, flag.value, replica)), flag.path);
    return value === undefined ? [] : [`${flag.flag} ${value}`];
  };
  const labels = containerLabels(plan, markers, replica).filter(([key]) => !hasLabel(service, key));
  const definition = [
    ...options.filter((one) => !first.includes(one)).flatMap(option),
    ...service.files.flatMap((file) => fileOption(context, service, file)),
    [service.image, ...service.command]
      .map((one, index) =>
        needed(
          context,
          word(markers, marked(markers, one, replica)),
          pathTo([...path, index === 0 ? 'image' : 'command']),
        ),
      )
      .join(' '),
  ];
  const variables = pairs(environment).flatMap(([flag, value]) => {
    const quoted = sayable(
      context,
      word(markers, value),
      pathTo([...path, 'environment', value.split('=', 1)[0] ?? value]),
    );
    return quoted === undefined ? [] : [`${flag} ${quoted}`];
  });
  return [
    [engine, ...first.flatMap(option), 'create', '--pull', service.builtBy === undefined ? service.pull : 'never'].join(
      ' ',
    ),
    `--name ${words(context, [nameOf(markers, replica)])}`,
    ...labels.map(([key, value]) => `--label ${words(context, [`${key}=${value}`])}`),
    `--label com.docker.compose.config-hash=${sha256Hex([...variables, ...definition].join('\n'))}`,
    ...imageVolumesWords(service),
    ...variables,
    ...definition,
  ];
}

/** A content that the installer put beside the units, bound into the container. */
function fileOption(context: UnitContext, service: ServicePlan, file: ServicePlan['files'][number]): readonly string[] {
  const source = `${context.markers.config}/${contentName(service, file)}`;
  const [option, text] = file.target.includes(':')
    ? [
        '--mount',
        literalOf(csvLine([['type', ['bind']], ['source', [source]], ['target', [file.target]], ['readonly']])),
      ]
    : ['--volume', `${source}:${file.target}:ro,z`];
  const value = sayable(context, word(context.markers, text ?? ''), file.path);
  return value === undefined ? [] : [`${option} ${value}`];
}

function pairs(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((one, index) => (index % 2 === 0 ? [[one, list[index + 1] ?? ''] as const] : []));
}

/**
 * The unit hands the container's output to the journal. The engine's own log is a file then: with its driver for the journal,
 * which is Podman's usual one, each line would be there twice.
 */
function unitLogging(context: UnitContext, options: readonly Flag[]): readonly Flag[] {
  const podman = context.plan.engine.name === 'podman';
  const file = text(podman ? 'k8s-file' : 'json-file');
  const driver = options.find(({ flag }) => flag === '--log-driver');
  if (!driver) return podman ? [...options, { flag: '--log-driver', value: file, path: pathTo([]) }] : options;
  if (literalOf(driver.value ?? []) !== 'journald') return options;
  context.ledger.approximated(
    driver.path,
    'StandardOutput=',
    'The lines are in the journal under the name of the unit, without the fields CONTAINER_*.',
  );
  return options.map((one) => (one === driver ? { ...one, value: file } : one));
}

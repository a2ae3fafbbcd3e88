import type { ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { Replica } from './markers.ts';
import { marked, pathSteps, volumePrefix } from './markers.ts';
import type { UnitContext } from './unit-context.ts';
import { words } from './unit-context.ts';

/**
 * The word of a command line for which systemd puts in the options of the volumes that the image declares, each a word
 * of its own. Source: systemd.service(5), "Command lines": `$NAME` as a separate word is split.
 */
const imageVolumesWord = '$TRANSPOSE_VOLUMES';

/** That word, where there may be such volumes. */
export const imageVolumesWords = (service: ServicePlan): readonly string[] =>
  mayDeclareVolumes(service) ? [imageVolumesWord] : [];

/** Whether the image may declare a volume at a place where nothing is mounted. */
function mayDeclareVolumes(service: ServicePlan): boolean {
  const { dataPaths } = service;
  const taken = new Set(targetsOf(service));
  return dataPaths?.every((path) => taken.has(path)) !== true;
}

const targetsOf = ({ mounts, files }: ServicePlan): readonly string[] =>
  [...mounts, ...files].map(({ target }) => `/${pathSteps(target).join('/')}`);

/**
 * Names for the volumes that an image declares (`VOLUME`). Docker keeps a container, and with it their data, from one start
 * to the next; units make it anew, so that its data is found again by the name of the volume. Only the image knows its
 * volumes: it is asked at each start, and the options are read from the file that this writes.
 */
export function imageVolumeEntries(context: UnitContext, replica: Replica): readonly UnitEntry[] {
  const { markers } = context;
  const { service } = replica;
  if (!mayDeclareVolumes(service)) return [];
  // A word of several lines: two spaces are nowhere else in it.
  const script = words(context, [namesOfVolumes(context.plan.engine.name, service).join('  ')]).split('  ');
  const args = words(context, [
    'sh',
    marked(markers, service.image, replica),
    volumePrefix(markers, replica),
    markers.project,
    ...(service.platform ? [marked(markers, service.platform, replica)] : []),
    ...lenders(service).map((lender) => marked(markers, lender, replica)),
    ...new Set(targetsOf(service)),
  ]);
  return [
    unitEntry('RuntimeDirectory', '%N'),
    unitEntry('EnvironmentFile', '-%t/%N/volumes'),
    {
      key: 'ExecStartPre',
      value: ['/bin/sh -c', ...script, args],
      comment: 'Names the volumes that the image declares: the next container finds its data by them.',
    },
  ];
}

/** The containers whose volumes a service takes over: they win over those of its image. */
const lenders = (service: ServicePlan) =>
  service.flags.flatMap(({ flag, value }) => (flag === '--volumes-from' && value ? [value] : []));

/** The image has to be there to be asked; what a build or nobody brings is not fetched. */
function pullLines(engine: string, service: ServicePlan): readonly string[] {
  if (service.builtBy !== undefined || service.pull === 'never' || service.pull === 'build') return [];
  const pull = `${engine} pull --quiet ${service.platform ? '--platform "$platform" ' : ''}"$image" >/dev/null || exit;`;
  return service.pull === 'always' ? [pull] : [`${engine} image inspect "$image" >/dev/null 2>&1 || ${pull}`];
}

/**
 * The lines of a script for `/bin/sh -c`: $1 is the image, $2 what the names begin with, $3 the project for the label, then
 * come the platform, the containers that lend volumes, and the paths at which something is mounted already. Paths with odd
 * characters are left to the engine.
 */
function namesOfVolumes(engine: string, service: ServicePlan): readonly string[] {
  const numbers = lenders(service).map((_, index) => `"$${index + 1}"`);
  return [
    `image=$1 prefix=$2 project=$3; shift 3; ${service.platform ? 'platform=$1; shift; ' : ''}`.trimEnd(),
    ...pullLines(engine, service),
    ...(numbers.length === 0
      ? []
      : [
          `set -- "$@" $(${engine} inspect --format '{{range .Mounts}}{{println .Destination}}{{end}}' ${numbers.join(' ')});`,
        ]),
    `${engine} image inspect --format '{{range $path, $_ := .Config.Volumes}}{{println $path}}{{end}}' "$image" |`,
    `{ printf TRANSPOSE_VOLUMES=; while read -r path; do path=\${path%/};`,
    `case $path in '' | *[!a-zA-Z0-9_./-]*) continue ;; esac;`,
    `for taken do if [ "$taken" = "$path" ]; then continue 2; fi; done;`,
    `volume=$prefix$(echo "$path" | sed 's|^/||; s|-|--|g; s|/|-|g');`,
    `${engine} volume create --label "com.docker.compose.project=$project" "$volume" >/dev/null 2>&1;`,
    `printf ' --volume=%s:%s' "$volume" "$path"; done; } >"$RUNTIME_DIRECTORY/volumes"`,
  ];
}

import { namesNetworkById } from '../../container-plan/flags/attachments.ts';
import { createOptions } from '../../container-plan/container.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellAssignment, shellComment } from '../../shared/shell/shell-word.ts';
import { fillFor, word } from '../script/command-words.ts';
import { composeFile, usesDirectory } from '../script/compose-file.ts';
import type { SecretsPlace } from '../values/secrets-place.ts';
import { exportHint } from '../values/secrets-place.ts';
import { literal } from '../script/words.ts';

/** What the short script begins with: how it is used, and where it runs. */
export function shortHead(plan: ContainerPlan, secrets: SecretsPlace, crontab: readonly string[]): string {
  const builds = plan.services.some(({ build }) => build);
  const schedules = crontab.map((line) => `${shellComment(`On a schedule, as a line of crontab(5): ${line}`)}\n`);
  return `#!/bin/sh
${shellComment(`${plan.project}: starts and stops the containers of a Docker Compose project.`)}
# Written by transpose. To change it, change the Compose file and convert it again.
#
#   up            start what is missing, and replace containers whose options or image changed
${builds ? '#   build         build the images again\n' : ''}#   down [-v]     remove containers and networks; with -v the volumes with their data, too
#   ps            list the containers
#   logs          show their output; the options are those of ${plan.engine.name} logs, as -f
${schedules.join('')}set -eu

cd -- "$(dirname -- "$(readlink -f -- "$0")")"
${secretLines(plan, secrets)}${projectDirectory(plan)}`;
}

/** Relative paths begin where the Compose file is. */
function projectDirectory(plan: ContainerPlan): string {
  const file = composeFile(plan);
  if (file === '' || !usesDirectory(plan)) return '';
  const name = literal(file);
  const missing = literal(`there is no ${file} beside this script or above it: relative paths begin there`);
  return `# Relative paths begin where the Compose file is.
[ -e ${name} ] || cd ..
[ -e ${name} ] || { echo ${missing} >&2 && exit 1; }
`;
}

function secretLines({ secrets }: ContainerPlan, place: SecretsPlace): string {
  if (secrets.length === 0) return '';
  switch (place.in) {
    case 'script':
      return `${secrets.map(({ variable, value }) => quotedText(shellAssignment(variable, value))).join('\n')}\n`;
    case 'file':
      // Without the file only `up` fails, which says so.
      return `# The values of secrets.
secrets=./${literal(place.name)}
# shellcheck source=/dev/null
if [ -e "$secrets" ]; then . "$secrets"; fi
`;
    case 'environment':
      return `${shellComment(exportHint(secrets))}\n`;
  }
}

export function shortDown(plan: ContainerPlan): string {
  const { name: engine } = plan.engine;
  const fixed = fillFor(plan, '');
  const own = (kind: 'networks' | 'volumes') =>
    plan[kind].filter(({ external }) => !external).map(({ name }) => ` ${word(fixed(name))}`);
  const networks = own('networks');
  const volumes = own('volumes');
  return `down() {
  for name in $(containers); do
    echo "removing $name"
    ${engine} stop "$name" >/dev/null
    ${engine} rm \${1:+--volumes} "$name" >/dev/null
  done
${networks.length === 0 ? '' : `  remove network${networks.join('')}\n`}${
    volumes.length === 0 ? '' : `  if [ -n "$1" ]; then remove volume${volumes.join('')}; fi\n`
  }}
`;
}

/** The functions of every short script. */
export function shortFunctions(plan: ContainerPlan): string {
  const { name: engine } = plan.engine;
  const label = `transpose.project=${plan.project}`;
  const byId = plan.services.some((service) => createOptions(service, engine).some(namesNetworkById));
  const waits = (condition: string) =>
    plan.services.some((service) => service.waits.some((wait) => wait.condition === condition));
  const removes = [...plan.networks, ...plan.volumes].some(({ external }) => !external);
  const dies = [...plan.networks, ...plan.volumes].some(({ external }) => external);
  return [
    `# Runs a container; replaces one whose options or image changed: NAME OPTION... IMAGE WORD...
container() {
  name=$1 secrets=
  shift
  case $1 in --env-file) secrets=$(cat) ;; esac
  sum=$(printf '%s\\n' "$@" "$(id_of image "$image")" "$secrets" | cksum | tr ' ' -)
  case $(${engine} container inspect --format '{{.State.Running}} {{index .Config.Labels "transpose.sum"}}' "$name" 2>/dev/null) in
    "true $sum") return ;;
    "false $sum")
      echo "starting $name"
      ${engine} start "$name" >/dev/null
      return
      ;;
    ?*)
      if ${engine} container inspect --format '{{range .Mounts}}{{println .Name}}{{end}}' "$name" | grep -Eq '^[0-9a-f]{64}$'; then
        echo "$name changed, and has data in a volume without a name: save it, then run: ${engine} rm --force $name" >&2
        return 1
      fi
      ${engine} stop "$name" >/dev/null
      ${engine} rm "$name" >/dev/null
      ;;
  esac
  echo "starting $name"
  printf '%s\\n' "$secrets" |
    ${engine} run --detach --name "$name" --label ${label} --label "transpose.sum=$sum" "$@" >/dev/null
}

# All containers of the project, the newest first.
containers() {
  ${engine} ps --all --filter label=${label} --format '{{.Names}}'
}

have() {
  ${engine} "$1" inspect "$2" >/dev/null 2>&1
}

id_of() {
  ${engine} "$1" inspect --format '{{.Id}}' "$2" 2>/dev/null || :
}
`,
    ...(byId ? ['network_id() {\n  id_of network "$1"\n}\n'] : []),
    ...(dies ? ['die() {\n  echo "$@" >&2\n  exit 1\n}\n'] : []),
    ...(removes ? [removal(engine)] : []),
    ...(waits('healthy') ? [healthy(engine)] : []),
    ...(waits('completed') ? [completed(engine)] : []),
    logs(engine),
  ].join('\n');
}

const removal = (engine: string): string => `remove() {
  kind=$1
  shift
  for name; do
    if have "$kind" "$name"; then ${engine} "$kind" rm "$name"; fi
  done
}
`;

const healthy = (engine: string): string => `healthy() {
  while :; do
    case $(${engine} inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$1") in
      'running healthy') return ;;
      *' starting') sleep 1 ;;
      *)
        echo "$1 is not healthy" >&2
        return 1
        ;;
    esac
  done
}
`;

const completed = (engine: string): string => `completed() {
  [ "$(${engine} wait "$1")" = 0 ] || {
    echo "$1 failed" >&2
    return 1
  }
}
`;

const logs = (engine: string): string => `# The output of all containers, the name before each line: OPTION...
logs() {
  pipes=$(mktemp -d) followers=
  trap end_logs EXIT
  trap 'exit 130' HUP INT TERM
  for name in $(containers); do
    mkfifo "$pipes/$name"
    sed "s/^/$name | /" <"$pipes/$name" &
    ${engine} logs "$@" "$name" >"$pipes/$name" 2>&1 &
    followers="$followers $!"
  done
  wait
}

end_logs() {
  for follower in $followers \${!-}; do kill "$follower" 2>/dev/null || :; done
  rm -rf "$pipes"
}
`;

/** What reads the command line. */
export function shortEnd(plan: ContainerPlan, runs: string): string {
  const builds = plan.services.some(({ build }) => build);
  const usage = `usage: $0 up | ${builds ? 'build | ' : ''}down [-v] | ps | logs [-f] [OPTION...]${runs === '' ? '' : ' | run SERVICE'}`;
  return `case $* in
  up) up ;;
${builds ? '  build) build ;;\n' : ''}  down) down '' ;;
  'down -v') down yes ;;
  ps) ${plan.engine.name} ps --all --filter label=transpose.project=${plan.project} ;;
  logs | 'logs '*)
    shift
    logs "$@"
    ;;
${runs}  *)
    echo "${usage}" >&2
    exit 2
    ;;
esac
`;
}

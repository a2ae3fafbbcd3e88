import { createOptions } from '../../container-plan/container.ts';
import { serviceNamed } from '../../container-plan/plan-index.ts';
import type { ContainerPlan, NetworkPlan, ServicePlan, VolumePlan, WaitPlan } from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { shellComment, shellLines } from '../../shared/shell/shell-word.ts';
import { buildLine } from '../build/build-line.ts';
import { asByHand, countOf } from './by-hand.ts';
import { before, commandOf, fillFor, handedOver, optionWords, word } from '../script/command-words.ts';
import { crontabLines } from '../script/crontab.ts';
import type { FunctionNames } from '../script/function-names.ts';
import { functionNames } from '../script/function-names.ts';
import { tellWhatIsLeftOut } from '../left-out.ts';
import type { SecretsPlace } from '../values/secrets-place.ts';
import { shortDown, shortEnd, shortFunctions, shortHead } from './short-functions.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

/** A script as a person writes it by hand: up, down, ps and logs. What it does not do goes into the ledger. */
export function printShort(
  given: ContainerPlan,
  secrets: SecretsPlace,
  script: string,
  ledger: CheckedLedger<EngineField>,
): string {
  const plan = asByHand(given);
  tellWhatIsLeftOut(plan, 'short', ledger);
  const names = functionNames(plan.services.map(({ service }) => service));
  const scheduled = plan.services.filter(({ schedule }) => schedule);
  const crontab = crontabLines(plan, ledger, ({ service }) => `/PATH/TO/${script} run ${word([service])}`);
  const builds = plan.services.flatMap(({ build }) => (build ? [`  ${buildLine(plan, build, '  ')}\n`] : []));
  return [
    shortHead(plan, secrets, crontab),
    ...(builds.length === 0 ? [] : [`build() {\n${builds.join('')}}\n`]),
    up(plan),
    ...scheduled.map((service) => `run_${names.of(service.service)}() {\n${serviceLines(plan, service)}\n}\n`),
    shortDown(plan),
    shortFunctions(plan),
    shortEnd(plan, scheduled.map((one) => runBranch(one, names)).join('')),
  ].join('\n');
}

function up(plan: ContainerPlan): string {
  const images = plan.services.flatMap(({ build, image }) => (build ? [word(fillFor(plan, '')(image))] : []));
  const built = images.length === 0 ? [] : [`  ${images.map((one) => `have image ${one}`).join(' && ')} || build`];
  const parts = [
    [
      ...plan.networks.map((one) => resource(plan, 'network', one)),
      ...plan.volumes.map((one) => resource(plan, 'volume', one)),
      ...built,
    ].join('\n'),
    ...plan.services.filter(({ schedule }) => !schedule).map((service) => serviceLines(plan, service)),
  ].filter((part) => part !== '');
  return `up() {\n${parts.length === 0 ? '  :' : parts.join('\n\n')}\n}\n`;
}

function resource(plan: ContainerPlan, kind: 'network' | 'volume', one: NetworkPlan | VolumePlan): string {
  const fixed = fillFor(plan, '');
  const name = word(fixed(one.name));
  const have = `  have ${kind} ${name} ||`;
  if (one.external) return `${have} die ${word([`the ${kind} `, ...fixed(one.name), ' is external: create it first'])}`;
  const options = one.flags.map((flag) => optionWords(flag, fixed));
  return `${have} ${commandOf([[plan.engine.name, kind, 'create'], ...options, [name]], '  ')}`;
}

/** What starts the containers of a service, after those that it waits for. */
function serviceLines(plan: ContainerPlan, service: ServicePlan): string {
  const numbers = Array.from({ length: countOf(service) }, (_, index) => index + 1);
  const several = numbers.length > 1;
  return [
    shellComment(service.service, '  '),
    ...service.waits.flatMap((wait) => waitLines(plan, wait)),
    ...service.mounts.flatMap(({ makeDirectory: place }) =>
      place ? [`  [ -e ${word(place)} ] || mkdir -p ${word(place)}`] : [],
    ),
    `  image=${word(fillFor(plan, '')(service.image))}`,
    ...pullLines(plan, service),
    ...(several ? [`  for number in ${numbers.join(' ')}; do`] : []),
    containerCall(plan, service, several),
    ...(several ? ['  done'] : []),
  ].join('\n');
}

function pullLines(plan: ContainerPlan, service: ServicePlan): readonly string[] {
  if (service.builtBy !== undefined || service.pull === 'never') return [];
  const platform = service.platform ? ` --platform ${word(fillFor(plan, '')(service.platform))}` : '';
  const pull = `${plan.engine.name} pull --quiet${platform} "$image"`;
  return [service.pull === 'always' ? `  ${pull}` : `  have image "$image" || ${pull}`];
}

function waitLines(plan: ContainerPlan, { service: name, condition, required }: WaitPlan): readonly string[] {
  const other = serviceNamed(plan, name);
  if (!other || condition === 'started') return [];
  return Array.from({ length: countOf(other) }, (_, index) => {
    const container = word(fillFor(plan, '', index + 1)(other.name));
    return `  ${condition} ${container}${required ? '' : ' || :'}`;
  });
}

function containerCall(plan: ContainerPlan, service: ServicePlan, several: boolean): string {
  const number = several ? 'any' : 1;
  const name = fillFor(plan, '', number)(service.name);
  const fill = fillFor(plan, name, number);
  const environment = handedOver(service.environment, plan.engine.name, fill);
  const { assigned } = environment;
  const shell = assigned.length === 0 ? '' : '  ';
  const indent = `${shell}${several ? '    ' : '  '}`;
  const shares = service.shares.flatMap((key) => {
    const other = serviceNamed(plan, key);
    return other ? [['--label', `"transpose.shares=$(id_of container ${word(fillFor(plan, '')(other.name))})"`]] : [];
  });
  const call = shellLines(
    [
      ['container', word(name)],
      ...environment.options,
      ...shares,
      ...createOptions(service, plan.engine.name).map((flag) => optionWords(flag, fill)),
      ['"$image"', ...service.command.map((one) => word(fill(one)))],
    ],
    environment.piped.length === 0 ? indent : `${indent}  `,
  );
  const line = `${indent}${before({ ...environment, assigned: [] }, indent)}${call}`;
  if (shell === '') return line;
  // What no line of an env file can hold is in the environment of this container's command alone.
  const outer = indent.slice(2);
  return [`${outer}(`, ...assigned.map((one) => `${indent}export ${one}`), line, `${outer})`].join('\n');
}

/** A service with a schedule is started by the cron daemon, through the script. */
const runBranch = ({ service }: ServicePlan, names: FunctionNames): string =>
  `  ${word([`run ${service}`])}) run_${names.of(service)} ;;\n`;

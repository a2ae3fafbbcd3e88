import type { ContainerPlan, NetworkPlan, ServicePlan, VolumePlan } from '../container-plan/types.ts';
import { base64 } from '../shared/base64.ts';
import { quotedText } from '../shared/quoting.ts';
import { shellWord } from '../shared/shell-word.ts';
import type { UnitEntry, UnitFile } from '../shared/unit-file.ts';
import { utf8Bytes } from '../shared/utf8.ts';
import type { UnitSettings } from './settings.ts';
import { environmentLines, flagLine, literal, plain, word } from './words.ts';
import { containerUnits, projectTarget } from './unit-names.ts';

/** The target that stands for the project: starting it is `up`, stopping it is `down`. */
export function targetUnit(plan: ContainerPlan): UnitFile {
  const services = plan.services.flatMap((service) => containerUnits(plan, service));
  return {
    header: `${plan.project}. Written by transpose.`,
    sections: [
      {
        name: 'Unit',
        entries: [
          { key: 'Description', value: plan.project },
          ...(services.length === 0 ? [] : [{ key: 'Wants', value: services.join(' ') }]),
        ],
      },
      { name: 'Install', entries: [{ key: 'WantedBy', value: 'multi-user.target' }] },
    ],
  };
}

/** A network or volume: made when it is not there. A network goes with the project; a volume is never removed. */
export function resourceUnit(plan: ContainerPlan, kind: 'network' | 'volume', resource: NetworkPlan | VolumePlan, settings: UnitSettings): UnitFile {
  const words = { project: plan.project };
  const { engine } = settings;
  const name = plain(words, resource.name);
  const inspect = `${engine} ${kind} inspect ${quotedText(shellWord(name))} >/dev/null 2>&1`;
  const labels = [`com.docker.compose.project=${plan.project}`, `com.docker.compose.${kind}=${resource.key}`];
  const create = [
    `/bin/sh -c ${literal(`${inspect} || exec ${engine} ${kind} create "$@"`)} sh`,
    ...resource.flags.map((flag) => flagLine(words, flag)),
    ...labels.map((label) => `--label ${literal(label)}`),
    word(words, resource.name),
  ];
  const entries: UnitEntry[] = [
    { key: 'Type', value: 'oneshot' },
    { key: 'RemainAfterExit', value: 'yes' },
    { key: 'ExecStart', value: resource.external ? `${engine} ${kind} inspect ${literal(name)}` : create },
  ];
  if (kind === 'network' && !resource.external) entries.push({ key: 'ExecStop', value: `-${engine} network rm ${literal(name)}` });
  return oneshot(plan, `${kind} ${resource.key} of ${plan.project}`, entries, settings);
}

/** A build of an image. */
export function imageUnitFile(plan: ContainerPlan, service: ServicePlan, settings: UnitSettings): UnitFile | undefined {
  const build = service.build;
  if (!build) return undefined;
  const words = { project: plan.project };
  const entries: UnitEntry[] = [
    { key: 'Type', value: 'oneshot' },
    { key: 'RemainAfterExit', value: 'yes' },
    { key: 'WorkingDirectory', value: settings.directory },
    {
      key: 'ExecStart',
      value: [
        `${settings.engine} build`,
        ...environmentLines(words, build.args, '--build-arg'),
        ...build.flags.map((flag) => flagLine(words, flag)),
        word(words, build.context),
      ],
    },
    { key: 'TimeoutStartSec', value: 'infinity' },
  ];
  if (build.inline !== undefined) {
    entries.splice(3, 0, { key: 'StandardInput', value: 'data' }, { key: 'StandardInputData', value: base64(utf8Bytes(build.inline)) });
  }
  return oneshot(plan, `image of ${service.service} of ${plan.project}`, entries, settings);
}

function oneshot(plan: ContainerPlan, description: string, entries: readonly UnitEntry[], settings: UnitSettings): UnitFile {
  const engine = settings.engineUnits.join(' ');
  const after = engine === '' ? [] : [{ key: 'Requires', value: engine }, { key: 'After', value: engine }];
  return {
    header: `${description}. Written by transpose.`,
    sections: [
      { name: 'Unit', entries: [{ key: 'Description', value: description }, ...after, { key: 'PartOf', value: projectTarget(plan) }] },
      { name: 'Service', entries },
    ],
  };
}

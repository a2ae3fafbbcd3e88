import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import { countOf } from './short/by-hand.ts';
import type { EngineField } from '../container-plan/engine-field.ts';

/** The styles that do less than the script. */
export type LesserStyle = 'lines' | 'short';

const subjects = { lines: 'Plain lines', short: 'The short script' } as const;
const verbs = { lines: ['copy', 'stop', 'restart'], short: ['copies', 'stops', 'restarts'] } as const;
const otherwise = 'convert with `--style script`';

/** Tells what the script does and a lesser style does not. */
export function tellWhatIsLeftOut(plan: ContainerPlan, style: LesserStyle, ledger: CheckedLedger<EngineField>): void {
  for (const service of plan.services) {
    tellOfContainer(service, style, ledger);
    tellOfHooks(service, style, ledger);
  }
}

function tellOfContainer(service: ServicePlan, style: LesserStyle, ledger: CheckedLedger<EngineField>): void {
  const [copy, , restart] = verbs[style];
  for (const file of service.files)
    ledger.dropped(
      file.path,
      `${subjects[style]} ${copy} no content into containers`,
      `Give the top-level entry a \`file\`, or ${otherwise}`,
    );
  if (service.replicas > countOf(service))
    ledger.besides(
      ['services', service.service, 'deploy', 'replicas'],
      `There are commands for the first ${countOf(service)} containers`,
      otherwise,
    );
  for (const wait of service.waits)
    if (wait.restart) ledger.dropped([...wait.path, 'restart'], `${subjects[style]} ${restart} nothing`, otherwise);
}

function tellOfHooks(service: ServicePlan, style: LesserStyle, ledger: CheckedLedger<EngineField>): void {
  const drop = (hooks: ServicePlan['preStart'], why: string) => {
    for (const hook of hooks) ledger.dropped(hook.path, why, otherwise);
  };
  const [, stop] = verbs[style];
  if (style === 'short')
    drop([...service.preStart, ...service.postStart, ...service.preStop], 'The short script runs no hooks');
  else {
    if (service.schedule)
      drop(
        [...service.preStart, ...service.postStart],
        'The line of the crontab starts the container and nothing else',
      );
    drop(service.preStop, `${subjects.lines} ${stop} nothing`);
  }
}

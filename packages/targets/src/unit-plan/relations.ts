import { serviceNamed } from '../container-plan/plan-index.ts';
import type { ContainerPlan, ServicePlan, WaitPlan } from '../container-plan/types.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { UnitKey } from '../shared/formats/unit-key.ts';
import type { UnitContext } from './unit-context.ts';
import { words } from './unit-context.ts';
import type { UnitField } from './unit-field.ts';

/** Units that a container's unit has some relation to. */
export interface Relations {
  /** It starts after them, and not when one fails; it stops and restarts with them. */
  readonly requires: readonly string[];
  /** It starts after them, whatever becomes of them. */
  readonly wants: readonly string[];
  /** It stops and restarts with them. */
  readonly partOf: readonly string[];
  /** Those of `wants` that have to be active when it starts; it asks them itself. */
  readonly active: readonly string[];
  /** Whenever one of them starts, it is started as well. */
  readonly wantedBy: readonly string[];
}

/**
 * How the services depend on each other. With `loose` a dependency has to be tried before the start and no more: systemd's
 * `Requires=` also hands stops and restarts on, which Docker Compose does not. A job that is done would run again then.
 */
export function relationsOf(context: UnitContext, service: ServicePlan): Relations {
  const { plan, names, loose } = context;
  const shared = new Set(service.shares);
  const once = isJob(plan, service) || isDone(service);
  const requires: string[] = [];
  const wants: string[] = [];
  const partOf: string[] = [];
  const active: string[] = [];
  const waits = new Map(service.waits.map((wait) => [wait.service, wait]));
  for (const need of service.needs) {
    if (!serviceNamed(plan, need)) continue;
    const wait = waits.get(need);
    const units = names.containers(need);
    const strict = shared.has(need) || (!loose && wait?.required !== false);
    const bound = strict && (shared.has(need) || !once);
    (bound ? requires : wants).push(...units);
    if (strict && !bound) active.push(...units);
    if (wait?.restart) partOf.push(...units);
    if (wait) account(context.ledger, wait, strict, bound);
  }
  return { requires, wants, partOf, active, wantedBy: isBroughtUp(service) && !once ? requires : [] };
}

function account(ledger: CheckedLedger<UnitField>, wait: WaitPlan, strict: boolean, bound: boolean): void {
  if (!strict && wait.required)
    ledger.approximated(
      wait.path,
      'Wants=, After=',
      'The service starts after its dependency also when that failed to start.',
    );
  else if (bound && !wait.restart)
    ledger.approximated(
      wait.path,
      'Requires=, After=',
      'The service also stops and restarts when its dependency does.',
      'use `--loose`, or set `restart: true` if that is wanted',
    );
  else ledger.carried(wait.path, bound ? 'Requires=, After=, PartOf=' : 'Wants=, After=');
}

/**
 * Whether Docker would start a container again that does not run: one whose dependency was late is not left behind then. Not
 * `Upholds=` of the target, which would also undo `systemctl stop` of one service.
 */
function isBroughtUp({ restart }: ServicePlan): boolean {
  return restart !== undefined && restart.policy !== 'no';
}

/** Asks whether the dependencies of a job run: nothing else ends its start. */
export function activeEntries(context: UnitContext, { active }: Relations): readonly UnitEntry[] {
  const manager = context.scope === 'user' ? ['systemctl', '--user'] : ['systemctl'];
  return active.map((unit) => unitEntry('ExecStartPre', words(context, [...manager, 'is-active', unit])));
}

/** Whether a service runs to its end: it has a schedule, or another service waits until it has completed. */
export function isJob(plan: ContainerPlan, service: ServicePlan): boolean {
  return service.schedule !== undefined || isAwaited(plan, service, 'completed');
}

/**
 * Whether Docker leaves the container of a service alone when it has ended well, as it certainly does. Nothing waits for its
 * end, so that its unit is not a job.
 */
const isDone = ({ ends, restart, schedule }: ServicePlan): boolean =>
  ends && schedule === undefined && /^(?:no|on-failure)$/.test(restart?.policy ?? 'no');

/** The type of a unit: a job has started when it has ended. What is done stays active, and no other unit starts it again. */
export function typeEntries(
  plan: ContainerPlan,
  service: ServicePlan,
  usual: readonly UnitEntry[],
): readonly UnitEntry[] {
  const stays = service.schedule ? [] : [unitEntry('RemainAfterExit', 'yes')];
  if (isJob(plan, service)) return [unitEntry('Type', 'oneshot'), ...stays];
  return [...usual, ...(isDone(service) ? stays : [])];
}

/** Whether another service waits until a service is healthy: then its unit has started only when it is. */
export function isAwaitedHealthy(plan: ContainerPlan, service: ServicePlan): boolean {
  return isAwaited(plan, service, 'healthy') && !isJob(plan, service);
}

/** For each condition the services that others wait for; gathered once for a plan. */
const awaitedIn = new WeakMap<ContainerPlan, ReadonlyMap<string, ReadonlySet<string>>>();

function isAwaited(plan: ContainerPlan, service: ServicePlan, condition: 'healthy' | 'completed'): boolean {
  const awaited = awaitedIn.get(plan) ?? awaitedServices(plan);
  awaitedIn.set(plan, awaited);
  return awaited.get(condition)?.has(service.service) ?? false;
}

function awaitedServices(plan: ContainerPlan): ReadonlyMap<string, ReadonlySet<string>> {
  const awaited = new Map<string, Set<string>>();
  for (const wait of plan.services.flatMap((service) => service.waits))
    awaited.set(wait.condition, (awaited.get(wait.condition) ?? new Set()).add(wait.service));
  return awaited;
}

/** `Key=a b` for units, each once; nothing when there are none. */
export function unitList(key: UnitKey, ...lists: readonly (readonly string[])[]): readonly UnitEntry[] {
  const units = [...new Set(lists.flat())];
  return units.length === 0 ? [] : [unitEntry(key, units.join(' '))];
}

import { envFileLine, isHarmless, isLineName } from '../../container-plan/handing-over.ts';
import { literalOf } from '../../container-plan/text.ts';
import type { ContainerPlan, EnvironmentEntry, HookPlan } from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { isSecret } from '../script/words.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

/** Without the secret values that there is no way to give to the engine but in an argument; the ledger hears of them. */
export function withoutUnsayableValues(
  plan: ContainerPlan,
  ledger: CheckedLedger<EngineField>,
  bakes: boolean,
): ContainerPlan {
  const entries = (all: readonly EnvironmentEntry[]) =>
    all.filter((entry) => {
      if (!isSecret(entry) || isHarmless(entry.name)) return true;
      const value = literalOf(entry.value ?? []);
      const known = entry.hidden === true || value === undefined || entry.onlyIf !== undefined ? '' : value;
      if (envFileLine(plan.engine.name, entry.name, known) !== undefined) return true;
      const why = isLineName(entry.name)
        ? 'No line of an env file can hold this value'
        : 'No env file of an engine can hold a variable of this name';
      ledger.dropped(entry.path, `${why}, and a secret may not be an argument`, 'give it as a file under `secrets`');
      return false;
    });
  const hooks = (all: readonly HookPlan[]) => all.map((hook) => ({ ...hook, environment: entries(hook.environment) }));
  const rest = {
    ...plan,
    secrets: [],
    services: plan.services.map((service) => ({
      ...service,
      environment: entries(service.environment),
      preStart: hooks(service.preStart),
      postStart: hooks(service.postStart),
      preStop: hooks(service.preStop),
      ...(service.build && {
        build: { ...service.build, args: bakes ? service.build.args : argumentsOf(service.build.args, ledger) },
      }),
    })),
  };
  const named = textsIn(rest);
  return { ...rest, secrets: plan.secrets.filter(({ variable }) => named.has(variable)) };
}

/** All texts of a plan, whatever they are. */
function textsIn(part: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    else if (typeof value === 'object' && value !== null) for (const inside of Object.values(value)) visit(inside);
  };
  visit(part);
  return found;
}

/** A build takes secret arguments from the environment of the engine's command, and from nowhere else. */
function argumentsOf(
  args: readonly EnvironmentEntry[],
  ledger: CheckedLedger<EngineField>,
): readonly EnvironmentEntry[] {
  return args.filter((entry) => {
    const open = entry.secret === undefined && entry.hidden !== true;
    if (open || isHarmless(entry.name) || entry.onlyIf !== undefined) return true;
    ledger.dropped(
      entry.path,
      `A build takes secret arguments from the engine's environment, where "${entry.name}" is not for it`,
      'give it under `build.secrets`, or under another name',
    );
    return false;
  });
}

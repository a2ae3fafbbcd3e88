import { deferredLedger } from '../account/deferred-ledger.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { Engine } from '../container-plan/engine.ts';
import { docker } from '../container-plan/engine.ts';
import { podmanOption } from '../container-plan/engine-options.ts';
import { planContainers } from '../container-plan/plan.ts';
import { withDockersDefaults } from '../container-plan/podman/podman-defaults.ts';
import { keepVariables } from '../container-plan/secrets/variables.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import type { Conversion } from '../target.ts';
import { isByHand, styleOf } from './options.ts';
import { withoutCopiesIntoReadOnly } from './script/read-only.ts';
import { withCarriageReturns } from './values/carriage-returns.ts';
import { withoutUnsayableValues } from './values/hidden-values.ts';
import type { ClosedVariables } from './values/kept-variables.ts';
import { chosenVariables, closedVariables, reportFilledIn } from './values/kept-variables.ts';
import type { EngineField } from '../container-plan/engine-field.ts';

/** The plan that scripts print; `bakes`: whether a bake file is written for its images. */
export function planScript(conversion: Conversion): { readonly plan: ContainerPlan; readonly bakes: boolean } {
  const { options: values, report, ledger, secrets, images } = conversion;
  const { project, loaded } = conversion.base;
  const engine: Engine =
    values['engine'] === 'podman' ? { name: 'podman', version: podmanOption(values, '4.3', report) } : docker;
  const choice = chosenVariables(values, loaded, report);
  const planned = (to: CheckedLedger<EngineField>, closed: ClosedVariables) => {
    const wanted = (name: string): boolean => choice.wanted(name) && !closed.has(name);
    const variables = keepVariables(loaded, { ...choice, wanted });
    return { plan: planContainers(project, loaded, to, secrets, engine, variables, images), kept: variables.kept };
  };
  const told = deferredLedger();
  const first = planned(told, new Map());
  const closed = closedVariables(loaded, choice, first.kept);
  if (closed.size === 0) told.tell(ledger);
  const { plan: all, kept } = closed.size === 0 ? first : planned(ledger, closed);
  const made = forEngine(all, engine, conversion);
  const bakes = values['bake'] === true && made.services.some((service) => service.build);
  const plan = withoutUnsayableValues(made, ledger, bakes);
  reportFilledIn(plan, loaded, choice, kept, closed, ledger);
  return { plan, bakes };
}

function forEngine(plan: ContainerPlan, engine: Engine, { options, ledger }: Conversion): ContainerPlan {
  if (engine.name !== 'podman') return withoutCopiesIntoReadOnly(plan, ledger);
  const wanted = options['docker-defaults'] === true;
  const settings = { version: engine.version, wanted, makesWorkdir: !isByHand(styleOf(options)) };
  return withCarriageReturns(withDockersDefaults(plan, settings, ledger));
}

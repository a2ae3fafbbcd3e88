import type { Engine } from '../container-plan/engine.ts';
import { docker } from '../container-plan/engine.ts';
import { podmanOption } from '../container-plan/engine-options.ts';
import { planContainers } from '../container-plan/plan.ts';
import { withDockersDefaults } from '../container-plan/podman/podman-defaults.ts';
import type { Variables } from '../container-plan/secrets/variables.ts';
import { keepVariables } from '../container-plan/secrets/variables.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import { silentConversion } from '../shared/silent-conversion.ts';
import type { Conversion } from '../target.ts';
import { isByHand, styleOf } from './options.ts';
import { withoutCopiesIntoReadOnly } from './script/read-only.ts';
import { withCarriageReturns } from './values/carriage-returns.ts';
import { withoutUnsayableValues } from './values/hidden-values.ts';
import { chosenVariables, closedVariables, reportFilledIn } from './values/kept-variables.ts';

/** The plan that scripts print; `bakes`: whether a bake file is written for its images. */
export function planScript(conversion: Conversion): { readonly plan: ContainerPlan; readonly bakes: boolean } {
  const { options: values, report, ledger } = conversion;
  const { project, loaded } = conversion.base;
  const engine: Engine =
    values['engine'] === 'podman' ? { name: 'podman', version: podmanOption(values, '4.3', report) } : docker;
  const planned = (given: Conversion, variables: Variables) =>
    planContainers(project, loaded, given.ledger, given.secrets, engine, variables, given.images);

  const choice = chosenVariables(values, loaded, report);
  const closed = closedVariables(loaded, choice, () => {
    const variables = keepVariables(loaded, choice);
    planned(silentConversion(conversion), variables);
    return variables.kept;
  });
  const variables = keepVariables(loaded, { ...choice, wanted: (name) => choice.wanted(name) && !closed.has(name) });
  const made = forEngine(planned(conversion, variables), engine, conversion);
  const bakes = values['bake'] === true && made.services.some((service) => service.build);
  const plan = withoutUnsayableValues(made, ledger, bakes);
  reportFilledIn(plan, loaded, choice, variables.kept, closed, ledger);
  return { plan, bakes };
}

function forEngine(plan: ContainerPlan, engine: Engine, { options, ledger }: Conversion): ContainerPlan {
  if (engine.name !== 'podman') return withoutCopiesIntoReadOnly(plan, ledger);
  const wanted = options['docker-defaults'] === true;
  const settings = { version: engine.version, wanted, makesWorkdir: !isByHand(styleOf(options)) };
  return withCarriageReturns(withDockersDefaults(plan, settings, ledger));
}

import { planKubernetes } from '../../kubernetes/plan.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import { oncePer } from '../../shared/once-per.ts';
import { silentConversion } from '../../shared/silent-conversion.ts';
import type { OpenVariables } from '../../shared/variables/open-variables.ts';
import type { Conversion, Variation } from '../../target.ts';
import type { ChartForm } from '../chart/chart.ts';
import type { Form } from './form.ts';
import { formOf, withOptions } from './form.ts';
import type { FormObjects } from './form-objects.ts';
import { formObjects } from './form-objects.ts';
import type { OtherForm } from './variations.ts';
import { fixedFields, wholeOutline } from './variations.ts';

/** The chart of a project, and those of its environments and profiles. */
export interface AllForms {
  readonly base: Form;
  readonly others: readonly OtherForm[];
}

export interface OpenVariation {
  readonly variation: Variation;
  readonly open: OpenVariables | undefined;
}

/**
 * Makes all forms with the same values. In which fields environments differ by more than by the usual values is found by
 * their outlines: these fields are values, too.
 */
export function allForms(
  conversion: Conversion,
  marked: OpenVariables | undefined,
  variations: readonly OpenVariation[],
  namespace: string,
  services: readonly string[],
): AllForms {
  const silent = oncePer((one: Conversion) => silentConversion(one));
  const planned = oncePer((source: Conversion) => planKubernetes(withOptions(source, { namespace })));
  const plainObjects = (one: Conversion): FormObjects => formObjects(planned(silent(one)), namespace);
  const formIn = (one: Conversion, open: OpenVariables | undefined, form: ChartForm): Form =>
    formOf(one, planned(open?.conversion ?? silent(one)), open, namespace, form);
  const own = plainObjects(conversion);
  const objects = new Map(variations.map(({ variation }) => [variation, plainObjects(variation.conversion)] as const));
  const environments = variations.flatMap(({ variation }) =>
    variation.kind === 'overlay' ? (objects.get(variation) ?? []) : [],
  );
  const shared = { services, forms: [own, ...environments] };
  const baseForm = (more: Partial<ChartForm>) => formIn(conversion, marked, { ...shared, own, ...more });
  if (variations.length === 0) return { base: baseForm({}), others: [] };
  const otherForm = ({ variation, open }: OpenVariation, like: Form, more: Partial<ChartForm>): Form =>
    formIn(variation.conversion, open, {
      ...shared,
      own: objects.get(variation) ?? own,
      variables: like.chart.containerVariables,
      ...more,
    });
  const outlined = (more: Partial<ChartForm>) => {
    const outline = baseForm({ outline: true, ...more });
    return { outline, outlines: variations.map((one) => otherForm(one, outline, { outline: true, ...more })) };
  };
  const first = outlined({});
  const known = wholeOutline([first.outline, ...first.outlines]);
  const asked = new Map<string, readonly YamlPath[]>();
  first.outlines.forEach((outline, index) => {
    if (variations[index]?.variation.kind !== 'overlay') return;
    for (const [id, paths] of fixedFields(known, outline)) asked.set(id, [...(asked.get(id) ?? []), ...paths]);
  });
  const base = baseForm({ asked });
  const second = environments.length > 0 ? outlined({ asked }) : first;
  const whole = wholeOutline([second.outline, ...second.outlines]);
  const others = variations.map((one, index): OtherForm => {
    // Values of environments tell nothing of profiles.
    const [{ outlines }, compared] = one.variation.kind === 'profile' ? [first, known] : [second, whole];
    const form = otherForm(one, base, { asked });
    return { variation: one.variation, form, outline: outlines[index] ?? form, whole: compared };
  });
  return { base, others };
}

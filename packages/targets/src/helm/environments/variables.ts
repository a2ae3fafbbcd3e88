import type { VariableUse } from '@transpose/core';
import { pathText, positionOf } from '@transpose/core';
import { grouped } from '../../shared/grouped.ts';
import { looksSecret } from '../../shared/secrets/looks-secret.ts';
import { filledIn } from '../../shared/variables/filled-in.ts';
import { isOpenPlace } from '../../shared/variables/places.ts';
import type { Conversion } from '../../target.ts';
import type { ChartValue, JsonSchema } from '../values.ts';

/** The values of a variable: a number keeps its digits, and null is a variable that is not set. */
const schema: JsonSchema = { type: ['string', 'integer', 'boolean', 'null'] };

/** The variables of the Compose file as values of the chart. */
export interface VariableValues {
  /** Below `variables:` of values.yaml. */
  readonly values: readonly ChartValue[];
  /** Those that are secret, for the file of secret values. */
  readonly secret: Readonly<Record<string, string>>;
}

/** `names`: those that templates ask for; `inSecrets`: those that Secrets ask for alone. */
export function variableValues(
  { base: { loaded } }: Conversion,
  names: ReadonlySet<string>,
  inSecrets: ReadonlySet<string>,
): VariableValues {
  const secret: Record<string, string> = {};
  const values = loaded.variables
    .filter(({ name }) => names.has(name))
    .map(({ name, uses }): ChartValue => {
      const value = Object.hasOwn(loaded.environment, name) ? loaded.environment[name] : undefined;
      const isSecret = inSecrets.has(name) || looksSecret(name, value ?? '');
      if (isSecret && value !== undefined) secret[name] = value;
      const [first] = uses;
      return {
        path: ['variables', name],
        value: isSecret ? null : (value ?? null),
        about: isSecret ? `secret, in the file of secret values; ${usesText(uses, false)}` : usesText(uses, true),
        place: first && `${first.span.source.file}:${positionOf(first.span.source, first.span.start).line}`,
        schema,
      };
    });
  return { values, secret };
}

/** Where a variable is used, and how it is written there: its default, whether it is required. */
function usesText(uses: readonly VariableUse[], shown: boolean): string {
  const unique = new Map(uses.map((use) => [JSON.stringify([use.path, use.written]), use]));
  return [...grouped([...unique.values()], ({ written }) => (shown ? written : ''))]
    .map(([written, all]) => `${shown ? `${written} in ` : ''}${placesText(all)}`)
    .join('; ')
    .replace(/\s+/g, ' ');
}

function placesText(uses: readonly VariableUse[]): string {
  const more = uses.length - 3;
  const paths = uses.slice(0, 3).map(({ path }) => pathText(path));
  return `${paths.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** Says of each variable that does not stay open where it was filled in. */
export function reportClosed(
  { base: { loaded }, ledger }: Conversion,
  wanted: (name: string) => boolean,
  used: ReadonlySet<string>,
  open: ReadonlySet<string>,
): void {
  for (const { path, names } of filledIn(
    loaded.tree,
    (at, name) => !wanted(name) || (open.has(name) && isOpenPlace(at)),
  ))
    ledger.besides(
      path,
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} filled in as of now: another value could change more of the chart than a text.`,
      'convert again when it changes',
    );
  if (used.size > 0)
    ledger.note(
      `Values of the chart, below \`variables\`, are these variables: ${[...used].sort().join(', ')}.`,
      undefined,
      'cosmetic',
    );
}

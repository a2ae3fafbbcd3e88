import type { Code } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Warnings of which a project may have hundreds that say the same. */
const repeated: ReadonlySet<string> = new Set<Code>(['unset-variable', 'unknown-option']);

/** Other places that are shown: enough to see what they have in common. */
const mostShown = 2;

/** Of warnings that say the same of many places one, with some of the other places and their number. */
export function grouped(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (!repeated.has(diagnostic.code)) continue;
    const group = groups.get(diagnostic.message);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.message, [diagnostic]);
  }
  return diagnostics.flatMap((diagnostic) => {
    const group = repeated.has(diagnostic.code) ? groups.get(diagnostic.message) : undefined;
    if (!group || group.length === 1) return [diagnostic];
    if (group[0] !== diagnostic) return [];
    const others = group.slice(1).flatMap(({ span }) => (span ? [{ message: 'and here', span }] : []));
    return [
      {
        ...diagnostic,
        message: `${diagnostic.message} (${group.length} places)`,
        related: [...(diagnostic.related ?? []), ...others.slice(0, mostShown)],
      },
    ];
  });
}

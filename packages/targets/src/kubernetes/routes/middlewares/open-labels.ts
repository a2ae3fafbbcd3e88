import type { Label } from '../labels/labels.ts';
import type { RouteGiven, Verdict } from '../route.ts';
import { droppedAs } from '../verdict.ts';
import { isKeptSecret } from './traefik-spec.ts';

const fieldOfMiddleware = /^traefik\.http\.middlewares\.[^.]+\.(.+)$/;

/** The labels that everybody may read, and what becomes of the others: middlewares whose values no Secret takes. */
export function openLabels(
  labels: readonly Label[],
  { secrets }: RouteGiven,
): { readonly open: readonly Label[]; readonly verdicts: readonly Verdict[] } {
  const isHidden = ({ key, value, path }: Label): boolean => {
    const field = fieldOfMiddleware.exec(key)?.[1];
    if (field === undefined || !secrets || isKeptSecret(field)) return false;
    return secrets.spansIn(value, { path, name: field.split('.').at(-1) }).length > 0;
  };
  const hidden = new Set(labels.filter(isHidden));
  return {
    open: labels.filter((label) => !hidden.has(label)),
    verdicts: Array.from(hidden, ({ path }) =>
      droppedAs(
        path,
        'It holds a secret value, and routes are for everybody to read',
        'Give the service the value in its environment, or set it up by your controller with a Secret',
        'breaks',
      ),
    ),
  };
}

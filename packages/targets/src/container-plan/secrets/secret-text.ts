import type { KeyPath } from '../../account/key-path.ts';
import type { SecretChoice } from '../../shared/secrets/looks-secret.ts';
import { looksSecret } from '../../shared/secrets/looks-secret.ts';
import { credentialSpans } from '../../shared/secrets/secret-values.ts';
import type { SecretBox } from './secrets.ts';
import type { Placeholder, Text } from '../text.ts';
import { fillText, text } from '../text.ts';
import { variablesIn } from './variables.ts';

/** Stands for values that are not known: no number, no path, no URL. */
const unknown = 'x1y2z3';

/** Whether a text with variables looks secret: by its name, by a variable in it, or by what is around them. */
export function looksSecretText(name: string, value: Text, choice: SecretChoice = {}): boolean {
  if (choice.plain?.has(name) === true) return false;
  const shapes = [filled(value, () => unknown), filled(value, (variable) => variable.operand ?? '')];
  return (
    shapes.some((shape) => looksSecret(name, shape, choice)) ||
    variablesIn(value).some((variable) => looksSecret(variable, unknown, choice))
  );
}

/**
 * A secret text whose literal stretches may appear in the open: what a password could be, a default above all, is put
 * among the secrets of the plan.
 */
export function withoutLiterals(secrets: SecretBox, name: string, value: Text, service: string, path: KeyPath): Text {
  const around = looksSecret(name, unknown) || credentialSpans(filled(value, () => '')).length > 0;
  const hide = (one: string): Placeholder => ({ of: 'secret', variable: secrets.put(name, one, service, path) });
  const visit = (one: Text, hidden: boolean): Text =>
    text(
      ...one.map((part): string | Placeholder => {
        if (typeof part === 'string') return hidden ? hide(part) : part;
        if (part.of !== 'variable' || part.operand === undefined || part.operator?.endsWith('?')) return part;
        const inside =
          hidden ||
          looksSecret(
            part.name,
            filled(part.operand, () => unknown),
          ) ||
          isPassword(value, part);
        return { ...part, operand: visit(part.operand, inside) };
      }),
    );
  return visit(value, around);
}

/** Whether a variable is where the password of a URL or connection string is. */
function isPassword(value: Text, variable: Variable): boolean {
  return credentialSpans(filled(value, (other) => (other === variable ? unknown : ''))).length > 0;
}

type Variable = Placeholder & { readonly of: 'variable' };

function filled(value: Text, fill: (variable: Variable) => string | Text): string {
  const once = fillText(value, (part) => (part.of === 'variable' ? fill(part) : ''));
  return once.map((part) => (typeof part === 'string' ? part : filled([part], fill))).join('');
}

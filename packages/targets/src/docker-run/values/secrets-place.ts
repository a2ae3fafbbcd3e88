import type { SecretValue } from '../../container-plan/types.ts';

/** Where a script has the values of its secrets from. */
export type SecretsPlace =
  /** They are in the script. */
  | { readonly in: 'script' }
  /** A file beside the script. */
  | { readonly in: 'file'; readonly name: string }
  /** The shell in which the commands run: there is room for nothing but the commands. */
  | { readonly in: 'environment' };

/** What a person has to do before the commands run. */
export const exportHint = (secrets: readonly SecretValue[]): string =>
  `The secret values come from the environment. Before the commands run:\n${secrets.map(({ variable }) => `  export ${variable}=...`).join('\n')}`;

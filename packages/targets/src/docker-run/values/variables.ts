import type { Placeholder } from '../../container-plan/text.ts';
import { literalOf } from '../../container-plan/text.ts';
import { variablesIn } from '../../container-plan/secrets/variables.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';
import { literal, ofProject, word } from '../script/words.ts';

type Reference = Placeholder & { readonly of: 'variable' };

/** Where the script looks for variables that the environment does not have. */
export interface EnvFiles {
  /** Files in the place of `.env`, as words of the script. */
  readonly named: readonly string[];
}

/** The variables of the Compose file that a plan holds, by name, each with the ways it is used outside of others. */
export function planVariables(plan: ContainerPlan): ReadonlyMap<string, readonly Reference[]> {
  /** By name, then by the reference as a text: equal ones count once. */
  const found = new Map<string, Map<string, Reference>>();
  const use = (name: string, reference?: Reference): void => {
    const known = found.get(name) ?? new Map<string, Reference>();
    found.set(name, known);
    if (reference) known.set(JSON.stringify(reference), reference);
  };
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isReference(value)) {
      use(value.name, value);
      for (const name of variablesIn(value.operand ?? [])) use(name);
      return;
    }
    if ('onlyIf' in value && typeof value.onlyIf === 'string') {
      use(value.onlyIf);
      return;
    }
    for (const inside of Object.values(value)) visit(inside);
  };
  for (const part of [plan.networks, plan.volumes, plan.services]) visit(part);
  return new Map([...found].map(([name, references]) => [name, [...references.values()]]));
}

const isReference = (value: object): value is Reference => 'of' in value && value.of === 'variable';

/** The function that finds the values, says which are missing, and ends where one is required. */
export function variablesReader(plan: ContainerPlan, { named }: EnvFiles): string {
  const variables = planVariables(plan);
  if (variables.size === 0) return '';
  const names = [...variables.keys()].sort();
  const usual =
    named.length > 0
      ? `  else\n    set -- ${named.join(' ')}\n`
      : `  elif [ -f "$here/.env" ]; then\n    set -- "$here/.env"\n  elif [ -f .env ]; then\n    set -- ./.env\n`;
  return `# The variables of the Compose file: from the environment, else from the env file. They are data: nothing in them is run.
read_variables() {
  if [ -n "$env_file" ]; then
    set -- "$env_file"
${usual}  fi
  unset ${names.map((name) => ofProject + name).join(' ')}
  read_env_files ${literal(names.join(' '))} "$@" /dev/null >"$work/variables"
  read_values "$work/variables" ${ofProject}
${[...variables].flatMap(([name, references]) => checks(name, references)).join('')}}
`;
}

/** What Compose says before it begins: of what is not set, and of what has to be. */
function checks(name: string, references: readonly Reference[]): readonly string[] {
  return references.flatMap((reference) => {
    const { operator, operand = [] } = reference;
    if (operator === undefined) return [`  [ -n "\${${ofProject}${name}+set}" ] || not_set ${name}\n`];
    if (operator.endsWith('?')) {
      const message = literalOf(operand) ?? '';
      const words = message === '' ? '' : ` ${literal(message)}`;
      return [`  [ -n "\${${ofProject}${name}${operator === '?' ? '' : ':'}+set}" ] || required ${name}${words}\n`];
    }
    return JSON.stringify(operand).includes('?"') ? [`  : ${word([reference])}\n`] : [];
  });
}

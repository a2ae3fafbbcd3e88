import type { LoadResult, Origin, Path, Template } from '@transpose/core';
import { evaluate } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { templateOf } from '../../shared/variables/filled-in.ts';
import { nameVariable } from '../../shared/variables/places.ts';
import type { Placeholder, Text } from '../text.ts';
import { projectName, text } from '../text.ts';

/** Which variables of a Compose file stay variables in a plan. */
export interface VariableChoice {
  /** Whether the user wants a variable to stay one. */
  readonly wanted: (name: string) => boolean;
  /** Whether the printer can say it; `UID` is taken in some shells. */
  readonly sayable: (name: string) => boolean;
}

/** What the makers of a plan ask for values that hold variables. */
export interface Variables {
  /** A value with its variables, as far as they stay; undefined: it is what it is now. */
  textAt(path: KeyPath, value: string): Text | undefined;
  /** The variable of a name without a value (`environment: [TOKEN]`) that is not set now; undefined: it cannot stay one. */
  bareAt(path: KeyPath): Text | undefined;
  /** The variable of a name that is not set now; undefined where it may not stay one. */
  unset(name: string): Text | undefined;
  /** Whether a variable that the value at a path names (`environment: TOKEN` of a secret) stays one. */
  keeps(path: KeyPath, name: string): boolean;
  /** Whether the project has a variable of a name. */
  uses(name: string): boolean;
  /** The values that hold variables still: by path, the names of those variables. */
  readonly kept: KeptVariables;
}

export type KeptVariables = ReadonlyMap<string, ReadonlySet<string>>;

type Loaded = Pick<LoadResult, 'origins' | 'environment' | 'variables'>;

const pathKey = (path: Path): string => JSON.stringify(path);

/** Whether a variable stays one at a path: the value there, or the one that it is a part of, was kept with it. */
export function staysAt(kept: KeptVariables, path: Path, name: string): boolean {
  const stayed = path.map((_, index) => kept.get(pathKey(path.slice(0, index + 1)))).find((one) => one !== undefined);
  return stayed?.has(name) === true;
}

/** Variables stay where a value was written as one text of its own, and reads the same with the project's variables. */
export function keepVariables(loaded: Loaded, choice: VariableChoice): Variables {
  const kept = new Map<string, ReadonlySet<string>>();
  const names = new Set([...loaded.variables.map(({ name }) => name), ...Object.keys(loaded.environment)]);
  const keep = (path: KeyPath, one: Text): Text => {
    kept.set(pathKey(path), new Set(variablesIn(one)));
    return one;
  };
  const stays = (name: string): boolean => name === nameVariable || (choice.wanted(name) && choice.sayable(name));
  const keeps = (path: KeyPath, name: string): boolean => {
    const origin = loaded.origins.at(path);
    return origin !== undefined && !seesOtherVariables(origin) && name !== nameVariable && stays(name);
  };
  return {
    kept,
    uses: (name) => names.has(name),
    textAt(path, value) {
      const origin = loaded.origins.at(path);
      const template = origin && templateOf(origin, path);
      if (!origin || !template || !isOwn(loaded, path, origin) || seesOtherVariables(origin)) return undefined;
      const now = evaluate(template, (name) => loaded.environment[name]);
      if (!now.ok || now.value !== value) return undefined;
      const result = templateText(template, stays, loaded.environment);
      return result?.some((part) => typeof part !== 'string') ? keep(path, result) : undefined;
    },
    bareAt(path) {
      const name = String(path.at(-1));
      return keeps(path, name) ? keep(path, text({ of: 'variable', name })) : undefined;
    },
    unset: (name) => (name !== nameVariable && stays(name) ? text({ of: 'variable', name }) : undefined),
    keeps,
  };
}

/** Whether a text is all of a scalar of the file: not one word of a line, not a part of a short form. */
function isOwn({ origins }: Loaded, path: KeyPath, { span }: Origin): boolean {
  const around = origins.at(path.slice(0, -1))?.span;
  return (
    around === undefined || around.source !== span.source || around.start !== span.start || around.end !== span.end
  );
}

/** Included files may have variables of their own (`env_file`, their `.env`), which no environment holds later on. */
const seesOtherVariables = (origin: Origin): boolean => origin.steps?.some((step) => step.ownVariables) ?? false;

/** A template as text; undefined where it holds what cannot be read, which only matters when it is evaluated. */
function templateText(
  template: Template,
  stays: (name: string) => boolean,
  environment: Readonly<Record<string, string>>,
): Text | undefined {
  const pieces: (string | Placeholder | Text)[] = [];
  for (const part of template.parts) {
    if (part.kind === 'invalid') return undefined;
    if (part.kind === 'text') {
      pieces.push(part.text);
      continue;
    }
    const operand = part.operand && templateText(part.operand, stays, environment);
    if (part.operand && !operand) return undefined;
    if (part.name === nameVariable) pieces.push(part.operator?.endsWith('+') ? (operand ?? []) : projectName);
    else if (stays(part.name)) {
      pieces.push({
        of: 'variable',
        name: part.name,
        ...(part.operator === undefined ? {} : { operator: part.operator, operand: operand ?? [] }),
      });
    } else {
      const value = environment[part.name];
      const present = value !== undefined && (value !== '' || !part.operator?.startsWith(':'));
      const filled = part.operator?.endsWith('+') ? present : !present;
      pieces.push(
        part.operator !== undefined && filled ? (operand ?? []) : part.operator?.endsWith('+') ? '' : (value ?? ''),
      );
    }
  }
  return text(...pieces);
}

/** The variables of a text, those in operands included. */
export function variablesIn(one: Text): readonly string[] {
  return one.flatMap((part) =>
    typeof part !== 'string' && part.of === 'variable' ? [part.name, ...variablesIn(part.operand ?? [])] : [],
  );
}

import type { Host, LoadResult, Origin, Path, PlaceJson, Source, Template } from '@transpose/core';
import { absolutePath, placeJson } from '@transpose/core';
import { maskedText } from './shown-value.ts';

/** A variable that a value takes. */
export interface VariableUse {
  readonly name: string;
  /** Undefined: it is not set; secrets are masked. */
  readonly value: string | undefined;
  /** Where it is set: the process, the project's own name, a line of an env file; undefined: nowhere, or nobody knows. */
  readonly from: 'environment' | 'project name' | PlaceJson | undefined;
  /** What the template says for when it is not set: `${NAME:-info}`. */
  readonly fallback: string | undefined;
}

/** Answers which variables a value takes. */
export interface Variables {
  usedBy(origin: Origin, path: Path): readonly VariableUse[];
}

export function variablesOf(host: Host, loaded: LoadResult): Variables {
  return {
    usedBy(origin, path) {
      const own = origin.steps?.some(({ ownVariables }) => ownVariables) === true;
      const uses = origin.bare ? [{ name: String(path.at(-1)), fallback: undefined }] : usesIn(origin.template);
      return uses.map(({ name, fallback }) => {
        const value = Object.hasOwn(loaded.environment, name) ? loaded.environment[name] : undefined;
        const shown = fallback === undefined ? undefined : maskedText([name], maskedText(path.slice(-1), fallback));
        return {
          name,
          value: value === undefined ? undefined : maskedText(path.slice(-1), maskedText([name], value)),
          from: fromOf(name, own),
          fallback: shown,
        };
      });
    },
  };

  function fromOf(name: string, ownVariables: boolean): VariableUse['from'] {
    if (name === 'COMPOSE_PROJECT_NAME') return 'project name';
    if (host.env[name] !== undefined) return 'environment';
    const named = loaded.envFiles.flatMap((path) =>
      loaded.sources.filter(({ file }) => absolutePath(host, file) === path),
    );
    // An included project may have variables of its own.
    const others = ownVariables ? loaded.sources.filter(({ file }) => !/\.(?:ya?ml|json)$|^-$/.test(file)) : [];
    for (const source of [...named.toReversed(), ...others]) {
      const place = assignmentIn(source, name);
      if (place) return place;
    }
    return undefined;
  }
}

/** The last line of an env file that sets a variable. */
function assignmentIn(source: Source, name: string): PlaceJson | undefined {
  const pattern = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?(${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})[ \\t]*[=:]`,
    'gm',
  );
  const match = [...source.text.matchAll(pattern)].at(-1);
  if (!match) return undefined;
  const start = match.index + match[0].indexOf(name);
  return placeJson({ source, start, end: start + name.length });
}

/** The variables of a template, those of defaults too, each once. */
function usesIn(
  template: Template | undefined,
): readonly { readonly name: string; readonly fallback: string | undefined }[] {
  const uses = (template?.parts ?? []).flatMap((part) => {
    if (part.kind !== 'variable') return [];
    const fallback = part.operator === '-' || part.operator === ':-' ? part.operand.source : undefined;
    return [{ name: part.name, fallback }, ...usesIn(part.operator === undefined ? undefined : part.operand)];
  });
  return uses.filter(({ name }, index) => uses.findIndex((use) => use.name === name) === index);
}

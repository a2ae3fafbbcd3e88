import type { LoadChange, WrittenVariable } from '@transpose/core';
import { silentConversion } from '../silent-conversion.ts';
import { projectSecrets } from '../secrets/project-secrets.ts';
import type { Conversion } from '../../target.ts';
import { Marks, namesOf } from './marks.ts';
import { markedSecrets } from './marked-secrets.ts';
import { isFreePlace, isOpenPlace } from './places.ts';
import { suspects } from './suspects.ts';

/**
 * What a target makes of a conversion, as plain data: equal data is an equal result. Undefined where it refuses the
 * project.
 */
export type Picture = (conversion: Conversion) => unknown;

/** A conversion whose open variables are marks. */
export interface MarkedConversion {
  readonly marks: Marks;
  readonly conversion: Conversion;
  /** The variables whose values are plain only because they are empty now, though they look secret. */
  readonly exposed: ReadonlySet<string>;
}

export type Values = Readonly<Record<string, string | undefined>>;

/** What came of a trial: equal results, results that differ because of these variables, or none. */
export type Outcome =
  | 'equal'
  | 'refused'
  /** `proven`: each of them is a reason by itself. */
  | { readonly suspects: readonly string[]; readonly proven?: boolean };

/** Tries a project with other values of its variables. */
export class Trial {
  readonly #conversion: Conversion;
  readonly #picture: Picture;
  readonly #free: ReadonlySet<string>;
  /** What is made of the values of now. */
  readonly #usual: () => unknown;
  /** The marks that were made last, of which variables, and what was made of them: the search often ends with them. */
  #last: { readonly key: string; readonly marked: MarkedConversion | undefined; readonly made: unknown } | undefined;

  constructor(conversion: Conversion, picture: Picture, usual: () => unknown) {
    this.#conversion = conversion;
    this.#picture = picture;
    this.#usual = usual;
    const { variables } = conversion.base.loaded;
    this.#free = new Set(
      variables.filter(({ uses }) => uses.every(({ path }) => isFreePlace(path))).map(({ name }) => name),
    );
  }

  /** The conversion with marks in the places of variables, and what is made of it, to be compared with that of values. */
  marked(names: readonly string[]): { readonly marked: MarkedConversion | undefined; readonly made: unknown } {
    const key = JSON.stringify(names);
    if (this.#last?.key === key) return this.#last;
    const marked = this.#marked(names);
    this.#last = { key, marked, made: marked && this.#picture(marked.conversion) };
    return this.#last;
  }

  #marked(names: readonly string[]): MarkedConversion | undefined {
    const { base, secrets } = this.#conversion;
    const open = new Set(names);
    const marks = new Marks(base.loaded);
    const exposed = new Set<string>();
    const inPlaceOf = ({ part, path }: WrittenVariable): string | undefined =>
      isOpenPlace(path) && namesOf(part).some((name) => open.has(name)) ? marks.of(part) : undefined;
    const again = this.#reloaded({ inPlaceOf });
    if (!again) return undefined;
    const conversion = { ...again, secrets: markedSecrets(secrets, marks, base.loaded.environment, exposed) };
    return { marks, conversion, exposed };
  }

  /** Whether the variables come out as they are, whatever value they have that is not empty. */
  anyValue(names: readonly string[]): Outcome {
    const { marked, made } = this.marked(names);
    if (!marked || made === undefined) return { suspects: [] };
    const exposed = names.filter((name) => marked.exposed.has(name));
    if (exposed.length > 0) return { suspects: exposed, proven: true };
    const each = (value: (index: number, name: string) => string | undefined): Values =>
      Object.fromEntries(names.map((name, index) => [name, value(index, name)]));
    const now = this.#conversion.base.loaded.environment;
    const usual = this.with({}, made, marked.marks, names);
    if (usual !== 'equal') return usual;
    const hosts = new Set(marked.marks.namesIn(hostsIn(made)));
    let [refused, equal] = [false, false];
    // No value is a part of another one: a secret would be found in it.
    for (const values of [
      each((index) => `other${index}x`),
      each((index, name) => (hosts.has(name) ? `${index}.other.example` : String(20_801 + index))),
      each((index, name) => (this.#free.has(name) ? `{{ .x }} $(Y) $$ "'\\ %h é ${index} end` : now[name])),
    ]) {
      const outcome = this.with(values, made, marked.marks, names);
      if (outcome === 'refused') refused = true;
      else if (outcome !== 'equal') return outcome;
      // What never changes tells nothing.
      else if (Object.entries(values).some(([name, value]) => value !== now[name])) equal = true;
    }
    if (!equal) return { suspects: [] };
    return refused ? 'refused' : 'equal';
  }

  /** Whether what was made of marks is with these values what is made of them. */
  with(values: Values, made: unknown, marks: Marks, names: readonly string[]): Outcome {
    const now = this.#conversion.base.loaded.environment;
    const environment = { ...now, ...values };
    const isNow = Object.entries(values).every(([name, value]) => value === now[name]);
    const wanted = isNow ? this.#usual() : this.#pictureWith(values);
    if (wanted === undefined) return 'refused';
    const different = suspects(made, wanted, marks, environment, values);
    return different === undefined ? 'equal' : { suspects: names.filter((name) => different.has(name)) };
  }

  #pictureWith(variables: Values): unknown {
    const again = this.#reloaded({ variables });
    return again && this.#picture(again);
  }

  #reloaded(change: LoadChange): Conversion | undefined {
    const loaded = this.#conversion.base.loaded.reload(change);
    const { project } = loaded;
    return (
      project && { ...silentConversion(this.#conversion), base: { project, loaded }, secrets: projectSecrets(loaded) }
    );
  }
}

/** The names of hosts in plain data of objects, in one text: a number is none. */
function hostsIn(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  return Object.entries(data)
    .map(([key, one]: [string, unknown]) =>
      ['host', 'hosts', 'hostnames'].includes(key) ? JSON.stringify(one) : hostsIn(one),
    )
    .join(' ');
}

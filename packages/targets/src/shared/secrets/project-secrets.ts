import type { LoadResult, Path } from '@transpose/core';
import { nodeAt } from '@transpose/core';
import type { SecretChoice } from './looks-secret.ts';
import { isRandom, looksSecret } from './looks-secret.ts';
import { choicesOf } from './secret-choices.ts';
import { isCommon, isSecretPlace, isWholeWord } from './secret-places.ts';
import type { NamedSpan } from './named-span.ts';
import { optionSecret } from './named-values.ts';
import { credentialSpans } from './secret-values.ts';
import type { ShownSecrets } from './shown-secrets.ts';
import { shownSecrets } from './shown-secrets.ts';
import { spansOf, variablesBelow } from './template-secrets.ts';
import { TextDictionary } from './text-dictionary.ts';
import { forEachText, isExtension, nameAt, namesIn } from './written-texts.ts';

/** Where a text is, as far as that tells what it means. */
export interface TextPlace {
  /** The words before it in a command. */
  readonly before?: string | undefined;
  /** The value of the project that it was made of. */
  readonly path?: Path | undefined;
  /** The name that the text is the value of: of a variable, a label, an option. */
  readonly name?: string | undefined;
}

/** What of a project is secret: decided once, and asked for each text that is written or shown. */
export interface ProjectSecrets {
  /** Whether the value of a name is a secret as a whole. */
  isSecret(name: string, value: string, path: Path): boolean;
  /** What the user says of names at a place. */
  choiceAt(path: Path): SecretChoice;
  /** The secrets in a text, in order. */
  spansIn(text: string, place?: TextPlace): readonly NamedSpan[];
  /** Those of `spansIn` that are values of the project: not what looks like a secret by its shape alone. */
  knownIn(text: string, place?: TextPlace): readonly NamedSpan[];
  /** The same for what people see, which programs may have written: in each form, wherever it is. `more`: secrets of files. */
  shown(more?: readonly string[]): ShownSecrets;
  /** Whether the user says of a name with this value that it is plain (`x-transpose.plain`): it may be read there. */
  isLeftPlain(value: string): boolean;
  /** The places in the project whose values are or hold secrets. */
  paths(): readonly Path[];
}

type Loaded = Pick<LoadResult, 'project' | 'tree' | 'environment' | 'variables'>;

/** A secret value. */
interface Value {
  /** The name that it was first found under. */
  readonly name: string;
  /** The variables of the Compose files that it came through. */
  readonly sources: Set<string>;
}

/** Nothing is secret: `--secrets plain`. */
export const noSecrets: ProjectSecrets = {
  isSecret: () => false,
  choiceAt: () => ({}),
  spansIn: () => [],
  knownIn: () => [],
  shown: () => () => [],
  isLeftPlain: () => false,
  paths: () => [],
};

/** What was found in loaded projects: a conversion and the reports on it ask for the same. */
const known = new WeakMap<Loaded, ProjectSecrets>();

/** What is secret in a project; of a load that failed, the values of its variables with secret names. */
export function projectSecrets(loaded: Loaded): ProjectSecrets {
  const secrets = known.get(loaded) ?? new SecretSearch(loaded);
  known.set(loaded, secrets);
  return secrets;
}

/** What is secret in the values of a project, found once. */
class SecretSearch implements ProjectSecrets {
  private readonly loaded: Loaded;
  private readonly choices: ReturnType<typeof choicesOf>;
  /** Secret values by their texts. */
  private readonly values = new Map<string, Value>();
  /** Values of variables that are not secret. */
  private readonly plain = new Set<string>();
  private readonly leftPlain: string[] = [];
  private readonly dictionary: TextDictionary<Value>;

  constructor(loaded: Loaded) {
    this.loaded = loaded;
    this.choices = choicesOf(loaded);
    const { environment, tree } = loaded;
    for (const { name } of loaded.variables) {
      const value = environment[name];
      if (value !== undefined && value.length > 2 && looksSecret(name, value, this.choices.project))
        this.put(value, name, name);
    }
    forEachText(tree, (text, path, before) => {
      if (!isExtension(path)) this.gather(text, path, before);
    });
    this.dictionary = new TextDictionary(this.values);
  }

  isSecret(name: string, value: string, path: Path): boolean {
    const choice = this.choiceAt(path);
    if (looksSecret(name, value, choice)) return true;
    return choice.plain?.has(name) !== true && value !== '' && this.hasSecretVariable(value, path);
  }

  choiceAt(path: Path | undefined): SecretChoice {
    return this.choices.services.get(path?.[0] === 'services' ? String(path[1]) : '') ?? this.choices.project;
  }

  spansIn(text: string, place: TextPlace = {}): readonly NamedSpan[] {
    if (text === '') return [];
    const { before, path, name } = place;
    const choice = this.choiceAt(path);
    if (name !== undefined && choice.plain?.has(name)) return [];
    const whole = name !== undefined && looksSecret(name, text, choice) ? [{ start: 0, end: text.length, name }] : [];
    const exact = path === undefined ? [] : this.templateSpans(text, path);
    // Of those at one place the first gives the name.
    return apart([...exact, ...this.knownIn(text, place), ...whole, ...shapedIn(text, before)]);
  }

  knownIn(text: string, place: TextPlace = {}): readonly NamedSpan[] {
    if (place.name !== undefined && this.choiceAt(place.path).plain?.has(place.name)) return [];
    const lead = place.before === undefined ? '' : `${place.before} `;
    const whole = lead + text;
    let sources: ReadonlySet<string> | undefined;
    const sameSource = (entry: Value): boolean => {
      if (entry.sources.size === 0) return false;
      sources ??= this.sourcesAt(place.path);
      for (const name of sources) if (entry.sources.has(name)) return true;
      return false;
    };
    const found = this.dictionary.occurrences(whole, (value, entry, start) => {
      if (start < lead.length) return false;
      const end = start + value.length;
      if (!isCommon(value)) return !this.plain.has(value) || sameSource(entry) || isSecretPlace(whole, start, end);
      return (sameSource(entry) && isWholeWord(whole, start, end)) || isSecretPlace(whole, start, end);
    });
    return found.map(({ start, word, entry }) => ({
      start: start - lead.length,
      end: start - lead.length + word.length,
      name: entry.name,
    }));
  }

  shown(more: readonly string[] = []): ShownSecrets {
    return shownSecrets([...this.values.keys(), ...more], new Set([...this.plain, ...namesIn(this.loaded.tree)]));
  }

  isLeftPlain(value: string): boolean {
    return this.leftPlain.some((text) => text.includes(value));
  }

  paths(): readonly Path[] {
    const found: Path[] = [];
    forEachText(this.loaded.tree, (text, path, before) => {
      if (isExtension(path)) return;
      const content = path[0] === 'secrets' && path.at(-1) === 'content';
      if (content || this.spansIn(text, { path, name: nameAt(path), before }).length > 0) found.push(path);
    });
    return found;
  }

  /** Takes what is secret in one text of the project. */
  private gather(text: string, path: Path, before: string | undefined): void {
    const name = nameAt(path);
    if (name !== undefined && this.choiceAt(path).plain?.has(name)) {
      this.leftPlain.push(text);
      return;
    }
    const spans = this.templateSpans(text, path);
    for (const { start, end, name: variable } of spans) this.put(text.slice(start, end), variable, variable);
    const whole =
      (path[0] === 'secrets' && path.at(-1) === 'content') ||
      (name !== undefined && looksSecret(name, text, this.choiceAt(path)));
    if (whole) this.put(text, name ?? String(path[1]));
    for (const span of shapedIn(text, before)) this.put(text.slice(span.start, span.end), span.name);
    // Two names seldom have one random value: where one of them is secret, the other is, too.
    const isPlain = !whole && spans.length === 0 && !isRandom(text) && !uuid.test(text);
    if (isPlain && path.at(-2) === 'environment') this.plain.add(text);
    if (path[0] === 'secrets' && path.at(-1) === 'environment')
      this.put(this.loaded.environment[text] ?? '', text, text);
  }

  private put(value: string, name: string, source?: string): void {
    if (value === '') return;
    const entry = this.values.get(value) ?? { name, sources: new Set<string>() };
    if (source !== undefined) entry.sources.add(source);
    this.values.set(value, entry);
  }

  /** Where the values of secret variables are in a text of the project. */
  private templateSpans(text: string, path: Path): readonly NamedSpan[] {
    const { tree, environment } = this.loaded;
    const node = nodeAt(tree, path);
    const template = node?.kind === 'scalar' ? node.origin.template : undefined;
    if (!template) return [];
    const choice = this.choiceAt(path);
    return spansOf(template, text, environment, (name, value) => looksSecret(name, value, choice)) ?? [];
  }

  private sourcesAt(path: Path | undefined): ReadonlySet<string> {
    return path === undefined ? none : variablesBelow(nodeAt(this.loaded.tree, path));
  }

  private hasSecretVariable(value: string, path: Path): boolean {
    if (this.templateSpans(value, path).length > 0) return true;
    const sources = this.sourcesAt(path);
    // A name of a host in it was rewritten, or an included file has variables of its own.
    return [...sources].some((name) => {
      const now = this.loaded.environment[name];
      return now !== undefined && now !== '' && looksSecret(name, now, this.choiceAt(path)) && value.includes(now);
    });
  }
}

const none: ReadonlySet<string> = new Set();
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is secret in a text by its shape, and by the words of the command before it. */
function shapedIn(text: string, before: string | undefined): readonly NamedSpan[] {
  const option = before === undefined ? undefined : optionSecret(before, text);
  if (option !== undefined) return [{ start: 0, end: text.length, name: option }];
  const lead = before === undefined ? '' : `${before} `;
  return credentialSpans(lead + text).flatMap((span) =>
    span.start < lead.length ? [] : [{ ...span, start: span.start - lead.length, end: span.end - lead.length }],
  );
}

/** Spans that do not overlap: the one that begins first and is longest. */
function apart(spans: readonly NamedSpan[]): readonly NamedSpan[] {
  const result: NamedSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (!last || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result.push({ ...span, start: last.end });
  }
  return result;
}

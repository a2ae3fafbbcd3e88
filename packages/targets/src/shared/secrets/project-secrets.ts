import type { LoadResult, Node, Path, ServiceSettings, Template } from '@transpose/core';
import { evaluate, isMap, isSeq, nodeAt, projectSettings, serviceSettings } from '@transpose/core';
import type { SecretChoice } from './looks-secret.ts';
import { looksSecret } from './looks-secret.ts';
import { isCommon, isSecretPlace, isWholeWord, wordsBefore } from './secret-places.ts';
import type { NamedSpan } from './secret-values.ts';
import { credentialSpans, optionSecret } from './secret-values.ts';
import { TextDictionary } from './text-dictionary.ts';

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
  /** Whether the user says of a name with this value that it is plain (`x-transpose.plain`): it may be read there. */
  isLeftPlain(value: string): boolean;
  /** The places in the project whose values are or hold secrets. */
  paths(): readonly Path[];
}

/** A secret value. */
interface Value {
  /** The name that it was first found under. */
  readonly name: string;
  /** The variables of the Compose files that it came through. */
  readonly sources: Set<string>;
}

type Loaded = Pick<LoadResult, 'project' | 'tree' | 'environment' | 'variables'>;

/** Maps whose keys are the user's own names: of variables, labels, options. */
const namedMaps = new Set(['environment', 'args', 'labels', 'annotations', 'options', 'driver_opts', 'storage_opt']);
/** Lists whose items are the words of a command. */
const commands = new Set(['command', 'entrypoint', 'test']);
/** What stands for nothing of a file: the other way to write what is written elsewhere. */
const isExtension = (path: Path): boolean => typeof path[0] === 'string' && path[0].startsWith('x-');

/** Nothing is secret: `--secrets plain`. */
export const noSecrets: ProjectSecrets = {
  isSecret: () => false,
  choiceAt: () => ({}),
  spansIn: () => [],
  knownIn: () => [],
  isLeftPlain: () => false,
  paths: () => [],
};

/** What was found in loaded projects: a conversion and the reports on it ask for the same. */
const known = new WeakMap<Loaded, ProjectSecrets>();

/** What is secret in a project; of a load that failed, the values of its variables with secret names. */
export function projectSecrets(loaded: Loaded): ProjectSecrets {
  const secrets = known.get(loaded) ?? findSecrets(loaded);
  known.set(loaded, secrets);
  return secrets;
}

function findSecrets(loaded: Loaded): ProjectSecrets {
  const { tree, environment } = loaded;
  const choices = choicesOf(loaded);
  const choiceAt = (path: Path | undefined): SecretChoice =>
    choices.services.get(path?.[0] === 'services' ? String(path[1]) : '') ?? choices.project;
  const values = new Map<string, Value>();
  const plain = new Set<string>();
  const leftPlain: string[] = [];
  const put = (value: string, name: string, source?: string): void => {
    if (value === '') return;
    const entry = values.get(value) ?? { name, sources: new Set<string>() };
    if (source !== undefined) entry.sources.add(source);
    values.set(value, entry);
  };
  const isSecretVariable = (name: string, value: string, path: Path | undefined): boolean =>
    looksSecret(name, value, choiceAt(path));
  const written = (path: Path): Template | undefined => {
    const node = nodeAt(tree, path);
    return node?.kind === 'scalar' ? node.origin.template : undefined;
  };
  const templateSpans = (text: string, path: Path): readonly NamedSpan[] => {
    const template = written(path);
    if (!template) return [];
    return spansOf(template, text, environment, (name, value) => isSecretVariable(name, value, path)) ?? [];
  };
  const nameAt = (path: Path): string | undefined => {
    const above = path.at(-2);
    return typeof above === 'string' && namedMaps.has(above) && path.length > 2 ? String(path.at(-1)) : undefined;
  };

  for (const { name } of loaded.variables) {
    const value = environment[name];
    if (value !== undefined && value.length > 2 && looksSecret(name, value, choices.project)) put(value, name, name);
  }
  forEachText(tree, (text, path, before) => {
    if (isExtension(path)) return;
    const name = nameAt(path);
    if (name !== undefined && choiceAt(path).plain?.has(name)) {
      leftPlain.push(text);
      return;
    }
    const spans = templateSpans(text, path);
    for (const { start, end, name: variable } of spans) put(text.slice(start, end), variable, variable);
    const whole =
      (path[0] === 'secrets' && path.at(-1) === 'content') ||
      (name !== undefined && looksSecret(name, text, choiceAt(path)));
    if (whole) put(text, name ?? String(path[1]), undefined);
    for (const span of shapedIn(text, before)) put(text.slice(span.start, span.end), span.name);
    if (!whole && spans.length === 0 && path.at(-2) === 'environment') plain.add(text);
    if (path[0] === 'secrets' && path.at(-1) === 'environment') put(environment[text] ?? '', text, text);
  });

  const dictionary = new TextDictionary(values);
  const sourcesAt = (path: Path | undefined): ReadonlySet<string> =>
    path === undefined ? none : variablesBelow(nodeAt(tree, path));

  const knownIn = (text: string, place: TextPlace = {}): readonly NamedSpan[] => {
    if (place.name !== undefined && choiceAt(place.path).plain?.has(place.name)) return [];
    const lead = place.before === undefined ? '' : `${place.before} `;
    const whole = lead + text;
    let sources: ReadonlySet<string> | undefined;
    const found = dictionary.occurrences(whole, (value, entry, start) => {
      if (start < lead.length) return false;
      const end = start + value.length;
      if (!isCommon(value)) return !plain.has(value) || sameSource(entry) || isSecretPlace(whole, start, end);
      return (sameSource(entry) && isWholeWord(whole, start, end)) || isSecretPlace(whole, start, end);
    });
    function sameSource(entry: Value): boolean {
      if (entry.sources.size === 0) return false;
      sources ??= sourcesAt(place.path);
      for (const name of sources) if (entry.sources.has(name)) return true;
      return false;
    }
    return found.map(({ start, word, entry }) => ({
      start: start - lead.length,
      end: start - lead.length + word.length,
      name: entry.name,
    }));
  };

  const spansIn = (text: string, place: TextPlace = {}): readonly NamedSpan[] => {
    if (text === '') return [];
    const { before, path, name } = place;
    const choice = choiceAt(path);
    if (name !== undefined && choice.plain?.has(name)) return [];
    const whole = name !== undefined && looksSecret(name, text, choice) ? [{ start: 0, end: text.length, name }] : [];
    const exact = path === undefined ? [] : templateSpans(text, path);
    // Of those at one place the first gives the name.
    return apart([...exact, ...knownIn(text, place), ...whole, ...shapedIn(text, before)]);
  };

  return {
    isSecret: (name, value, path) =>
      looksSecret(name, value, choiceAt(path)) ||
      (choiceAt(path).plain?.has(name) !== true && value !== '' && hasSecretVariable(value, path)),
    choiceAt,
    spansIn,
    knownIn,
    isLeftPlain: (value) => leftPlain.some((text) => text.includes(value)),
    paths() {
      const found: Path[] = [];
      forEachText(tree, (text, path, before) => {
        if (isExtension(path)) return;
        const name = nameAt(path);
        const content = path[0] === 'secrets' && path.at(-1) === 'content';
        if (content || spansIn(text, { path, name, before }).length > 0) found.push(path);
      });
      return found;
    },
  };

  function hasSecretVariable(value: string, path: Path): boolean {
    if (templateSpans(value, path).length > 0) return true;
    const sources = sourcesAt(path);
    if (sources.size === 0) return false;
    // A name of a host in it was rewritten, or an included file has variables of its own.
    return [...sources].some((name) => {
      const now = environment[name];
      return now !== undefined && now !== '' && isSecretVariable(name, now, path) && value.includes(now);
    });
  }
}

const none: ReadonlySet<string> = new Set();

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

/** Where the values of secret variables are in what a template became; undefined where it became something else. */
function spansOf(
  template: Template,
  text: string,
  environment: Readonly<Record<string, string>>,
  isSecret: (name: string, value: string) => boolean,
): readonly NamedSpan[] | undefined {
  const lookup = (name: string) => environment[name];
  const spans: NamedSpan[] = [];
  let at = 0;
  for (const part of template.parts) {
    const result = evaluate({ source: template.source, parts: [part] }, lookup);
    if (!result.ok) return undefined;
    const { value } = result;
    if (part.kind === 'variable' && value !== '') {
      if (isSecret(part.name, value)) spans.push({ start: at, end: at + value.length, name: part.name });
      else if (part.operand && !part.operator.endsWith('?')) {
        const inner = spansOf(part.operand, value, environment, isSecret) ?? [];
        spans.push(...inner.map((span) => ({ ...span, start: at + span.start, end: at + span.end })));
      }
    }
    at += value.length;
    if (text.slice(at - value.length, at) !== value) return undefined;
  }
  return at === text.length ? spans : undefined;
}

/** The variables that the values at a node and below it were written with. */
function variablesBelow(node: Node | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const ofTemplate = (template: Template | undefined): void => {
    for (const part of template?.parts ?? []) {
      if (part.kind !== 'variable') continue;
      found.add(part.name);
      ofTemplate(part.operand);
    }
  };
  const visit = (one: Node): void => {
    if (isMap(one)) for (const value of one.entries.values()) visit(value);
    else if (isSeq(one)) for (const item of one.items) visit(item);
    else ofTemplate(one.origin.template);
  };
  if (node) visit(node);
  return found;
}

/** All values that are texts or numbers; `before`: the words of a command before one of them. */
function forEachText(
  tree: Node | undefined,
  see: (text: string, path: Path, before: string | undefined) => void,
): void {
  const visit = (node: Node, path: Path, before?: string): void => {
    if (isMap(node)) for (const [key, value] of node.entries) visit(value, [...path, key]);
    else if (isSeq(node)) {
      const words = node.items.map((item) =>
        item.kind === 'scalar' && typeof item.value === 'string' ? item.value : '',
      );
      const command = commands.has(String(path.at(-1)));
      node.items.forEach((item, at) => visit(item, [...path, at], command ? wordsBefore(words, at) : undefined));
    } else if (node.value !== null && typeof node.value !== 'boolean' && typeof node.value !== 'object') {
      see(String(node.value), path, before);
    }
  };
  if (tree) visit(tree, []);
}

/** What `x-transpose` says of names, for the project and for each of its services. */
function choicesOf({ project }: Loaded): {
  readonly project: SecretChoice;
  readonly services: ReadonlyMap<string, SecretChoice>;
} {
  if (!project) return { project: {}, services: new Map() };
  const names = (given: unknown): readonly string[] =>
    Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  const choice = (...given: readonly Pick<ServiceSettings, 'secrets' | 'plain'>[]) => ({
    secret: new Set(given.flatMap(({ secrets }) => names(secrets))),
    plain: new Set(given.flatMap(({ plain }) => names(plain))),
  });
  const all = projectSettings(project);
  const services = Object.values(project.services).map((service) => {
    const own = serviceSettings(service);
    const mine = choice(own);
    const both = choice(all, own);
    for (const name of mine.secret) if (!mine.plain.has(name)) both.plain.delete(name);
    for (const name of mine.plain) both.secret.delete(name);
    return [service.name, both] as const;
  });
  return { project: choice(all), services: new Map(services) };
}

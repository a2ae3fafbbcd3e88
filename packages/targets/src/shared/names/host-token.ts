import { hostArguments } from './host-arguments.ts';
import { namesHost } from './host-key.ts';
import { shellCommands } from '../shell/shell-line.ts';

/** A place where a text holds a name; offsets are UTF-16. */
export interface NamePlace {
  readonly start: number;
  readonly end: number;
  /** As it is written there. */
  readonly name: string;
  /**
   * `certain`: the place is that of a host, whatever the name. `likely`: `user@name`, which is a host or an address of
   * mail. `none`: nothing says so.
   */
  readonly host: 'certain' | 'likely' | 'none';
}

/** What is around a text and says what it is. */
export interface TextContext {
  /** The name of the variable or key whose value it is. */
  readonly name?: string | undefined;
  /** It is a word of a command where a host is expected. */
  readonly argument?: boolean;
  /** It is a line for a shell. */
  readonly shell?: boolean;
}

/**
 * The places where a text holds one of some names as a whole token. Certain hosts are: an authority in a URL, `NAME:PORT`,
 * the value of a variable, key or option whose name says host or address, and the host argument of well-known commands.
 * Prose, paths, image names and bare words are none.
 */
export function namePlaces(
  text: string,
  isName: (token: string) => boolean,
  context: TextContext = {},
): readonly NamePlace[] {
  const places: NamePlace[] = [];
  let blocks: ReadonlySet<string> | undefined;
  let isWholeHost: ((start: number, end: number) => boolean) | undefined;
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [name] = match;
    if (!isName(name)) continue;
    const { index: start } = match;
    const end = start + name.length;
    blocks ??= upstreamBlocks(text);
    // nginx knows the servers of an upstream by the name of the block, which is not a host.
    if (blocks.has(name) && !/^:\d/.test(text.slice(end, end + 2)) && !upstream.test(before(text, start))) continue;
    isWholeHost ??= wholeHosts(text, hostRanges(text, context));
    places.push({ start, end, name, host: isWholeHost(start, end) ? 'certain' : hostOf(text, start, end) });
  }
  return places;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** As much as can belong to a name, so that a name is never found inside a longer one. */
const token = /[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?/g;
/** Whole files come here as well: a look around has to have an end. */
const lookAround = 500;

/** Parts of a text of which something around the text says that they are hosts. */
function hostRanges(text: string, { name, argument, shell }: TextContext): readonly Range[] {
  const whole = { start: 0, end: text.length };
  if (name !== undefined && namesHost(name)) return [whole];
  if (shell)
    return shellCommands(text).flatMap((command) => {
      const found = hostArguments(command.words.map((word) => word.text));
      return command.words.filter((_, at) => found.has(at));
    });
  return argument ? [whole] : [];
}

/**
 * Whether a name is in one of the parts alone, as an item of a list, or before a port or path. What has a scheme or a
 * user is judged by that. To be asked for names in the order of the text: it goes along with the parts.
 */
function wholeHosts(text: string, ranges: readonly Range[]): (start: number, end: number) => boolean {
  let at = 0;
  let slash = slashIn(text, ranges[0]);
  return (start, end) => {
    for (; at < ranges.length && (ranges[at]?.end ?? 0) < end; slash = slashIn(text, ranges[at])) at += 1;
    const range = ranges[at];
    if (!range || start < range.start || slash < start) return false;
    const after = text.slice(end, Math.min(range.end, end + 2));
    return (
      /^[\s"'[]*$|[,;][\s"']*$|\s["']*$/.test(before(text, start, range.start)) &&
      /^(?:$|[\s"',;\]]|\/|:\d)/.test(after)
    );
  };
}

/** Where the first slash of a part is. */
function slashIn(text: string, range: Range | undefined): number {
  const found = range ? text.slice(range.start, range.end).indexOf('/') : -1;
  return range && found >= 0 ? range.start + found : Infinity;
}

/** What is before a place, as far as it is looked at; the mark is not a beginning of a value. */
const before = (text: string, at: number, from = 0): string =>
  at - from > lookAround ? `\0${text.slice(at - lookAround, at)}` : text.slice(from, at);

function hostOf(text: string, start: number, end: number): NamePlace['host'] {
  const lead = before(text, start);
  const after = text.slice(end, end + lookAround);
  if (inAuthority(lead, after)) return 'certain';
  if (/^:\d{1,5}(?![\w.:@-])/.test(after) && /(?:^|[\s,;=("'<>[|{]|[^\s/]@)$/.test(lead)) return 'certain';
  if (/\/dev\/(?:tcp|udp)\/$/.test(lead) && /^\/\d/.test(after)) return 'certain';
  if (isKeyed(lead, after)) return 'certain';
  return /[^\s@/:]@$/.test(lead) && /^(?:$|[/,?#)\]\s"';&|])/.test(after) ? 'likely' : 'none';
}

/** Inside the authority of a URL: after `//`, or after the `@` or a `,` in it. What is before an `@` is a user. */
function inAuthority(before: string, after: string): boolean {
  const open = /(?:^|[\w+.-]:|[\s"'=(,<])\/\/([^/?#\s"'`<>]*)$/.exec(before);
  if (open === null) return false;
  const rest = /^[^/?#\s"'`<>]*/.exec(after)?.[0] ?? '';
  if (rest.includes('@') && !/^[^@]*,\w+:\/\//.test(rest)) return false;
  const authority = open[1] ?? '';
  const hostStart = authority.slice(authority.lastIndexOf('@') + 1);
  const whole = /^(?:$|[:/?#,)\]\s"'`;&|<>}])/.test(after);
  return whole && (hostStart === '' || hostStart.endsWith(','));
}

/** `host=my_db` of a DSN or an option, and further ones behind commas. */
const inline = /(?:^|[\s;&?,"'(])-*((?:[\w.][\w.-]*)?)\s?=\s*["']?(?:[\w.:-]+,)*$/;
/** `host = my_db`, `host: my_db`, `"host": "my_db"`, `- host: my_db` in files and JSON. */
const keyed = /(?:^|[\n{,]|^\s*-\s)[ \t]*(?:-[ \t]+)?["']?([\w.-]+)["']?[ \t]*[:=][ \t]*["']?$/;
/** The same with a list in brackets, or a list of lines, before the name. */
const listed =
  /(?:^|[\n{,])[ \t]*(?:-[ \t]+)?["']?([\w.-]+)["']?[ \t]*[:=](?:[ \t]*\[[^\][\n]*|[ \t]*\n(?:[ \t]*-[ \t][^\n]*\n)*[ \t]*-[ \t]+)["']?$/;
/** `server my_app;` in an upstream of nginx. */
const upstream = /\bupstream\s+[\w.-]+\s*\{[^}]*\bserver\s+$/;

function isKeyed(before: string, after: string): boolean {
  if (upstream.test(before)) return /^[\s;]/.test(after);
  if (!/^["']?(?:$|[\s;,&)|\]}])/.test(after)) return false;
  return (
    /data source\s*=\s*["']?$/i.test(before) ||
    [inline, keyed, listed].some((pattern) => {
      const key = pattern.exec(before)?.[1];
      return key !== undefined && namesHost(key);
    })
  );
}

const none: ReadonlySet<string> = new Set();

function upstreamBlocks(text: string): ReadonlySet<string> {
  if (!text.includes('upstream')) return none;
  return new Set(Array.from(text.matchAll(/\bupstream\s+([\w.-]+)\s*\{/g), ([, name = '']) => name));
}

/** A text with names at some places written otherwise. */
export function replaceNames(text: string, places: readonly NamePlace[], nameOf: (name: string) => string): string {
  let replaced = '';
  let done = 0;
  for (const { start, end, name } of places) {
    replaced += text.slice(done, start) + nameOf(name);
    done = end;
  }
  return replaced + text.slice(done);
}

import { nameWords } from './secret-names.ts';

/** One host that was rewritten; offsets (UTF-16) into the original value. */
export interface HostRewrite {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
}

export interface RewrittenValue {
  readonly value: string;
  /** In order of their places; empty when nothing was rewritten. */
  readonly rewrites: readonly HostRewrite[];
}

export interface HostContext {
  /** The variable's name, or the option before an argument (`--dbname`): tells a database `my_db` from a host `my_db`. */
  readonly name?: string | undefined;
}

/**
 * Rewrites hosts inside a value: every whole token that `hosts` knows (old name to new) and that is certainly a host. It
 * is when it is the entire value or an item of a list of hosts, stands after `//` or `@` of a URL or before `:PORT`, or is
 * the value of a `host=`, `--host` or `-h` inside. Never inside image names, paths or prose; the caller leaves fields out
 * that hold no hosts at all. DNS ignores case, so `DB` is `db`.
 */
export function rewriteHosts(
  value: string,
  hosts: ReadonlyMap<string, string>,
  context: HostContext = {},
): RewrittenValue {
  const rewrites: HostRewrite[] = [];
  for (const match of value.matchAll(token)) {
    const [from] = match;
    const to = hosts.get(from) ?? hosts.get(from.toLowerCase());
    if (to === undefined || to === from) continue;
    const start = match.index;
    if (isHost(value, start, start + from.length, context))
      rewrites.push({ start, end: start + from.length, from, to });
  }
  let rewritten = '';
  let done = 0;
  for (const { start, end, to } of rewrites) {
    rewritten += value.slice(done, start) + to;
    done = end;
  }
  return { value: rewritten + value.slice(done), rewrites };
}

/** The places where a value certainly names one of these hosts. */
export function findHosts(value: string, names: Iterable<string>, context: HostContext = {}): readonly HostRewrite[] {
  // A mark that no host has makes every name a change.
  return rewriteHosts(value, new Map(Array.from(names, (name) => [name, `${name}\0`])), context).rewrites.map(
    (each) => ({
      ...each,
      to: each.to.slice(0, -1),
    }),
  );
}

/** As much as can belong to a name, so that a name is never found inside a longer one. */
const token = /[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?/g;
/** Last words of names whose value is a name of something else, even where a service happens to be called the same. */
const notHosts = new Set(
  (
    'DB DATABASE DBNAME SCHEMA TABLE COLLECTION KEYSPACE BUCKET TOPIC QUEUE EXCHANGE VHOST INDEX USER USERNAME LOGIN PASS ' +
    'PASSWORD PASSWD PWD SECRET TOKEN KEY SALT GROUP ROLE REALM PREFIX SUFFIX LABEL TAG VERSION IMAGE PATH DIR DIRECTORY ' +
    'FILE ID TITLE PROJECT DRIVER TYPE MODE ENGINE CONNECTION PROFILE ENV ENVIRONMENT LEVEL LANG LOCALE'
  ).split(' '),
);
/** Single-letter options with names of other things: `psql -d my_db -U my_db`. */
const notHostOption = /^-[dDuUpPnc]$/;
const nameOfHost = /^(?:HOST|SERVER|NODE|SERVICE|DOMAIN|PEER|BROKER)$/;

const lookAround = 500;

function isHost(value: string, start: number, end: number, context: HostContext): boolean {
  const excluded = context.name !== undefined && namesNoHost(context.name);
  if (value.trim().length === end - start) return !excluded;
  // Whole files come here as well: a look around has to have an end. The mark is no beginning of a value.
  const before = start > lookAround ? `\0${value.slice(start - lookAround, start)}` : value.slice(0, start);
  const after = value.slice(end, end + lookAround);
  if (inAuthority(before, after)) return true;
  if (/^:\d{1,5}(?![\w.:@-])/.test(after) && /(?:^|[\s,;=("'<>[|{])$/.test(before)) return !excluded;
  if (/[^\s@/:]@$/.test(before) && /^(?:$|[:/,?#)\]\s"';&|])/.test(after)) return true;
  if (hostKey.test(before) && /^(?:$|[\s;,&"')|])/.test(after)) return true;
  return !excluded && isListOfHosts(value);
}

function namesNoHost(name: string): boolean {
  if (notHostOption.test(name)) return true;
  const words = nameWords(name);
  const last = words.at(-1) ?? '';
  if (last === 'NAME') return !nameOfHost.test(words.at(-2) ?? '');
  return notHosts.has(last);
}

/** Inside the authority of a URL: after `//`, or after the `@` or a `,` in it. What stands before an `@` is a user. */
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

/** `host=`, `--db-host=`, `Server=`, `-h `, `--host ` right before the token. */
const hostKey =
  /(?:(?:^|[\s;&?,"'(-])(?:[\w-]*host(?:name|s)?|server|addr(?:ess)?|data source)\s*=\s*|(?:^|\s)(?:-h|--(?:[\w-]+-)?host(?:name)?)\s+)["']?$/i;

/** Two or more items between commas or semicolons, each a name that may be a host's, with or without a port. */
function isListOfHosts(value: string): boolean {
  const items = value.split(/[,;]/).map((item) => item.trim());
  return items.length > 1 && items.every((item) => /^[\w.-]+(?::\d{1,5})?$/.test(item));
}

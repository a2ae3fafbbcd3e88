import { isDns1123Subdomain } from '../../../shared/names/k8s-name.ts';
import type { Match } from '../route.ts';

/** A rule of a Traefik router as the requests that it takes, or why it is not one of plain hosts and paths. */
export type ReadRule =
  | { readonly ok: true; readonly matches: readonly Match[] }
  | { readonly ok: false; readonly problem: string };

/** More alternatives than any router has, and few enough to multiply out. */
const mostAlternatives = 200;
const deepest = 50;

/** A matcher with one argument: `Host`, `Path` or `PathPrefix`. */
interface Term {
  readonly name: 'Host' | 'Path' | 'PathPrefix';
  readonly value: string;
}

/**
 * Reads a rule such as ``Host(`a.example.org`) && (PathPrefix(`/api`) || Path(`/`))``, in the syntax of Traefik 2 (several
 * arguments) and 3. A rule with any other matcher, or with `!`, is refused as a whole.
 */
export function readRule(text: string): ReadRule {
  const reader: Reader = { tokens: [], at: 0 };
  reader.tokens = tokensOf(text, reader);
  const alternatives = readOr(reader, 0);
  const rest = reader.tokens[reader.at];
  if (rest) refuse(reader, `"${rest.text}" is not expected here`);
  const matches = alternatives.map((terms) => matchOf(terms, reader));
  return reader.problem === undefined ? { ok: true, matches } : { ok: false, problem: reader.problem };
}

interface Token {
  readonly kind: 'sign' | 'name' | 'text';
  readonly text: string;
}

interface Reader {
  tokens: readonly Token[];
  at: number;
  /** The first thing that is wrong. Nothing is read after it. */
  problem?: string;
}

type Alternatives = readonly (readonly Term[])[];

function refuse(reader: Reader, problem: string): Alternatives {
  reader.problem ??= problem;
  reader.at = reader.tokens.length;
  return [];
}

const tokenPattern = /\s*(?:(&&|\|\||[!(),])|([A-Za-z][A-Za-z0-9]*)|`([^`]*)`|"([^"\\]*)")\s*/y;

function tokensOf(text: string, reader: Reader): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = tokenPattern;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found) {
      refuse(reader, `"${text.slice(at, at + 20)}" cannot be read as a rule`);
      return [];
    }
    const [, sign, name, tick, quoted] = found;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'text', text: tick ?? quoted ?? '' });
  }
  return tokens;
}

function takes(reader: Reader, sign: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'sign' || token.text !== sign) return false;
  reader.at += 1;
  return true;
}

function readOr(reader: Reader, depth: number): Alternatives {
  const all = [...readAnd(reader, depth)];
  while (takes(reader, '||')) all.push(...readAnd(reader, depth));
  return all.length > mostAlternatives ? refuse(reader, 'the rule has too many alternatives') : all;
}

function readAnd(reader: Reader, depth: number): Alternatives {
  let all = readOne(reader, depth);
  while (takes(reader, '&&')) {
    const more = readOne(reader, depth);
    if (all.length * more.length > mostAlternatives) return refuse(reader, 'the rule has too many alternatives');
    all = all.flatMap((one) => more.map((other) => [...one, ...other]));
  }
  return all;
}

function readOne(reader: Reader, depth: number): Alternatives {
  if (depth > deepest) return refuse(reader, 'the rule has too many parentheses');
  if (takes(reader, '(')) {
    const inside = readOr(reader, depth + 1);
    return takes(reader, ')') ? inside : refuse(reader, 'a ")" is missing');
  }
  const token = reader.tokens[reader.at];
  if (!token) return refuse(reader, 'the rule ends too early');
  if (token.text === '!') return refuse(reader, '"!" has no counterpart');
  if (token.kind !== 'name') return refuse(reader, `"${token.text}" is not expected here`);
  reader.at += 1;
  const name = token.text === 'HostHeader' ? 'Host' : token.text;
  if (name !== 'Host' && name !== 'Path' && name !== 'PathPrefix')
    return refuse(reader, `"${name}" is not a plain host or path`);
  return argumentsOf(reader).map((value) => [{ name, value }]);
}

function argumentsOf(reader: Reader): readonly string[] {
  if (!takes(reader, '(')) refuse(reader, 'a "(" is missing');
  const values: string[] = [];
  do {
    const token = reader.tokens[reader.at];
    if (token?.kind === 'text') values.push(token.text);
    else refuse(reader, 'a text in backticks is missing');
    reader.at += 1;
  } while (takes(reader, ','));
  if (!takes(reader, ')')) refuse(reader, 'a ")" is missing');
  return values;
}

function matchOf(terms: readonly Term[], reader: Reader): Match {
  const hosts = new Set(terms.filter(({ name }) => name === 'Host').map(({ value }) => value.toLowerCase()));
  const paths = terms.filter(({ name }) => name !== 'Host');
  const [host] = hosts;
  const [path, second] = paths;
  const problem =
    hosts.size > 1
      ? 'no request has two hosts at once'
      : second
        ? 'two paths at once have no counterpart'
        : host?.startsWith('*')
          ? `Traefik takes no wildcard in Host: "${host}"`
          : ((host === undefined ? undefined : hostProblem(host)) ?? (path && pathProblem(path.value)));
  if (problem !== undefined) refuse(reader, problem);
  return {
    ...(host !== undefined && { host }),
    path: path?.value ?? '/',
    kind: path?.name === 'Path' ? 'Exact' : 'Prefix',
  };
}

/** What is wrong with a host; `*.` in front stands for one label. */
export function hostProblem(text: string): string | undefined {
  const host = text.toLowerCase();
  if (host === '') return 'the host is empty';
  if (/^[\d.]+$/.test(host)) return `"${text}" is an address, and routes have names`;
  return isDns1123Subdomain(host.replace(/^\*\./, '')) ? undefined : `"${text}" is not a legal host name`;
}

/** What is wrong with a path; patterns are not paths. */
export function pathProblem(text: string): string | undefined {
  return /^\/(?:[\w\-./~@:+,=&$'!;]|%[\da-f]{2})*$/i.test(text) && !/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(text)
    ? undefined
    : `"${text}" is not a plain path`;
}

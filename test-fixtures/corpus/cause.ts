/** What a message of the reference is about: a diagnostic of ours has to name one of the words, or lie on one of the lines. */
export interface Cause {
  readonly words: readonly string[];
  /** First and last, counted from 1. */
  readonly lines: readonly [number, number] | undefined;
}

/**
 * How the reference's messages name their cause; the first pattern that matches decides. Groups: `path`: a config path
 * whose last name counts; `word`: a value or name; `words`: several in quotes; `chain`: names joined by arrows; `file`:
 * a path whose last part counts; `from`, `to`: lines. A message that no pattern fits must only fail.
 */
const patterns: readonly RegExp[] = [
  // interpolation
  /invalid interpolation format for (?<path>.+)\.\n.*\n(?<word>.*)/g,
  /required variable (?<word>\S+) is missing/g,
  /while interpolating (?<path>.+?): failed to cast.*?(?:parsing "(?<word>.*?)"|invalid boolean: ?(?<word2>.*))/g,
  // YAML
  /unknown anchor '(?<word>.+?)'/g,
  /mapping key "(?<word>.*?)" already defined/g,
  /non-string key in (?<path>.+): (?<word>.*)/g,
  /go-yaml load error.* at L(?<from>\d+)\.C\d+(?:-(?:L(?<to>\d+)\.)?C\d+)?:/g,
  // schema
  /additional properties (?<words>'.*') not allowed/g,
  /missing propert(?:y|ies) (?<words>'.*')/g,
  /(?<path>\S+) value must be (?:one of )?'/g,
  /(?<path>\S+) '(?<word>.*)' does not match/g,
  /(?<path>\S+) items at \d+ and \d+ are equal/g,
  /(?<path>\S+?):? must be (?:greater|less) than/g,
  /^(?:validating \S+: )?`?(?<path>[^\s`]+)`? must be an? [^,]*(?:, got (?<word>.*))?/gm,
  /^(?<path>\S+): (?:unexpected type|unsupported expose value) /gm,
  /(?<path>services\.\S+) is missing an? (?:mount target|target port)/g,
  // decoding
  /^'(?<path>\S+)' .*?(?:parsing|duration|invalid value) "(?<word>.*?)"/gm,
  /^'(?<path>\S+)' invalid (?:size|suffix): '(?<word>.*)'/gm,
  /^'(?<path>\S+)' (?:invalid boolean: |cannot parse value as '\w+': |.*missing IP: )(?<word>\S+)/gm,
  /^'(?<path>[^'\s]+)' /gm,
  // names that lead nowhere
  /refers to undefined (?:build )?\w+ (?<word>.+?)(?:: invalid compose project)?$/gm,
  /(?:depends on undefined|declares (?:unknown|non-buildable)) service "?(?<word>[^"\n]+)"/g,
  /no such service: (?<word>.+)/g,
  /cannot extend service "(?<word2>.+?)".*service "(?<word>.*?)" not found/g,
  /cannot extend service "(?<word>.*?)" in (?<file>\S+): no services section/g,
  // cycles
  /dependency cycle detected: (?<chain>[^:\n]+)/g,
  /(?<path>include) cycle detected/g,
  /^\s+(?:extends )?(?<word>\S+) in /gm,
  // values and combinations
  /service "(?<word>.*?)" has neither an image/g,
  /exclusive `?(?<word>\w+)`? and `?(?<word2>\w+)/g,
  /^(?<path>\S+): "(?<word>\w+)" and "(?<word2>\w+)" attributes are exclusive/gm,
  /^(?<path>\S+): .*attributes are mutually exclusive/gm,
  /distinct values on '(?<word>\S+?)' and '(?<path>\S+?)'/g,
  /can't set (?<word>container_name) and /g,
  /conflicting parameters "\w+" and "(?<word>\w+)"/g,
  /^(?<path>\S+): (?:name and external\.name conflict|one of \S+ must be set)/gm,
  /container name "(?<word>.*?)" is already in use/g,
  /MUST include (?<path>service\.platform) "(?<word>.*?)"/g,
  /cannot override (?<path>\S+)/g,
  /^\w+ "(?<word>.*?)" must declare either/gm,
  /^(?<path>\S+): target (?<word>\S+) already mounted/gm,
  /^(?<path>healthcheck\.test) must start/gm,
  /^(?:invalid (?:containerPort|hostPort|proto|ranges?.*Ports)|no port specified): (?<word>.+?)(?:<empty>)?$/gm,
  /^(?:(?<path>\S+): )?invalid ip address: (?<word>.*)/gim,
  /invalid spec: (?<word>.+): /g,
  /invalid mount config for type "(?<word>\w+)": field (?<word2>\w+)/g,
  /please use long syntax: (?<word>.+)/g,
  /^(?<path>\S+): (?:invalid value (?<word>.*?), expected|value can't be blank|target is required)/gm,
  /invalid ssh key "(?<word>.*?)"/g,
  /ParseBool: parsing "(?<word>.*?)"/g,
  /invalid project name "(?<word>.*?)"/g,
  // files
  /unsupported env_file format "(?<word>.*?)"/g,
  /read (?<file>\S+): is a directory/g,
  /failed to (?:read|parse env_file) (?<file>[^:\n]+): /g,
  /(?:env|label) file (?<file>\S+) not found|couldn't find env file: (?<file2>.+)|(?:open|stat) (?<file3>\S+): no such/g,
];

export function causeOf(message: string): Cause {
  const pattern = patterns.find((candidate) => message.search(candidate) >= 0);
  const words: string[] = [];
  const lines: number[] = [];
  for (const match of pattern ? message.matchAll(pattern) : []) {
    for (const [group, text] of Object.entries(match.groups ?? {})) {
      if (text === undefined) continue;
      const kind = group.replace(/\d$/, '');
      if (kind === 'word') words.push(text.trim());
      else if (kind === 'path') words.push(lastName(text));
      else if (kind === 'words') words.push(...[...text.matchAll(/'(.*?)'(?=,|$)/g)].map((quoted) => quoted[1] ?? ''));
      else if (kind === 'chain') words.push(...text.split(' -> '));
      else if (kind === 'file') words.push(text.slice(text.lastIndexOf('/') + 1));
      else lines.push(Number(text));
    }
  }
  return {
    words: words.filter((word) => word !== ''),
    lines: lines.length === 0 ? undefined : [Math.min(...lines), Math.max(...lines)],
  };
}

const lastName = (path: string): string =>
  path.split(/[.[\]]+/).findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? '';

/** A diagnostic as `--report json` prints it. */
export interface PrintedDiagnostic {
  readonly severity: string;
  readonly message: string;
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
}

/** Whether the diagnostic names the cause, by its path, its message or its place. */
export function namesCause(
  { message, path = '', file = '', line }: PrintedDiagnostic,
  { words, lines }: Cause,
): boolean {
  if (words.some((word) => [path, message, file].some((text) => holdsWord(text, word)))) return true;
  // Parsers differ by a line in where they notice an error.
  const named = [line, ...[...message.matchAll(/\bline (\d+)/g)].map((match) => Number(match[1]))];
  return (
    lines !== undefined && named.some((place) => place !== undefined && place >= lines[0] - 1 && place <= lines[1] + 1)
  );
}

/** Whether a text holds a word that is not part of a longer one. One or two letters are English, too: they must appear in quotes or in a path. */
function holdsWord(text: string, word: string): boolean {
  const exact = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (!/^[a-z]{1,2}$/i.test(word)) return new RegExp(`(?<![\\w-])${exact}(?![\\w-])`, 'i').test(text);
  if (new RegExp(`(?:^|[.\\]])${exact}(?:$|[.[])`, 'i').test(text)) return true;
  return new RegExp(`["'\`]${exact}["'\`]|(?:->|→) ?${exact}\\b|\\b${exact} ?(?:->|→)`, 'i').test(text);
}

/** A word of a shell line: what the shell makes of it, and where it is written (UTF-16 offsets, quotes included). */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A simple command: its words without assignments and redirections, and the operator that ends it. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** `;` also for a line break and the end of a group; empty at the end of the line. */
  readonly end: '' | ';' | '&' | '&&' | '||' | '|';
  /** The reserved words before it: `until`, `if`, `!`. */
  readonly reserved: readonly string[];
}

const reservedWords = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  '{',
  '}',
  '!',
  'time',
  'in',
]);
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox']);

/** Whether a word is the name or path of a shell. */
export function isShell(word: string): boolean {
  return shells.has(word.slice(word.lastIndexOf('/') + 1));
}

/** The index of the line that a command hands to a shell (`sh -c LINE`, `/bin/bash -exc LINE`), -1 where it hands none. */
export function shellLineIndex(words: readonly string[]): number {
  const shell = words.findIndex(
    (word) => !/^(?:env|exec|tini|dumb-init|--|-g)$|=/.test(word.slice(word.lastIndexOf('/') + 1)),
  );
  if (!isShell(words[shell] ?? '')) return -1;
  const option = words.findIndex((word, index) => index > shell && /^-[a-z]*c$/.test(word));
  const before = words.slice(shell + 1, option);
  return option < 0 || option + 1 >= words.length || !before.every((word) => /^[-+]|^(?:sh|pipefail)$/.test(word))
    ? -1
    : option + 1;
}

const operator = /&&|\|\||;;|[;&|\n()]/y;
const redirection = /\d*(?:>>|>&|<&|>\||&>|<<-?|[<>])/y;
const blank = /(?:[ \t\r]|\\\r?\n)+|(?<=^|\s)#[^\n]*/y;
const plain = /[^\s;&|()<>"'\\`$#]+|[#$](?!\()/y;

/**
 * The simple commands of a shell line, in order. What is in command substitutions is text of a word here, and
 * here-documents are passed over. It reads what it can: this is evidence, and nothing is run by it.
 */
export function shellCommands(line: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let reserved: string[] = [];
  let skipNext = false;
  let documents: HereDocument[] = [];
  let opened: string | undefined;
  const close = (end: ShellCommand['end']): void => {
    if (words.length > 0) commands.push({ words, end, reserved });
    if (words.length > 0 || end === '') reserved = [];
    words = [];
    skipNext = false;
  };
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(line)?.[0];
  };
  while (at < line.length) {
    const space = take(blank);
    if (space !== undefined && space !== '') {
      at += space.length;
      continue;
    }
    const redirected = take(redirection);
    if (redirected !== undefined) {
      skipNext = true;
      opened = redirected.includes('<<') ? redirected : undefined;
      at += redirected.length;
      continue;
    }
    const mark = take(operator);
    if (mark !== undefined) {
      close(mark === '&&' || mark === '||' || mark === '|' || mark === '&' ? mark : ';');
      at += mark.length;
      if (mark === '\n' && documents.length > 0) {
        at = behindDocuments(line, at, documents);
        documents = [];
      }
      continue;
    }
    const word = readWord(line, at);
    at = word.end;
    if (skipNext) {
      skipNext = false;
      if (opened !== undefined) documents.push({ tabs: opened.endsWith('-'), end: word.text });
    } else if (words.length === 0 && reservedWords.has(word.text)) reserved.push(word.text);
    else if (words.length > 0 || !/^[A-Za-z_]\w*=/.test(word.text)) words.push(word);
  }
  close('');
  return commands;
}

interface HereDocument {
  /** Whether tabs before its lines are taken off (`<<-`). */
  readonly tabs: boolean;
  /** The line that ends it. */
  readonly end: string;
}

/** Where the line goes on behind here-documents that begin at `start`; one that nothing ends is read as commands. */
function behindDocuments(line: string, start: number, documents: readonly HereDocument[]): number {
  let at = start;
  for (const { tabs, end } of documents) {
    const lines = line.slice(at).split('\n');
    const last = lines.findIndex((text) => (tabs ? text.replace(/^\t+/, '') : text) === end);
    if (last < 0) return at;
    at += lines.slice(0, last + 1).join('\n').length + 1;
  }
  return Math.min(at, line.length);
}

/** A word from `start` on: quotes and backslashes taken off, substitutions kept as they are written. */
function readWord(line: string, start: number): ShellWord {
  let text = '';
  let at = start;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === "'") {
      const end = endOf(line, at + 1, "'");
      text += line.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      const end = endOfQuoted(line, at + 1);
      text += line.slice(at + 1, end).replaceAll(/\\(["\\$`])/g, '$1');
      at = end + 1;
    } else if (char === '\\') {
      text += line.charAt(at + 1);
      at += 2;
    } else if (char === '`' || line.startsWith('$(', at)) {
      const end = char === '`' ? endOf(line, at + 1, '`') : endOfGroup(line, at + 1);
      text += line.slice(at, end + 1);
      at = end + 1;
    } else {
      plain.lastIndex = at;
      const more = plain.exec(line)?.[0];
      if (more === undefined) break;
      text += more;
      at += more.length;
    }
  }
  // An operator that nothing above knows must not stop the reading.
  return { text, start, end: Math.min(Math.max(at, start + 1), line.length) };
}

function endOf(line: string, from: number, mark: string): number {
  const end = line.indexOf(mark, from);
  return end < 0 ? line.length : end;
}

function endOfQuoted(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === '"') return at;
  }
  return line.length;
}

/** The `)` that belongs to the `(` at `from`. */
function endOfGroup(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === "'") at = endOf(line, at + 1, "'");
    else if (char === '"') at = endOfQuoted(line, at + 1);
    else if (char === '(') depth += 1;
    else if (char === ')' && (depth -= 1) === 0) return at;
  }
  return line.length;
}

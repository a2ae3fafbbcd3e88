/** One instruction of a Dockerfile, its continued lines joined, without its here-documents. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly name: string;
  readonly text: string;
}

/** The instructions whose lines may open here-documents. */
const withHereDocuments = new Set(['RUN', 'COPY', 'ADD']);

/**
 * The instructions of a Dockerfile in order. Source: Dockerfile reference; BuildKit, `frontend/dockerfile/parser`, which
 * takes a word of RUN, COPY or ADD for a here-document when it begins with `<<`, after the number of a stream or none.
 */
export function* instructions(text: string): Generator<Instruction> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = escapeCharacter(lines);
  for (let index = 0; index < lines.length; index += 1) {
    let line = (lines[index] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    while (line.endsWith(escape) && index + 1 < lines.length) {
      line = line.slice(0, -1);
      index += 1;
      while (index + 1 < lines.length && isNothing(lines[index] ?? '')) index += 1;
      const next = lines[index] ?? '';
      line += isNothing(next) ? '' : ` ${next.trim()}`;
    }
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    const instruction = { name: name.toUpperCase(), text: rest };
    yield instruction;
    for (const end of endsOfHereDocuments(instruction)) {
      do index += 1;
      while (index < lines.length && !end.closes(lines[index] ?? ''));
    }
  }
}

/** Comments and empty lines between continued lines do not count. */
const isNothing = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);

/** The directive counts in the first lines alone, before anything that is not a directive. */
function escapeCharacter(lines: readonly string[]): string {
  for (const line of lines) {
    const [, name = '', value = ''] = /^\s*#\s*(\w+)\s*=\s*(\S+)/.exec(line) ?? [];
    if (name === '') break;
    if (name.toLowerCase() === 'escape') return value;
  }
  return '\\';
}

interface HereDocumentEnd {
  closes(line: string): boolean;
}

function endsOfHereDocuments({ name, text }: Instruction): readonly HereDocumentEnd[] {
  const [, inner = ''] = name === 'ONBUILD' ? (/^(\S+)/.exec(text) ?? []) : ['', name];
  if (!withHereDocuments.has(inner.toUpperCase())) return [];
  return words(text).flatMap((word): readonly HereDocumentEnd[] => {
    const [, tabs, rest = ''] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    const end = unquoted(rest);
    if (end === '') return [];
    return [{ closes: (line) => (tabs === '-' ? line.replace(/^\t+/, '') : line) === end }];
  });
}

/** Words as a shell splits them, quotes kept. */
export function words(text: string): readonly string[] {
  return text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/gs) ?? [];
}

/** A word without its quotes. */
export function unquoted(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)("|\\?$)|'([^']*)('|$)/gs,
    (whole, double: string, closed: string, single: string, end: string) =>
      closed === '"' ? double : end === "'" ? single : whole,
  );
}

/** The list of strings of an exec form; undefined for anything else. */
export function jsonList(value: string): readonly string[] | undefined {
  if (!value.trim().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

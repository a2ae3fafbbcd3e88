import { maskLine } from '@transpose/core';
import { credentialSpans, looksSecret } from '@transpose/targets';

const mask = '******';

/**
 * Lines (with their line feeds) of a file that Transpose wrote or is about to write, secrets masked. `isPrivate`: the
 * file is one that only its owner may read; all in it but manifests is then a secret.
 */
export function maskedFileLines(path: string, isPrivate: boolean, lines: readonly string[]): readonly string[] {
  if (isManifest(path)) return maskedManifests(lines);
  return isPrivate ? lines.map(maskedWhole) : maskedLines(lines);
}

/** Some of these lines, by their numbers (from 1): of a manifest, what is around a line decides whether it is secret. */
export function someMaskedLines(
  path: string,
  isPrivate: boolean,
  lines: readonly string[],
  numbers: readonly number[],
): readonly string[] {
  const some = (all: readonly string[]): readonly string[] => numbers.map((number) => all[number - 1] ?? '');
  if (numbers.length === 0) return [];
  return isManifest(path)
    ? some(maskedFileLines(path, isPrivate, lines))
    : maskedFileLines(path, isPrivate, some(lines));
}

const isManifest = (path: string): boolean => /\.ya?ml$|\.json$/.test(path);

/** Lines of any text: what is behind a name that looks secret is masked. */
export const maskedLines = (lines: readonly string[]): readonly string[] =>
  lines.map((line) =>
    onText(line, (text) => maskLine({ text, start: 0, end: 0 }, undefined, looksSecret, credentialSpans).text),
  );

/** Of a file that is secret as a whole only the names of variables are shown; a `=` at the end may be base64's. */
const maskedWhole = (line: string): string =>
  onText(line, (text) => (text === '' ? '' : `${/^[A-Za-z_]\w*=(?!=?$)/.exec(text)?.[0] ?? ''}${mask}`));

/** Kubernetes objects, in YAML or JSON: the data of Secrets, and the values of variables that look secret. */
function maskedManifests(lines: readonly string[]): readonly string[] {
  const shown = maskedLines(lines).slice();
  let start = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    if (at < lines.length && !/^---\s*$/.test(lines[at] ?? '')) continue;
    maskSecretData(lines, shown, start, at);
    start = at + 1;
  }
  // `- name: DB_PASSWORD`, and the value on the next line.
  for (const [at, line] of lines.entries()) {
    const name = /^\s*(?:- )?"?name"?: "?([\w.-]+)"?,?\s*$/.exec(lines[at - 1] ?? '')?.[1];
    const value = /^(\s*"?value"?: )(.*\S)\s*$/.exec(line);
    if (name === undefined || !value) continue;
    if (looksSecret(name, (value[2] ?? '').replace(/^["']|["'],?$/g, ''))) shown[at] = `${value[1]}${mask}\n`;
  }
  return shown;
}

/** In a document that has a Secret, all that is below `data` and `stringData`. */
function maskSecretData(lines: readonly string[], shown: string[], start: number, end: number): void {
  if (!lines.slice(start, end).some((line) => /["']?kind["']?:\s*["']?Secret\b/.test(line))) return;
  let below: number | undefined;
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? '';
    const indent = line.search(/\S|$/);
    if (below !== undefined && (indent > below || line.trim() === '')) {
      shown[at] = onText(line, maskedEntry);
      continue;
    }
    below = undefined;
    const head = /^(?:.*?[\s{,"'])?(?:data|stringData)["']?:\s*/.exec(line)?.[0];
    if (head === undefined) continue;
    const rest = line.slice(head.length).trim();
    if (rest !== '' && rest !== '{' && rest !== '{}') shown[at] = `${head}${mask}\n`;
    else below = indent;
  }
}

/** `NAME: value`: the name stays, which is one where no value can be read as one. */
function maskedEntry(text: string): string {
  if (text.trim() === '') return text;
  const head = /^\s*(?:"[\w.-]+"|[\w.-]+): /.exec(text)?.[0] ?? /^\s*/.exec(text)?.[0] ?? '';
  return `${head}${mask}`;
}

/** A change of a line that leaves its line feed. */
function onText(line: string, change: (text: string) => string): string {
  const text = line.replace(/\r?\n$/, '');
  return change(text) + line.slice(text.length);
}

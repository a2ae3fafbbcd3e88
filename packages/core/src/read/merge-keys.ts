import type { Span } from '../tree/source.ts';

/** What to write instead of two merge keys in one mapping, with the names of their aliases where they are alone. */
export function joinedMergeKeys(first: Span, second: Span): string {
  const [one, other] = [aliasBehind(first) ?? '*a', aliasBehind(second) ?? '*b'];
  return `write one with a list of aliases: <<: [${one}, ${other}]`;
}

const aliasBehind = ({ source, end }: Span): string | undefined =>
  /^[ \t]*:[ \t]+(\*[^\s,[\]{}]{1,100})[ \t]*(?:#.*)?$/m.exec(source.text.slice(end, end + 200))?.[1];

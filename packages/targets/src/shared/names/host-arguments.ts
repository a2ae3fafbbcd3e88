import { isHostOption } from './host-key.ts';

/** Commands that take `HOST PORT`. */
const hostAndPort = /^(?:nc|ncat|netcat|telnet|nmap|wait-for(?:-it)?|wait4ports|tcping|socat)(?:\.sh)?$/;
/** Commands whose first plain argument is a host. */
const hostFirst = /^(?:ping6?|nslookup|dig|drill|host|traceroute|tracepath|telnet|ssh|redis-ping)$/;
const urls = /^(?:curl|wget|http|https|ab|hey|wrk)$/;
/** Options of curl and wget after which no URL is. */
const takesValue =
  /^-[A-Za-z]*[AbcdDeEFHmKoOPQTuUwXxyYz]$|^--(?:output|header|data\S*|user|request|max-time|retry|cacert|cert|key|proxy|tries|timeout|write-out)$/;

/** The indexes of words of a command that are certainly hosts, whole or up to a `/` or `:`. */
export function hostArguments(words: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const at = (pattern: RegExp) => words.findIndex((word) => pattern.test(word.slice(word.lastIndexOf('/') + 1)));
  const paired = at(hostAndPort);
  const first = at(hostFirst);
  const fetching = at(urls);
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    if (word.startsWith('-') || index === 0) continue;
    if (isHostOption(before)) found.add(index);
    if (paired >= 0 && index > paired && isPort(words[index + 1])) found.add(index);
    if (fetching >= 0 && index > fetching && !takesValue.test(before)) found.add(index);
    if (/^(?:hosts|ahosts|ahostsv4)$/.test(before) && words[index - 2] === 'getent') found.add(index);
  }
  const plain = first < 0 ? -1 : words.findIndex((word, index) => index > first && !/^-|^\d+$/.test(word));
  if (plain >= 0) found.add(plain);
  return found;
}

function isPort(word: string | undefined): boolean {
  return /^\d{1,5}$/.test(word ?? '') && Number(word) >= 1 && Number(word) <= 65535;
}

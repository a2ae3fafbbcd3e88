import { cleanPath } from './path.ts';
import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

/** The short form of an entry of `volumes`, with the names of the long form. */
export interface ShortVolume {
  readonly type: 'bind' | 'volume';
  /** As written; absent for an anonymous volume. */
  readonly source?: string;
  /** Cleaned; may be relative. */
  readonly target: string;
  readonly read_only?: true;
  readonly bind?: { readonly create_host_path?: true; readonly propagation?: string; readonly selinux?: string };
  readonly volume?: { readonly nocopy?: true };
}

const propagations = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];

/**
 * Reads `[SOURCE:]TARGET[:OPTIONS]`. A source that looks like a path is a bind, any other a named volume. Options that
 * Compose does not know (`cached`) are dropped, as there. One letter before a colon is taken for a Windows drive, so
 * that `v:/data` is one anonymous volume. Source: compose-go, `format.ParseVolume`.
 */
export function parseVolume(text: string): Parsed<ShortVolume> {
  if (text === '') return failed('invalid empty volume spec');
  // Nothing this short holds two parts; Compose also leaves out the empty `volume`.
  if (text.length < 3) return parsed({ type: 'volume', target: cleanPath(text) });

  const sections = splitSections(text);
  const [first = '', second, options, tooMuch] = sections;
  if (sections.includes('')) return failed(`invalid volume spec "${text}": empty section between colons`);
  if (tooMuch !== undefined) {
    const at = text.length - sections.slice(3).join(':').length - 1;
    return failed(`invalid volume spec "${text}": too many colons`, at);
  }
  if (second === undefined) return parsed({ type: 'volume', target: cleanPath(first), volume: {} });

  const isBind = looksLikePath(first);
  let readOnly = false;
  let nocopy = false;
  let bind: ShortVolume['bind'] = isBind ? { create_host_path: true } : undefined;
  for (const option of options?.split(',') ?? []) {
    if (option === 'ro' || option === 'rw') readOnly = option === 'ro';
    else if (option === 'nocopy') nocopy = true;
    else if (option === 'z' || option === 'Z') bind = { ...bind, selinux: option };
    else if (propagations.includes(option)) bind = { ...bind, propagation: option };
  }
  return parsed({
    type: isBind ? 'bind' : 'volume',
    source: first,
    target: cleanPath(second),
    ...(readOnly && { read_only: true }),
    ...(bind && { bind }),
    ...(nocopy ? { volume: { nocopy: true } } : isBind ? {} : { volume: {} }),
  });
}

/** Whether a source is a path: `.`, `/`, `~`, `\\server` or a drive (`C:`, any letter). */
function looksLikePath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}

/** Cuts at colons, but neither at that of a drive nor inside `${…}`, which is there when nothing was interpolated. */
function splitSections(text: string): readonly string[] {
  const sections: string[] = [];
  let start = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) open += 1;
    else if (text[at] === '}' && open > 0) open -= 1;
    else if (text[at] === ':' && open === 0 && !/^\p{L}$/u.test(text.slice(start, at))) {
      sections.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...sections, text.slice(start)];
}

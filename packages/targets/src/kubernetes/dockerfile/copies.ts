import { below, containerPath } from '../storage/container-path.ts';
import { baseName } from '../../shared/names/base-name.ts';
import { jsonList, unquoted, words } from './instructions.ts';

/** Files of the build context in an image: what is at `source` in the context is at `target`. */
export interface ContextCopy {
  /** Relative to the context, without `.`: `src/app`, empty for all of it. A pattern stays one: `package*.json`. */
  readonly source: string;
  /** An absolute path of the image. The content of a directory is at `target` itself. */
  readonly target: string;
  /** Whether a file is at `target` itself or below it under its own name. */
  readonly into: 'itself' | 'below' | 'either';
}

/** What a COPY or ADD does. */
export interface CopyInstruction {
  readonly copies: readonly ContextCopy[];
  /** The stage, image or named context that its sources are of; undefined: the build context. */
  readonly from?: string;
  /** Not all that it copies is known: what `--exclude` leaves out, what is fetched or unpacked. */
  readonly partly: boolean;
}

/** Reads the arguments of COPY or ADD; undefined for none that a build would take. */
export function readCopy(name: string, value: string, workdir: string): CopyInstruction | undefined {
  const flags = [...value.matchAll(/\s*--([a-z-]+)(?:=(\S*))?/gy)];
  const plain = value.slice(flags.reduce((length, [flag]) => length + flag.length, 0));
  const parts = jsonList(plain) ?? words(plain).map(unquoted);
  const target = parts.at(-1);
  if (parts.length < 2 || target === undefined) return undefined;
  const given = new Map(flags.map(([, flag = '', text = '']) => [flag, text]));
  const from = given.get('from');
  const sources = parts.slice(0, -1).filter((source) => !source.startsWith('<<'));
  const local = sources.filter((source) => !isFetched(name, source));
  const into = parts.length > 2 ? 'below' : target.endsWith('/') || target === '.' ? 'below' : 'either';
  return {
    copies: local.map((source) => {
      const clean = relativePath(source);
      const parents = given.has('parents') && clean !== '' ? `/${clean}` : '';
      return {
        source: from === undefined ? clean : containerPath(source),
        target: containerPath(target + parents, workdir),
        into: parents === '' ? into : 'itself',
      };
    }),
    ...(from === undefined ? {} : { from }),
    partly: local.length < sources.length || given.has('exclude') || /\$/.test(plain),
  };
}

/** ADD fetches addresses and unpacks archives. */
const isFetched = (name: string, source: string): boolean =>
  name === 'ADD' &&
  (/^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i.test(source) || /\.(?:tar(?:\.\w+)?|t[gx]z|tbz2?)$/i.test(source));

/** A path of the context without `.`, `..` and slashes around it. */
const relativePath = (path: string): string => containerPath(path).slice(1);

/**
 * What of the context a copy from an earlier stage brings: `copies` are those of that stage, `copy` takes the absolute
 * path `copy.source` of it. Empty: nothing of the context is known to be there.
 */
export function copiesThrough(copies: readonly ContextCopy[], copy: ContextCopy): readonly ContextCopy[] {
  return copies.flatMap((one): readonly ContextCopy[] => {
    const inside = below(copy.source, one.target);
    if (inside !== undefined) {
      const target = containerPath(`.${inside}`, copy.target);
      return [inside === '' ? { ...copy, source: one.source } : { ...one, target }];
    }
    const part = below(one.target, copy.source);
    if (part === undefined) return [];
    const file = one.into !== 'itself' && part === `/${baseName(one.source)}`;
    return [{ ...copy, source: file ? one.source : relativePath(`${one.source}${part}`) }];
  });
}

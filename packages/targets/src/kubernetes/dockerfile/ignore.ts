/** Whether a path of the context, without a slash in front, is left out of a build. */
export type Ignored = (path: string) => boolean;

interface Rule {
  readonly segments: readonly string[];
  readonly keeps: boolean;
}

/**
 * Reads a `.dockerignore`: the last pattern that fits a path, or a directory above it, decides.
 * Source: docs.docker.com/build/concepts/context/#dockerignore-files; moby/patternmatcher.
 */
export function readIgnore(text: string): Ignored {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line): readonly Rule[] => {
      const pattern = line.startsWith('#') ? '' : line.trim();
      const keeps = pattern.startsWith('!');
      const segments = (keeps ? pattern.slice(1).trim() : pattern)
        .split('/')
        .filter((one) => one !== '' && one !== '.');
      return segments.length === 0 ? [] : [{ segments, keeps }];
    });
  return (path) => {
    const steps = path.split('/').filter((one) => one !== '');
    let ignored = false;
    for (const { segments, keeps } of rules)
      if (ignored === keeps && reachedBy(segments, steps).includes(true, 1)) ignored = !keeps;
    return ignored;
  };
}

/** Whether a source of COPY, which may be a pattern, is a path. Source: Dockerfile reference, Go's filepath.Match. */
export const isNamedBy = (source: string, path: string): boolean =>
  source === path || (/[*?[\\]/.test(source) && reachedBy(source.split('/'), path.split('/')).at(-1) === true);

/**
 * Which beginnings of a path a pattern fits, by their number of steps; `**` is any number of them. Work grows with the
 * product of both lengths.
 */
function reachedBy(pattern: readonly string[], steps: readonly string[]): readonly boolean[] {
  let reached: readonly boolean[] = [true, ...steps.map(() => false)];
  for (const segment of pattern) {
    let any = false;
    reached = reached.map((_, index) => {
      if (segment === '**') return (any ||= reached[index] ?? false);
      return index > 0 && (reached[index - 1] ?? false) && fitsStep(segment, steps[index - 1] ?? '');
    });
  }
  return reached;
}

/** One step of a path by `*`, `?` and `[a-z]`. Goes back to the last `*` alone, so that it stays quick. */
function fitsStep(pattern: string, step: string): boolean {
  const parts = pattern.match(/\\.|\[\^?[^\]]*\]|./gs) ?? [];
  let at = 0;
  let part = 0;
  let star = -1;
  let mark = 0;
  while (at < step.length) {
    const one = parts[part];
    if (one === '*') {
      star = part;
      part += 1;
      mark = at;
    } else if (one !== undefined && fitsCharacter(one, step.charAt(at))) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      part = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  return parts.slice(part).every((one) => one === '*');
}

function fitsCharacter(part: string, character: string): boolean {
  if (part === '?') return true;
  if (part.length === 2 && part.startsWith('\\')) return part.charAt(1) === character;
  if (part.length < 3 || !part.startsWith('[')) return part === character;
  const not = part.startsWith('[^');
  const ranges = part.slice(not ? 2 : 1, -1).match(/.-.|./gs) ?? [];
  const holds = ranges.some((range) =>
    range.length === 3 ? range.charAt(0) <= character && character <= range.charAt(2) : range === character,
  );
  return holds !== not;
}

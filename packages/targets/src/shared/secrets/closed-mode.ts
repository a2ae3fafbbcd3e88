import type { ProjectSecrets } from './project-secrets.ts';
import { TextDictionary } from './text-dictionary.ts';

/** A file that others than a target of ours made: templates and programs. */
interface MadeFile {
  readonly content: string;
  readonly executable: boolean;
  /** For its owner alone, whatever is found in it. */
  readonly secret: boolean;
}

/** The permission bits of such files: those that show a secret are for their owner alone. */
export function closedMode(
  secretValues: readonly string[],
  secrets: Pick<ProjectSecrets, 'knownIn'>,
): (file: MadeFile) => number {
  // A mode that is too strict does no harm, so a secret counts here even where it is a common word.
  const values = new TextDictionary(
    new Map(secretValues.filter((value) => value !== '').map((value) => [value, value])),
  );
  const shows = (content: string): boolean =>
    values.occurrences(content).length > 0 || secrets.knownIn(content).length > 0;
  return ({ content, executable, secret }) => (executable ? 0o755 : 0o644) & (secret || shows(content) ? 0o700 : 0o777);
}

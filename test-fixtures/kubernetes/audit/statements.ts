/** What the conversion reported of a use: words to judge by, whoever made them. */
export interface Statement {
  /** Where in the model: `['services', 'web', 'volumes', '0']`. */
  readonly path: readonly string[];
  readonly text: string;
  /** Whether it says that the use does not arrive at all. */
  readonly lost: boolean;
}

/** Whether anything was reported at a place, below it, or above it; what is said of a whole service excuses no part of it. */
export function isStated(statements: readonly Statement[], ...place: readonly string[]): boolean {
  const least = Math.min(3, place.length);
  return statements.some(({ path }) => {
    const common = Math.min(path.length, place.length);
    return common >= least && path.slice(0, common).every((step, index) => step === place[index]);
  });
}

/** Whether anything was reported that speaks of a name. */
export function isNamed(statements: readonly Statement[], name: string): boolean {
  const whole = wholeWord(name);
  return statements.some(({ text }) => whole.test(text));
}

export function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'i');
}

/** Counts what was checked, a line for each. */
export interface Checks {
  that(what: string, holds: boolean, seen?: unknown): void;
  passed(): number;
  failed(): number;
}

export function checker(): Checks {
  let passed = 0;
  let failed = 0;
  return {
    that(what, holds, seen) {
      console.log(
        `${holds ? 'ok' : 'FAILED'}: ${what}${holds || seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`,
      );
      if (holds) passed += 1;
      else failed += 1;
    },
    passed: () => passed,
    failed: () => failed,
  };
}

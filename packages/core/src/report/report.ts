import type { Code, CodeRow } from './codes.ts';
import { codes } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';

type Problem<C extends string> = Omit<Diagnostic, 'severity' | 'code'> &
  Partial<Pick<Diagnostic, 'severity'>> & { readonly code: C };

/**
 * Collects the problems of a run. It is passed down through the stages; nothing else in them has state.
 * The table gives each code its usual severity: the loader's own by default, a target brings another.
 */
export class Report<C extends string = Code> {
  readonly #table: Readonly<Record<C, CodeRow>>;
  #diagnostics: Diagnostic[] = [];
  #errors = 0;

  constructor(table: Readonly<Record<C, CodeRow>>) {
    this.#table = table;
  }

  /** Adds a problem; its severity is the code's own unless it says another. */
  add(problem: Problem<C>): void {
    const diagnostic: Diagnostic = { severity: this.#table[problem.code].severity, ...problem };
    if (diagnostic.severity === 'error') this.#errors += 1;
    this.#diagnostics.push(diagnostic);
  }

  /** Adds problems that another report collected. */
  take(problems: readonly Diagnostic[]): void {
    for (const problem of problems) {
      if (problem.severity === 'error') this.#errors += 1;
      this.#diagnostics.push(problem);
    }
  }

  /** Puts problems in the place of all so far. */
  replace(problems: readonly Diagnostic[]): void {
    this.#diagnostics = [];
    this.#errors = 0;
    this.take(problems);
  }

  /** Says more about the problems so far. */
  amend(change: (diagnostic: Diagnostic) => Diagnostic): void {
    this.#diagnostics = this.#diagnostics.map(change);
  }

  /** Whether an error was added: a stage with errors stops the next one. */
  get failed(): boolean {
    return this.#errors > 0;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }
}

/** A report of the loader. */
export const loaderReport = (): Report => new Report(codes);

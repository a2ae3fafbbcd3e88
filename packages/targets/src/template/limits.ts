/** What keeps a template that runs forever, recurses without end or blows its output up from taking the machine with it. */
export const limits = {
  /** Pieces of templates that are rendered, and items that helpers go through, in one conversion. */
  steps: 2_000_000,
  /** Blocks and partials inside one another. */
  depth: 200,
  /** UTF-16 units that are written or computed in one conversion. */
  length: 30_000_000,
  /** UTF-16 units of a text that a helper takes: quoting may need many times its size while it works. */
  text: 2_000_000,
  /** Bytes of one template. */
  template: 1_000_000,
  /** Problems that are told; then rendering stops. */
  problems: 20,
} as const;

export interface Meter {
  step(count?: number): void;
  length(units: number): void;
}

/** `exceeded` is called with a sentence, and throws. */
export function createMeter(exceeded: (message: string) => never): Meter {
  let steps = 0;
  let length = 0;
  return {
    step(count = 1) {
      steps += count;
      if (steps > limits.steps) exceeded(`the templates take more than ${limits.steps} steps`);
    },
    length(units) {
      length += units;
      if (length > limits.length) exceeded(`the templates make more than ${limits.length} characters`);
    },
  };
}

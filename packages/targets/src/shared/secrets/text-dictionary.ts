/** A word of a dictionary where it occurs in a text. */
export interface Occurrence<T> {
  readonly start: number;
  readonly word: string;
  readonly entry: T;
}

/**
 * Words that are looked for all at once: one pass over a text, however many they are. Source: Aho and Corasick, Efficient
 * String Matching, 1975.
 */
export class TextDictionary<T> {
  readonly #entries: ReadonlyMap<string, T>;
  /** The nodes that the empty text leads to, by code unit: there can be many. */
  readonly #roots = new Map<number, number>();
  /** Of the other nodes: the first that it leads to, the next that its own parent leads to, the code unit that leads to it. */
  readonly #child: number[] = [0];
  readonly #sibling: number[] = [0];
  readonly #unit: number[] = [0];
  /** The node of the longest end of a node's text that begins a word. */
  readonly #fallback: number[] = [0];
  /** The word that ends at a node. */
  readonly #word: (string | undefined)[] = [undefined];
  /** The nearest node by way of fallbacks at which a word ends. */
  readonly #shorter: number[] = [0];
  #built = false;

  constructor(entries: ReadonlyMap<string, T>) {
    this.#entries = entries;
  }

  /** At each place the longest word that ends there and that counts, in order of their ends. */
  occurrences(
    text: string,
    counts: (word: string, entry: T, start: number) => boolean = () => true,
  ): readonly Occurrence<T>[] {
    if (this.#entries.size === 0) return [];
    if (!this.#built) this.#build();
    const found: Occurrence<T>[] = [];
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#step(node, text.charCodeAt(at));
      for (let end = this.#word[node] === undefined ? this.#below(node) : node; end !== 0; end = this.#below(end)) {
        const word = this.#word[end] ?? '';
        const entry = this.#entries.get(word) as T;
        const start = at + 1 - word.length;
        if (!counts(word, entry, start)) continue;
        found.push({ start, word, entry });
        break;
      }
    }
    return found;
  }

  #below(node: number): number {
    return this.#shorter[node] ?? 0;
  }

  #next(node: number, unit: number): number {
    if (node === 0) return this.#roots.get(unit) ?? 0;
    let next = this.#child[node] ?? 0;
    while (next !== 0 && this.#unit[next] !== unit) next = this.#sibling[next] ?? 0;
    return next;
  }

  #step(from: number, unit: number): number {
    let node = from;
    for (;;) {
      const next = this.#next(node, unit);
      if (next !== 0 || node === 0) return next;
      node = this.#fallback[node] ?? 0;
    }
  }

  #make(parent: number, unit: number): number {
    const made = this.#word.length;
    this.#word.push(undefined);
    this.#child.push(0);
    this.#unit.push(unit);
    this.#sibling.push(parent === 0 ? 0 : (this.#child[parent] ?? 0));
    if (parent === 0) this.#roots.set(unit, made);
    else this.#child[parent] = made;
    return made;
  }

  #build(): void {
    this.#built = true;
    /** How each node was reached, in the order in which they were made. */
    const parents: number[] = [0];
    const depths: number[] = [0];
    for (const word of this.#entries.keys()) {
      let node = 0;
      for (let at = 0; at < word.length; at += 1) {
        const unit = word.charCodeAt(at);
        const next = this.#next(node, unit);
        if (next === 0) {
          parents.push(node);
          depths.push((depths[node] ?? 0) + 1);
        }
        node = next === 0 ? this.#make(node, unit) : next;
      }
      this.#word[node] = word;
    }
    // Shorter texts first: a fallback is always shorter.
    const byDepth = depths.map((_, node) => node).toSorted((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
    for (const node of byDepth) {
      if (node === 0) continue;
      const parent = parents[node] ?? 0;
      const back = parent === 0 ? 0 : this.#step(this.#fallback[parent] ?? 0, this.#unit[node] ?? 0);
      this.#fallback[node] = back;
      this.#shorter[node] = this.#word[back] === undefined ? this.#below(back) : back;
    }
  }
}

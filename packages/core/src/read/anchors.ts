import type { Node } from '../tree/node.ts';

/** What anchors stand for, by their names. They are known to the end of the file: later documents may use them. */
export type Anchors = Map<string, Anchor>;

export interface Anchor {
  readonly path: readonly (string | number)[];
  /** Undefined while the anchored value is being read. */
  node: Node | undefined;
  /** Nodes in it, aliases expanded. */
  size: number;
  /** Levels of collections in it, aliases expanded. */
  height: number;
}

/** What to write for a name that is not an anchor: one that is spelt alike but for capitals. */
export function anchorHint(anchors: Anchors, name: string): { readonly hint?: string } {
  const near = [...anchors.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  return near === undefined ? {} : { hint: `did you mean *${near}?` };
}

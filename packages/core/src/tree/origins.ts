import type { Node, Origin, Path } from './node.ts';
import { nodeAt } from './node.ts';

/** The side table of a project: for each path of the model, where its value comes from. */
export interface Origins {
  /** The origin of the value at a path; undefined when nothing is there. */
  at(path: Path): Origin | undefined;
  /** The origin of the value at a path, else of the nearest value around it (`services.web.image.tag` -> `image`). */
  nearest(path: Path): Origin | undefined;
}

/** Reads the table off the loaded tree, whose nodes carry their origins. */
export function originsOf(root: Node | undefined): Origins {
  return {
    at: (path) => nodeAt(root, path)?.origin,
    nearest(path) {
      let node = root;
      let origin = root?.origin;
      for (const step of path) {
        node = nodeAt(node, [step]);
        if (!node) break;
        origin = node.origin;
      }
      return origin;
    },
  };
}

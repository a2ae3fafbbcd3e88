import { rootPlace } from '../keys/place.ts';
import type { Loading } from '../loading.ts';
import type { Diagnostic } from '../report/diagnostic.ts';
import { loaderReport } from '../report/report.ts';
import type { Node, Step } from '../tree/node.ts';
import type { Source } from '../tree/source.ts';
import { hasTextForMapping, missingSpaces } from './problems/missing-space.ts';
import { oddSpaces } from './problems/odd-spaces.ts';
import { parseYaml } from './parse.ts';
import type { Asker } from './read-source.ts';
import { readSource } from './read-source.ts';
import type { Anchors } from './anchors.ts';
import { treeOf } from './tree.ts';

/** A Compose file that is YAML. */
export interface ReadFile {
  /** Absolute, `-` for standard input. */
  readonly path: string;
  readonly source: Source;
  /** One for each document. */
  readonly trees: readonly Node[];
  /** Whether `!reset` or `!override` may appear in it. */
  readonly tagged: boolean;
  /**
   * What is wrong with keys, aliases and tags. Docker Compose finds it when it is the file's turn, after what is wrong
   * with the files before: it is reported then.
   */
  readonly problems: readonly Diagnostic[];
}

/** Reads a Compose file. Undefined when it is not there or no YAML, which the report says. */
export function readTrees(
  loading: Loading,
  path: string,
  { steps = [], asker = {} }: { readonly steps?: readonly Step[]; readonly asker?: Asker } = {},
): ReadFile | undefined {
  const source = withLineFeeds(readSource(loading, path, asker));
  if (source) sayOddSpaces(source, loading);
  const documents = source && parseYaml(source, loading.report);
  if (!source || !documents) return undefined;
  const report = loaderReport();
  const trees: Node[] = [];
  const anchors: Anchors = new Map();
  for (const document of documents) {
    const tree = treeOf(document, source, report, { steps, anchors });
    if (tree) trees.push(tree);
  }
  if (trees.some((tree) => hasTextForMapping(tree, rootPlace)))
    for (const problem of missingSpaces(source)) report.add(problem);
  return { path, source, trees, tagged: /!(?:reset|override)/.test(source.text), problems: report.diagnostics };
}

/** A file may be read several times. */
function sayOddSpaces(source: Source, { report }: Loading): void {
  const isKnown = report.diagnostics.some(({ code, span }) => code === 'odd-space' && span?.source === source);
  if (!isKnown) report.take(oddSpaces(source).map((problem) => ({ severity: 'warning', ...problem })));
}

/** A carriage return alone ends a line in YAML, and U+0085 to Docker's parser. Offsets stay. */
function withLineFeeds(source: Source | undefined): Source | undefined {
  const ends = /\r(?!\n)|\u0085/;
  return source && ends.test(source.text) ? { ...source, text: source.text.replace(/\r(?!\n)|\u0085/g, '\n') } : source;
}

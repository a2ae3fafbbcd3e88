import type { Diagnostic } from '../report/diagnostic.ts';
import { shiftedLines } from '../fix/edits.ts';
import { placeAt } from '../keys/place.ts';
import { projectType } from '../keys/table.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isNull } from '../tree/node.ts';
import { blockEntryOf } from '../fix/block-entry.ts';
import { looksLikeService } from './unknown-key.ts';

type Advice = Pick<Diagnostic, 'hint' | 'mend' | 'related'>;

/** `services:\nweb:\n  image: x`: the services are beside the key that they belong to. */
export function unindentedServices(root: MapNode, services: Node): Advice {
  if (!isNull(services)) return {};
  const lost = following(
    root,
    services,
    (node, name) => !Object.hasOwn(projectType.keys, name) && looksLikeService(node),
  );
  return lost.length === 0 ? {} : { hint: 'indent the services below it', ...indented(lost, 'the services') };
}

/** `web:\nimage: x` in `services`: the keys are beside the service that they belong to. */
export function unindentedKeys(services: MapNode, name: string): Advice {
  const entries = [...services.entries];
  const at = entries.findIndex(([key]) => key === name);
  const [owner, empty] = entries.slice(0, at).findLast(([, node]) => isNull(node)) ?? [];
  const isKey = (node: Node, key: string): boolean =>
    placeAt(['services', '', key]) !== undefined && !looksLikeService(node);
  if (owner === undefined || !empty || !isKey(empty, name)) return {};
  const lost = following(services, empty, isKey);
  if (!lost.some((node) => node === services.entries.get(name))) return {};
  // All of them are moved at once; the first one says so.
  const first = lost.find((node) => !isMap(node) && !isNull(node));
  const mend = first === services.entries.get(name) ? indented(lost, `the keys of \`${owner}\``) : {};
  const span = empty.origin.key ?? empty.origin.span;
  return { hint: `indent it below \`${owner}\``, related: [{ message: 'this service is empty', span }], ...mend };
}

/** The entries right behind one, as long as a rule holds. */
function following(map: MapNode, node: Node, holds: (node: Node, name: string) => boolean): readonly Node[] {
  const entries = [...map.entries];
  const start = entries.findIndex(([, other]) => other === node) + 1;
  const end = entries.findIndex(([name, other], index) => index >= start && !holds(other, name));
  return entries.slice(start, end < 0 ? entries.length : end).map(([, other]) => other);
}

function indented(nodes: readonly Node[], what: string): Pick<Diagnostic, 'mend'> {
  const entries = nodes.map(blockEntryOf);
  const edits = entries.flatMap((entry) => (entry ? shiftedLines(entry.source, entry.start, entry.end, 2) : []));
  return entries.every((entry) => entry !== undefined) ? { mend: { title: `indent ${what}`, edits } } : {};
}

import { placeAt } from '../keys/place.ts';
import type { Type } from '../keys/rule.ts';
import { projectType } from '../keys/table.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isNull, isString, pathText } from '../tree/node.ts';
import { indentedBelow, movedInto, movedOut, nearName, renamed, withServicesAbove } from '../fix/key-mends.ts';
import type { Suggestion } from '../fix/key-mends.ts';
import { isLikelySlip, nearestName } from './suggest.ts';

type ObjectType = Extract<Type, { readonly is: 'object' }>;

/** A mapping with fixed keys, on the way to the one at hand. */
export interface Around {
  readonly type: ObjectType;
  readonly node: MapNode;
  /** How many steps lead to it. */
  readonly depth: number;
}

interface Unknown {
  readonly name: string;
  readonly value: Node;
  /** The mappings around, outermost first; in the last is the key. */
  readonly around: readonly Around[];
  /** The path of the key itself. */
  readonly path: readonly (string | number)[];
  readonly report: Report;
  readonly unknownKeys: 'error' | 'warn';
  /** Whether a value has a type of the key table. */
  readonly fits: (node: Node, type: Type) => boolean;
}

/** Reports a key that the table does not know, and says what was probably meant. */
export function unknownKey(unknown: Unknown): void {
  const { name, value, path, report, around } = unknown;
  const span = value.origin.key ?? value.origin.span;
  const root = around[0]?.node;
  if (path.length === 1 && root && looksLikeService(value)) {
    const services = root.entries.get('services');
    report.add({
      code: services ? 'unknown-key' : 'legacy-file',
      message: services
        ? `"${name}" looks like a service and is beside \`services\``
        : `the service "${name}" is at the top level, as in Compose files of version 1`,
      path: [...path],
      span,
      ...(services
        ? suggestion('indent it under `services:`', indentedBelow(value, 'services', services))
        : suggestion('put a line `services:` before the services and indent them', legacyMend(root, value))),
    });
    return;
  }
  const glued = gluedKey(unknown);
  if (glued) {
    report.add({ code: 'missing-space', path: [...path.slice(0, -1), glued.name], span, ...glued.problem });
    return;
  }
  const where = path.length === 1 ? 'at the top level' : `in ${pathText(path.slice(0, -1))}`;
  report.add({
    code: 'unknown-key',
    ...(unknown.unknownKeys === 'warn' && { severity: 'warning' }),
    message: `unknown key "${name}" ${where}${unknown.unknownKeys === 'warn' ? ': it is dropped' : ''}`,
    path: [...path],
    span,
    ...suggest(unknown),
  });
}

const suggestion = (hint: string, mend?: Suggestion['mend']): Suggestion => (mend ? { hint, mend } : { hint });

function suggest(unknown: Unknown): Partial<Suggestion> {
  const { name, value, around, path, fits } = unknown;
  const here = around.at(-1);
  if (!here) return {};
  const { type, node: siblings } = here;
  const section = misplacedSection(unknown);
  if (section) return section;
  const old = isService(type) ? formerKeys.get(name) : undefined;
  if (old) {
    const same = name === 'net' && isString(value) && !siblings.entries.has('network_mode');
    return suggestion(old, same ? renamed(value, 'network_mode') : undefined);
  }
  const outer = outerOf(unknown);
  if (outer) {
    const levels = around.length - 1 - around.indexOf(outer);
    const row = outer.type.keys[name];
    const far = path.length - 1 - outer.depth > levels ? pathText(path.slice(0, outer.depth)) || 'the top level' : '';
    const hint = far
      ? `\`${name}\` is a key of ${far}: move it there`
      : `\`${name}\` belongs ${levels === 1 ? 'one level' : `${levels} levels`} further out`;
    return suggestion(hint, row && fits(value, row.type) ? movedOut(value, here.node, outer, path) : undefined);
  }
  const inner = innerPlaces(name, type).filter(({ type: wanted }) => fits(value, wanted));
  if (inner.length === 1 && inner[0]) {
    const { keys } = inner[0];
    const [parent = ''] = keys;
    const only = keys.length === 1 && timesInTable(name) === 1 && !isSecond(unknown, parent);
    return suggestion(
      `\`${name}\` belongs in \`${keys.join('.')}\``,
      only ? movedInto(value, parent, siblings) : undefined,
    );
  }
  const near = nearestName(name, Object.keys(type.keys));
  if (near !== undefined) {
    const row = type.keys[near];
    const sure = isLikelySlip(name, near) && !siblings.entries.has(near) && row && fits(value, row.type);
    return suggestion(`did you mean \`${near}\`?`, sure ? nearName(value, near) : undefined);
  }
  if (path.length === 1 && placeAt(['services', '', name]))
    return suggestion(`\`${name}\` is a key of services: indent it below the one that it belongs to`);
  return {};
}

/** `services:\n  volumes:\n    data:`: a section that was indented too far is taken for a service of its name. */
function misplacedSection({ name, around, path }: Unknown): Suggestion | undefined {
  const [root, here] = around;
  const section = path[1];
  if (path.length !== 3 || path[0] !== 'services' || typeof section !== 'string' || !isSection(section))
    return undefined;
  if (!root || !here || [...here.node.entries.keys()].some((key) => Object.hasOwn(here.type.keys, key)))
    return undefined;
  const hint = `\`${section}\` is a section of the top level: move it out of \`services\``;
  const [first] = here.node.entries.keys();
  const services = root.node.entries.get('services');
  if (first !== name || root.node.entries.has(section) || !isMap(services)) return { hint };
  return suggestion(hint, movedOut(here.node, services, root, path.slice(0, 2)));
}

/** The nearest mapping further out that has such a key; of the top level only the sections. */
function outerOf({ name, around }: Unknown): Around | undefined {
  return around
    .slice(0, -1)
    .findLast(({ type, depth }) => Object.hasOwn(type.keys, name) && (depth > 0 || isSection(name)));
}

/** Where below an object a key of that name is, at the least depth. */
function innerPlaces(name: string, type: Type): readonly { readonly keys: readonly string[]; readonly type: Type }[] {
  let level: readonly { readonly keys: readonly string[]; readonly type: Type }[] = [{ keys: [], type }];
  for (let depth = 0; depth < 3 && level.length > 0; depth += 1) {
    const next = level.flatMap(({ keys, type: outer }) =>
      objectsIn(outer).flatMap((object) =>
        Object.entries(object.keys).map(([key, row]) => ({ keys: [...keys, key], type: row.type })),
      ),
    );
    const found = next.flatMap(({ keys, type: inner }) =>
      objectsIn(inner).flatMap((object) => {
        const row = Object.hasOwn(object.keys, name) ? object.keys[name] : undefined;
        return row ? [{ keys, type: row.type }] : [];
      }),
    );
    if (found.length > 0) return found;
    level = next;
  }
  return [];
}

/** In how many mappings of the whole table a key of that name may appear. */
function timesInTable(name: string, type: Type = projectType): number {
  switch (type.is) {
    case 'one-of':
      return type.of.reduce((sum, branch) => sum + timesInTable(name, branch), 0);
    case 'list':
    case 'map':
      return timesInTable(name, type.of);
    case 'object': {
      const own = Object.hasOwn(type.keys, name) ? 1 : 0;
      return Object.values(type.keys).reduce((sum, row) => sum + timesInTable(name, row.type), own);
    }
    default:
      return 0;
  }
}

const objectsIn = (type: Type): readonly ObjectType[] =>
  type.is === 'object' ? [type] : type.is === 'one-of' ? type.of.flatMap(objectsIn) : [];

/** Whether a key before this one goes into the same mapping: the first makes it, the next ones follow later. */
function isSecond({ name, around }: Unknown, parent: string): boolean {
  const here = around.at(-1);
  const row = here?.type.keys[parent];
  if (!here || !row) return false;
  const before = [...here.node.entries.keys()];
  return before
    .slice(0, before.indexOf(name))
    .some(
      (key) => !Object.hasOwn(here.type.keys, key) && objectsIn(row.type).some(({ keys }) => Object.hasOwn(keys, key)),
    );
}

/** `{image:nginx}`: in brackets a colon without a space is part of the key. */
function gluedKey({ name, value, around }: Unknown) {
  const key = /^([A-Za-z_][\w.-]*):./.exec(name)?.[1];
  const span = value.origin.key;
  const here = around.at(-1);
  if (key === undefined || !span || !isNull(value) || !here || !Object.hasOwn(here.type.keys, key)) return undefined;
  if (here.node.entries.has(key) || span.source.text.slice(span.start, span.end) !== name) return undefined;
  const at = span.start + key.length + 1;
  return {
    name: key,
    problem: {
      message: `the colon after \`${key}\` needs a space behind it`,
      mend: {
        title: 'put a space after the colon',
        edits: [{ span: { source: span.source, start: at, end: at }, text: ' ' }],
      },
    },
  };
}

/** Keys of Compose 1 that are gone, and words that services are often given. */
const formerKeys: ReadonlyMap<string, string> = new Map([
  ['dockerfile', '`dockerfile` belongs in `build`'],
  ['net', 'write `network_mode` or `networks`'],
  ['log_driver', 'write `logging: {driver: …}`'],
  ['log_opt', 'write `logging: {options: …}`'],
  ['volume_driver', 'write `driver` at the top-level volume'],
  ['name', 'write `container_name`'],
]);

const isService = (type: ObjectType): boolean => type.keys['image'] !== undefined && type.keys['ports'] !== undefined;

const isSection = (name: string): boolean =>
  name !== 'name' && name !== 'version' && name !== 'include' && Object.hasOwn(projectType.keys, name);

/** Whether a value at the top level can only be a service. */
export function looksLikeService(value: Node): boolean {
  return isMap(value) && (value.entries.has('image') || value.entries.has('build'));
}

function legacyMend(root: MapNode, value: Node): Suggestion['mend'] {
  const services = [...root.entries].filter(
    ([name]) => !name.startsWith('x-') && !Object.hasOwn(projectType.keys, name),
  );
  return services[0]?.[1] === value && services.every(([, service]) => looksLikeService(service))
    ? withServicesAbove(
        root,
        services.map(([, service]) => service),
      )
    : undefined;
}

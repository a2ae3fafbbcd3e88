import type { Type } from '../keys/rule.ts';
import { projectType } from '../keys/table.ts';
import type { Report } from '../report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, pathText } from '../tree/node.ts';
import { nearestName } from './suggest.ts';

type ObjectType = Extract<Type, { readonly is: 'object' }>;

interface Unknown {
  readonly name: string;
  readonly value: Node;
  /** The mapping in which it stands. */
  readonly siblings: MapNode;
  readonly type: ObjectType;
  /** The objects around, outermost first; the last is `type`. */
  readonly around: readonly ObjectType[];
  /** The path of the key itself. */
  readonly path: readonly (string | number)[];
  readonly report: Report;
}

/** Reports a key that the table does not know, and says what was probably meant. */
export function unknownKey(unknown: Unknown): void {
  const { name, value, path, report, siblings } = unknown;
  const span = value.origin.key ?? value.origin.span;
  if (path.length === 1 && looksLikeService(value)) {
    const legacy = !siblings.entries.has('services');
    report.add({
      code: legacy ? 'legacy-file' : 'unknown-key',
      message: legacy
        ? `the service "${name}" stands at the top level, as in Compose files of version 1`
        : `"${name}" looks like a service and stands beside \`services\``,
      path: [...path],
      span,
      hint: legacy ? 'put a line `services:` before the services and indent them' : 'indent it under `services:`',
    });
    return;
  }
  const where = path.length === 1 ? 'at the top level' : `in ${pathText(path.slice(0, -1))}`;
  const suggestion = suggest(unknown);
  report.add({
    code: 'unknown-key',
    message: `unknown key "${name}" ${where}`,
    path: [...path],
    span,
    ...(suggestion ? { hint: suggestion } : {}),
  });
}

function suggest({ name, type, around, path, siblings }: Unknown): string | undefined {
  // `services:\n  volumes:\n    data:`: a section that was indented too far is taken for a service of its name.
  const service = path[1];
  if (path.length === 3 && path[0] === 'services' && typeof service === 'string' && isSection(service)) {
    if ([...siblings.entries.keys()].every((key) => !Object.hasOwn(type.keys, key))) {
      return `\`${service}\` is a section of the top level: move it out of \`services\``;
    }
  }
  const old = formerKeys[name];
  if (old && type.keys['image'] && type.keys['ports']) return old;
  const near = nearestName(name, Object.keys(type.keys));
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const outer = around.at(-2);
  if (outer && Object.hasOwn(outer.keys, name)) return `\`${name}\` belongs one level further out`;
  const inner = Object.entries(type.keys).filter(([, row]) => keysBelow(row.type).includes(name));
  if (inner.length === 1 && inner[0]) return `\`${name}\` belongs in \`${inner[0][0]}\``;
  return undefined;
}

/** Keys of Compose 1 that are gone. */
const formerKeys: Readonly<Record<string, string>> = {
  dockerfile: '`dockerfile` belongs in `build`',
  net: 'write `network_mode` or `networks`',
  log_driver: 'write `logging: {driver: …}`',
  log_opt: 'write `logging: {options: …}`',
  volume_driver: 'write `driver` at the top-level volume',
};

function keysBelow(type: Type): readonly string[] {
  if (type.is === 'object') return Object.keys(type.keys);
  return type.is === 'one-of' ? type.of.flatMap(keysBelow) : [];
}

const isSection = (name: string): boolean =>
  name !== 'name' && name !== 'version' && Object.hasOwn(projectType.keys, name);

function looksLikeService(value: Node): boolean {
  return isMap(value) && (value.entries.has('image') || value.entries.has('build'));
}

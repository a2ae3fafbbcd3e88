import { settingName, settingsTypes } from '../keys/x-transpose.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, Node, Path } from '../tree/node.ts';
import { isMap, map } from '../tree/node.ts';
import { checkType } from './shape.ts';

/**
 * Checks every `x-transpose` of a loaded tree against its table. Docker reads none of them, so that a load takes any;
 * a conversion does not.
 */
export function checkSettings(tree: MapNode, report: Report): void {
  check(tree, settingsTypes.project, [], report);
  for (const [section, type] of [
    ['services', settingsTypes.service],
    ['volumes', settingsTypes.volume],
  ] as const) {
    const entries = tree.entries.get(section);
    if (!isMap(entries)) continue;
    for (const [name, entry] of entries.entries) check(entry, type, [section, name], report);
  }
}

type SettingsType = (typeof settingsTypes)[keyof typeof settingsTypes];

function check(owner: Node, type: SettingsType, at: Path, report: Report): void {
  const written = isMap(owner) ? owner.entries.get('x-transpose') : undefined;
  if (!written || (written.kind === 'scalar' && written.value === null)) return;
  const named = isMap(written)
    ? map(
        [...written.entries].map(([name, value]) => [settingName(name, type.keys), value] as const),
        written.origin,
      )
    : written;
  checkType(named, type, [...at, 'x-transpose'], report);
}

import { envFileLine, isHarmless } from '../container-plan/handing-over.ts';
import { literalOf } from '../container-plan/text.ts';
import type { EnvironmentEntry, ServicePlan } from '../container-plan/types.ts';
import { isRefused } from '../shared/shell/quoting.ts';
import { environmentFileLine } from '../shared/formats/systemd-word.ts';
import { marked } from './markers.ts';
import type { UnitContext } from './unit-context.ts';

/** The environment that a unit hands to the engine's command by a file for `EnvironmentFile=`, which only its owner reads. */
export interface UnitEnvironment {
  /** Lines of the file; none: there is no file. */
  readonly lines: readonly string[];
  /** The same lines with nothing in the place of secret values. */
  readonly openLines: readonly string[];
  /** Lines of a file for the engine's own `--env-file`: secrets whose names systemd does not take. */
  readonly engineLines: readonly string[];
  /** Options of the engine's command: the name alone where the file has the value. */
  words(entries: readonly EnvironmentEntry[]): readonly string[];
}

/**
 * Puts entries into the file of a unit. What cannot appear there is said in the unit; when it is secret, in a file for
 * `--env-file` of the engine (`engineFile`: its path), or not at all.
 */
export function unitEnvironment(
  context: UnitContext,
  entries: readonly EnvironmentEntry[],
  engineFile?: string,
): UnitEnvironment {
  const values = new Map<string, string>();
  const held = new Set<EnvironmentEntry>();
  const direct = new Set<EnvironmentEntry>();
  const lines: string[] = [];
  const openLines: string[] = [];
  for (const entry of entries) {
    const value = entry.value === null ? undefined : literalOf(entry.value);
    const known = values.get(entry.name);
    if (value === undefined || (known !== undefined && known !== value)) continue;
    const line = isHarmless(entry.name) ? environmentFileLine(entry.name, value) : undefined;
    if (line !== undefined && !isRefused(line)) {
      held.add(entry);
      if (known === undefined) {
        lines.push(line);
        openLines.push(entry.secret === undefined ? line : `${entry.name}=`);
      }
      values.set(entry.name, value);
    } else if (isOfCommand(entry)) {
      const reason = 'No file with the environment of a unit can say it, and a secret may not appear in its text.';
      context.ledger.dropped(entry.path, reason, 'give it as a file under `secrets`');
    } else if (entry.secret !== undefined && engineFile !== undefined) {
      if (envFileLine(context.plan.engine.name, entry.name, value) !== undefined) direct.add(entry);
    }
  }
  const word = (entry: EnvironmentEntry): readonly string[] => {
    if (entry.value === null || held.has(entry)) return ['--env', entry.name];
    if (direct.has(entry)) return [];
    if (entry.secret === undefined) return ['--env', `${entry.name}=${marked(context.markers, entry.value)}`];
    const reason = values.has(entry.name)
      ? 'Another value of that name is in the unit already, and a secret may not appear in its text.'
      : 'No file with the environment of a unit can say its name or value, and a secret may not appear in its text.';
    context.ledger.dropped(entry.path, reason, 'give it as a file under `secrets`');
    return [];
  };
  return {
    lines,
    openLines,
    engineLines: [...direct].map((entry) => `${entry.name}=${literalOf(entry.value ?? []) ?? ''}`),
    words: (wanted) => [
      ...(engineFile !== undefined && wanted.some((entry) => direct.has(entry)) ? ['--env-file', engineFile] : []),
      ...wanted.flatMap(word),
    ],
  };
}

/** Whether the variable is there for a command of the unit, which names it, and not for a container. */
const isOfCommand = (entry: EnvironmentEntry): boolean => entry.secret === entry.name;

/** The hooks of a service. */
export const hooksOf = (service: ServicePlan) => [...service.preStart, ...service.postStart, ...service.preStop];

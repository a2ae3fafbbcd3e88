import { literalOf } from '../container-plan/text.ts';
import type { EnvironmentEntry, ServicePlan } from '../container-plan/types.ts';
import { isRefused } from '../shared/quoting.ts';
import { environmentFileLine } from '../shared/systemd-word.ts';
import { marked } from './markers.ts';
import type { UnitContext } from './unit-context.ts';

/** The environment that a unit hands to the engine's command by a file for `EnvironmentFile=`, which only its owner reads. */
export interface UnitEnvironment {
  /** Lines of the file; none: there is no file. */
  readonly lines: readonly string[];
  /** Options of the engine's command: the name alone where the file has the value. */
  words(entries: readonly EnvironmentEntry[]): readonly string[];
}

/**
 * Variables that the engine's command itself goes by: it would look for its engine, its programs or its settings
 * elsewhere. Their values stand in the unit. Source: docker(1), podman(1), ld.so(8), Go's os and net packages.
 */
const ofTheCommand =
  /^(?:PATH|HOME|USER|TMPDIR|SHELL|(?:ALL|HTTPS?|NO)_PROXY|NOTIFY_SOCKET|LISTEN_(?:FDS|PID|FDNAMES)|CONTAINERS?_\w+|(?:BUILDAH|BUILDKIT|BUILDX|DBUS|DOCKER|GO|LD|PODMAN|REGISTRY|SSL|STORAGE|SYSTEMD|XDG)_\w+|GODEBUG|CREDENTIALS_DIRECTORY|INVOCATION_ID|JOURNAL_STREAM)$/i;

/** Puts entries into the file of a unit; `taken`: those that can not stand there are said in the unit, or not at all when they are secret. */
export function unitEnvironment(context: UnitContext, entries: readonly EnvironmentEntry[]): UnitEnvironment {
  const values = new Map<string, string>();
  const held = new Set<EnvironmentEntry>();
  const lines: string[] = [];
  for (const entry of entries) {
    const value = entry.value === null ? undefined : literalOf(entry.value);
    if (value === undefined || (ofTheCommand.test(entry.name) && entry.secret === undefined)) continue;
    const known = values.get(entry.name);
    if (known !== undefined && known !== value) continue;
    const line = environmentFileLine(entry.name, value);
    if (isRefused(line)) continue;
    held.add(entry);
    if (known === undefined) lines.push(line);
    values.set(entry.name, value);
  }
  return {
    lines,
    words: (wanted) =>
      wanted.flatMap((entry): readonly string[] => {
        if (entry.value === null || held.has(entry)) return ['--env', entry.name];
        if (entry.secret === undefined) return ['--env', `${entry.name}=${marked(context.markers, entry.value)}`];
        const reason = values.has(entry.name)
          ? 'Another value of that name is in the unit already, and a secret may not stand in its text.'
          : 'A file with the environment of a unit can not say its name or value, and a secret may not stand in its text.';
        context.ledger.dropped(entry.path, reason, 'give it as a file under `secrets`');
        return [];
      }),
  };
}

/** The hooks of a service. */
export const hooksOf = (service: ServicePlan) => [...service.preStart, ...service.postStart, ...service.preStop];

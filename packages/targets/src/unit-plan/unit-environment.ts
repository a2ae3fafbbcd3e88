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
  /** Lines of a file for the engine's own `--env-file`: secrets whose names systemd does not take. */
  readonly engineLines: readonly string[];
  /** Options of the engine's command: the name alone where the file has the value. */
  words(entries: readonly EnvironmentEntry[]): readonly string[];
}

/**
 * Variables that the engine's command itself goes by: it would look for its engine, its programs or its settings
 * elsewhere. Their values stand in the unit. Source: docker(1), podman(1), ld.so(8), Go's os and net packages.
 */
const ofTheCommand = new RegExp(
  `^(?:${[
    'PATH|HOME|USER|TMPDIR|SHELL|CREDENTIALS_DIRECTORY|INVOCATION_ID|JOURNAL_STREAM|NOTIFY_SOCKET',
    '(?:ALL|HTTPS?|NO)_PROXY|REGISTRY_AUTH_FILE|SSL_CERT_(?:DIR|FILE)|STORAGE_(?:DRIVER|OPTS)',
    'CONTAINER_(?:CONNECTION|HOST|PASSPHRASE|SSHKEY)|GO(?:DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)',
    'LD_(?:AUDIT|BIND_NOW|DEBUG\\w*|LIBRARY_PATH|ORIGIN_PATH|PRELOAD|PROFILE\\w*)',
    '(?:BUILDAH|BUILDKIT|BUILDX|CONTAINERS|DBUS|DOCKER|LISTEN|PODMAN|SYSTEMD|XDG)_\\w+',
  ].join('|')})$`,
  'i',
);

/** What a line `NAME=VALUE` of the engine's own `--env-file` can say; Podman reads quotes and `#` in several ways. */
const engineLine = { docker: /^[^\n\r]*$/, podman: /^[^\n\r'"`\\#]*$/ } as const;

/**
 * Puts entries into the file of a unit. What can not stand there is said in the unit; when it is secret, in a file for
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
  for (const entry of entries) {
    const value = entry.value === null ? undefined : literalOf(entry.value);
    const known = values.get(entry.name);
    if (value === undefined || (known !== undefined && known !== value)) continue;
    const line = ofTheCommand.test(entry.name) ? undefined : environmentFileLine(entry.name, value);
    if (line !== undefined && !isRefused(line)) {
      held.add(entry);
      if (known === undefined) lines.push(line);
      values.set(entry.name, value);
    } else if (entry.secret !== undefined && engineFile !== undefined) {
      if (/^[^=\s#]+$/.test(entry.name) && engineLine[context.plan.engine.name].test(value)) direct.add(entry);
    }
  }
  const word = (entry: EnvironmentEntry): readonly string[] => {
    if (entry.value === null || held.has(entry)) return ['--env', entry.name];
    if (direct.has(entry)) return [];
    if (entry.secret === undefined) return ['--env', `${entry.name}=${marked(context.markers, entry.value)}`];
    const reason = values.has(entry.name)
      ? 'Another value of that name is in the unit already, and a secret may not stand in its text.'
      : 'No file with the environment of a unit can say its name or value, and a secret may not stand in its text.';
    context.ledger.dropped(entry.path, reason, 'give it as a file under `secrets`');
    return [];
  };
  return {
    lines,
    engineLines: [...direct].map((entry) => `${entry.name}=${literalOf(entry.value ?? []) ?? ''}`),
    words: (wanted) => [
      ...(engineFile !== undefined && wanted.some((entry) => direct.has(entry)) ? ['--env-file', engineFile] : []),
      ...wanted.flatMap(word),
    ],
  };
}

/** The hooks of a service. */
export const hooksOf = (service: ServicePlan) => [...service.preStart, ...service.postStart, ...service.preStop];

import type { Service } from '@transpose/core';
import { namePlaces } from '../../shared/names/host-token.ts';
import type { Basis } from '../facts/basis.ts';
import type { Mention } from './hosts.ts';
import type { HostDirectory, HostName } from './directory.ts';
import type { HostText } from './host-texts.ts';
import { textContext } from './host-texts.ts';

/** A mention, and by which name. */
export interface NamedMention extends Mention {
  readonly name: HostName;
}

/** All places where services of the project are named as hosts. `texts`: all that a service is told. */
export function findMentions(
  basis: Basis,
  directory: HostDirectory,
  texts: (service: Service) => readonly HostText[],
): readonly NamedMention[] {
  return basis.pods.emitted.flatMap((service) => {
    const ports = portVariables(service);
    return texts(service).flatMap((text) => mentionsIn(service, text, directory, ports));
  });
}

function mentionsIn(
  service: Service,
  { text, path }: HostText,
  directory: HostDirectory,
  ports: ReadonlyMap<string, number>,
): readonly NamedMention[] {
  const known = (token: string) => directory.lookup(service.name, token) !== undefined;
  return namePlaces(text, known, textContext(service, path)).flatMap(({ start, end, name: token, host }) => {
    const name = directory.lookup(service.name, token);
    if (name === undefined || host === 'none') return [];
    const port = portAfter(text, end) ?? pairedPort(ports, path, text);
    const scheme = text[end] === ':' && port === undefined ? undefined : schemeBefore(text, start);
    return name.services.map((of) => ({
      by: service.name,
      of,
      path,
      name,
      ...(port !== undefined && { port }),
      ...(scheme !== undefined && { scheme }),
    }));
  });
}

/** The port in `db:5432`, and in `nc db 5432`. */
export function portAfter(text: string, end: number): number | undefined {
  const digits = /^(?::| +|\/)(\d{1,5})(?![\w.])/.exec(text.slice(end, end + 20))?.[1];
  const port = Number(digits);
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** `postgres` of `postgres://user@db`; of `jdbc:mysql://db` what is next to the slashes. */
function schemeBefore(text: string, start: number): string | undefined {
  return /([a-z][a-z0-9+.-]*):\/\/[^/\s"'`]*$/i.exec(text.slice(Math.max(0, start - 512), start))?.[1]?.toLowerCase();
}

const hostWord = /_?(?:HOST(?:NAME)?|SERVER|ADDR(?:ESS)?|SERVICE|ENDPOINT|DOMAIN|NODE)$/i;

/** The variables of a service that hold ports, by their names in upper case. */
function portVariables({ environment }: Service): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const [name, value] of Object.entries(environment)) {
    const key = name.toUpperCase();
    if (key.endsWith('PORT') && !ports.has(key)) ports.set(key, Number(value ?? Number.NaN));
  }
  return ports;
}

/** The variable beside a host's that holds its port: `DB_PORT` for `DB_HOST`, `PGPORT` for `PGHOST`. */
function pairedPort(ports: ReadonlyMap<string, number>, path: HostText['path'], text: string): number | undefined {
  const name = path.at(-1);
  if (typeof name !== 'string' || path.at(-2) !== 'environment' || !/^[\w.-]+$/.test(text)) return undefined;
  const stem = name.replace(hostWord, '');
  const joint = name.slice(stem.length).startsWith('_') || stem === name ? '_' : '';
  return [`${stem}${joint}PORT`, `${name}_PORT`]
    .map((candidate) => ports.get(candidate.toUpperCase()) ?? Number.NaN)
    .find((port) => Number.isInteger(port) && port >= 1 && port <= 65535);
}

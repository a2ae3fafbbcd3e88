import type { Service } from '@transpose/core';
import type { KnownPort, PortEvidence } from './known-port.ts';

/**
 * The TCP port that certainly answers while the service is up; undefined where nothing is certain. What is good enough to
 * open a port proves nothing here: whoever waits for a port that nobody listens on waits forever.
 *
 * The port that the healthcheck asks comes first, where anything else speaks for it as well: what a healthcheck asks on the
 * loopback address may listen there alone, such as the admin port of a proxy. Then a port that the file declares; of several only one that further
 * evidence agrees with, because debuggers and TLS listeners are often declared and not started. What only the image or
 * its Dockerfile says holds as long as the service runs the image's own command.
 */
export function certainPort(service: Service, known: readonly KnownPort[]): KnownPort | undefined {
  const ports = known.filter(({ protocol }) => protocol === 'TCP');
  const checked = ports.find((port) => hasEvidence(port, ['healthcheck']) && hasEvidence(port, beside));
  if (checked) return checked;
  const ownCommand = runsOwnCommand(service) && !isMoved(service, ports);
  const isOfImage = (port: KnownPort) => ownCommand && hasEvidence(port, ['image']);
  const declared = ports.filter((port) => hasEvidence(port, ['ports', 'expose']));
  const [only, ...others] = declared;
  if (only && others.length === 0) return only;
  if (only) return declared.find((port) => isOfImage(port) || hasEvidence(port, agreeing));
  if (!ownCommand) return undefined;
  const built = ports.filter((port) => hasEvidence(port, ['dockerfile']));
  return built.length === 1 ? built[0] : ports.find(isOfImage);
}

/** Evidence that a port is not for the loopback address alone. */
const beside: readonly PortEvidence['kind'][] = ['ports', 'expose', 'dockerfile', 'label', 'variable', 'peer', 'image'];

/** Evidence that picks one of several declared ports. */
const agreeing: readonly PortEvidence['kind'][] = ['dockerfile', 'label', 'variable', 'peer'];

function hasEvidence({ evidence }: KnownPort, kinds: readonly PortEvidence['kind'][]): boolean {
  return evidence.some(({ kind }) => kinds.includes(kind));
}

/**
 * Whether a variable gives the program another port than those that its image is known for: `PGPORT=5433`. One beside a host
 * (`DB_HOST`, `DB_PORT`) is that of a peer.
 */
function isMoved({ environment }: Service, ports: readonly KnownPort[]): boolean {
  const usual = ports.filter((port) => hasEvidence(port, ['image', 'dockerfile'])).map(({ port }) => String(port));
  const names = Object.keys(environment).map((name) => name.toUpperCase());
  return Object.entries(environment).some(([name, value]) => {
    const stem = /^(.*)PORT(?:_NUMBER)?$/i.exec(name)?.[1]?.toUpperCase();
    if (stem === undefined || !/^\d{2,5}$/.test(value ?? '') || usual.includes(value ?? '')) return false;
    return !names.some((other) => other.startsWith(stem) && /HOST|SERVER|ADDR|URL/.test(other.slice(stem.length)));
  });
}

/** Whether neither command nor entrypoint of the image is overridden. */
export function runsOwnCommand({ command, entrypoint }: Service): boolean {
  return (command ?? []).length === 0 && entrypoint === undefined;
}

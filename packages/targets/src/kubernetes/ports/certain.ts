import type { Service } from '@transpose/core';
import type { KnownPort, PortEvidence } from './known-port.ts';

/**
 * The TCP port that certainly answers while the service is up; undefined where nothing is certain. What is good enough to
 * open a port proves nothing here: whoever waits for a port that nobody listens on waits forever.
 *
 * The port that the healthcheck asks comes first. Then a port that the file declares; of several only one that further
 * evidence agrees with, because debuggers and TLS listeners are often declared and not started. What only the image or
 * its Dockerfile says holds as long as the service runs the image's own command.
 */
export function certainPort(service: Service, known: readonly KnownPort[]): KnownPort | undefined {
  const ports = known.filter(({ protocol }) => protocol === 'TCP');
  const checked = ports.find((port) => hasEvidence(port, ['healthcheck']));
  if (checked) return checked;
  const ownCommand = runsOwnCommand(service);
  const isOfImage = (port: KnownPort) => ownCommand && hasEvidence(port, ['image']);
  const declared = ports.filter((port) => hasEvidence(port, ['ports', 'expose']));
  const [only, ...others] = declared;
  if (only && others.length === 0) return only;
  if (only) return declared.find((port) => isOfImage(port) || hasEvidence(port, agreeing));
  if (!ownCommand) return undefined;
  const built = ports.filter((port) => hasEvidence(port, ['dockerfile']));
  return built.length === 1 ? built[0] : ports.find(isOfImage);
}

/** Evidence that picks one of several declared ports. */
const agreeing: readonly PortEvidence['kind'][] = ['dockerfile', 'label', 'variable', 'peer'];

function hasEvidence({ evidence }: KnownPort, kinds: readonly PortEvidence['kind'][]): boolean {
  return evidence.some(({ kind }) => kinds.includes(kind));
}

/** Whether neither command nor entrypoint of the image is overridden. */
export function runsOwnCommand({ command, entrypoint }: Service): boolean {
  return (command ?? []).length === 0 && entrypoint === undefined;
}

import { entries, text } from '../fields.ts';
import type { Container, Emitted, Service } from './emitted.ts';
import { selects } from './emitted.ts';
import type { Reference, WantedService } from './reference.ts';
import { wholeWord } from './statements.ts';

/** The containers of the services, and who is called what. */
export interface Directory {
  readonly reference: Reference;
  readonly emitted: Emitted;
  containerOf(service: string): Container | undefined;
}

const label = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a Service can have the name, in whatever case it is written: DNS knows none. */
export const canBeService = (name: string): boolean => label.test(name.toLowerCase());

/** All names by which other containers reach a service under Docker, and by which people may have written it. */
export function namesOf(reference: Reference, wanted: WantedService): ReadonlySet<string> {
  const links = reference.services.flatMap(({ links: all }) => all.filter(([service]) => service === wanted.key));
  const addresses = entries(wanted.data, 'networks').flatMap(([, network]) => [
    text(network, 'ipv4_address') ?? '',
    text(network, 'ipv6_address') ?? '',
  ]);
  const numbered = ['-', '_'].map((by) => `${reference.name}${by}${wanted.key}${by}1`);
  const all = [
    wanted.key,
    wanted.containerName ?? '',
    wanted.hostname ?? '',
    ...wanted.aliases,
    ...links.map(([, alias]) => alias),
    ...addresses,
    ...numbered,
  ];
  return new Set(all.filter((name) => name !== ''));
}

/** Whether another service, or the service itself, has the name in what it runs. */
export function isMentioned(reference: Reference, of: WantedService, name: string): boolean {
  const whole = wholeWord(name);
  return reference.services.some((other) => {
    if (other.key === of.key) return false;
    const texts = [...other.environment.values(), ...(other.command ?? []), ...(other.entrypoint ?? [])];
    return texts.some((one) => one !== undefined && whole.test(one));
  });
}

/** The Services that lead to a container's Pod. */
export function servicesOf(emitted: Emitted, container: Container): readonly Service[] {
  return emitted.services.filter((service) => selects(service, container.template));
}

const ownHosts = new Set(['localhost', '127.0.0.1', 'host.docker.internal', 'gateway.docker.internal', 'host-gateway']);

/**
 * Whether two texts are the same, but for whole tokens that name a peer in one and a Service of that peer in the other
 * (and, beside a name of the machine itself, a published port in one and its target in the other).
 */
export function sameText(directory: Directory, wanted: string, actual: string): 'same' | 'renamed' | 'different' {
  if (wanted === actual) return 'same';
  const a = wanted.split(/([\w.-]+)/);
  const b = actual.split(/([\w.-]+)/);
  if (a.length !== b.length) return 'different';
  let reached: WantedService | undefined;
  for (const [index, from] of a.entries()) {
    const to = b[index] ?? '';
    if (from === to) continue;
    const { reference, emitted } = directory;
    const service = emitted.services.find(({ name }) => name === to);
    const peer = reference.services.find((one) => {
      const container = directory.containerOf(one.key);
      const called =
        ownHosts.has(from) || [...namesOf(reference, one)].some((name) => name.toLowerCase() === from.toLowerCase());
      return service !== undefined && container !== undefined && called && selects(service, container.template);
    });
    if (peer) reached = peer;
    else if (!reached?.ports.some(({ port, published }) => String(published) === from && String(port) === to))
      return 'different';
  }
  return 'renamed';
}

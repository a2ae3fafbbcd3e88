import type { Forward } from '@transpose/cluster';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { forwardPorts } from '../cluster/forward-ports.ts';
import type { OnCluster } from '../cluster/on-cluster.ts';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import { publishedPorts } from '../cluster/published-ports.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';

export interface PortForwardOptions extends ClusterOptions {
  readonly address?: string;
}

/** Makes ports of services reachable on this machine, until Ctrl-C. */
export function portForward(
  around: Surroundings,
  command: Command,
  options: PortForwardOptions,
  service: string | undefined,
  texts: readonly string[],
): Promise<ExitCode> {
  const given = texts.map(portsIn);
  return onCluster(around, command, options, { whenStopped: 'The project runs on.' }, async (on) => {
    const ports = forwardsOf(on, service, given);
    if (ports.length === 0)
      throw new UsageError(`${service ?? 'no service'} publishes ports: name one, as in web 8080:80`);
    if ((await forwardPorts(on, ports, options)) === 0) return exitCodes.failed;
    await new Promise<void>((done) => on.signal.addEventListener('abort', () => done(), { once: true }));
    on.told.err('\nThe project runs on.\n');
    return exitCodes.done;
  });
}

function forwardsOf(
  on: OnCluster,
  service: string | undefined,
  given: readonly Omit<Forward, 'service'>[],
): readonly Forward[] {
  const { project } = on.loaded;
  const name = (one: string): string => namesOnCluster(on, [one])[0] ?? one;
  if (service !== undefined && given.length > 0) return given.map((one) => ({ ...one, service: name(service) }));
  const chosen = service === undefined ? [] : [service];
  namesOnCluster(on, chosen);
  return project ? publishedPorts(project, chosen, name) : [];
}

/** `80`, `8080:80`, `:80` for any port of this machine. */
function portsIn(text: string): Omit<Forward, 'service'> {
  const [, local, colon, target] = /^(?:(\d{1,5})?(:))?(\d{1,5})$/.exec(text) ?? [];
  if (target === undefined || Number(target) > 65535 || Number(local ?? 0) > 65535)
    throw new UsageError(`${text}: write a port of the service as 80, or 8080:80 for another one of this machine`);
  return { target: Number(target), local: Number(local ?? (colon === undefined ? target : 0)) };
}

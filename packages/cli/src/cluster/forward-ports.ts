import type { Forward } from '@transpose/cluster';
import { forward } from '@transpose/cluster';
import { shownText } from '@transpose/core';
import { styleOn } from '../print/style.ts';
import type { OnCluster } from './on-cluster.ts';

/** Makes ports of services reachable on this machine, and says where; gives how many are. */
export async function forwardPorts(
  { client, cluster, place, told, signal }: OnCluster,
  ports: readonly Forward[],
  address = '127.0.0.1',
): Promise<number> {
  const style = styleOn(told, 'err');
  const warn = (what: string): void => told.err(`${style.yellow('warning')}: ${shownText(what)}\n`);
  let made = 0;
  for (const port of ports) {
    try {
      const bound = await forward(client, cluster.connection, place, port, { address, signal, failed: warn });
      told.err(` ${style.green('→')} http://${address}:${bound} is port ${port.target} of ${port.service}\n`);
      made += 1;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const why = code === 'EADDRINUSE' ? 'it is taken' : code === 'EACCES' ? 'this user may not open it' : message;
      warn(`port ${port.local} of ${address} cannot be opened for ${port.service}: ${why}`);
    }
  }
  return made;
}

import type { Forward } from '@transpose/cluster';
import { forward } from '@transpose/cluster';
import { shownText } from '@transpose/core';
import { styleOn } from '../print/style.ts';
import type { OnCluster } from './on-cluster.ts';
import type { ProjectChoice } from './same-project.ts';
import { lineFor } from './same-project.ts';

/** One that every user may open: 80 is 8080. */
const anotherPort = (port: number): number =>
  port < 1024 ? port + 8000 : port > 55_535 ? port - 10_000 : port + 10_000;

/** Makes ports of services reachable on this machine, and says where; gives how many are. */
export async function forwardPorts(
  { client, cluster, place, told, signal }: OnCluster,
  ports: readonly Forward[],
  { address = '127.0.0.1', ...choice }: ProjectChoice & { readonly address?: string },
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
      const line = lineFor(`port-forward ${port.service} ${anotherPort(port.local)}:${port.target}`, choice);
      told.err(`  ${style.green('help')}: ${line} opens another one\n`);
    }
  }
  return made;
}

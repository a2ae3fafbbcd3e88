import { followLogs } from '@transpose/cluster';
import { forwardPorts } from './forward-ports.ts';
import { logPrinter } from './log-printer.ts';
import type { OnCluster } from './on-cluster.ts';
import { namesOnCluster } from './on-cluster.ts';
import type { ProjectChoice } from './same-project.ts';
import { lineFor } from './same-project.ts';
import { publishedPorts } from './published-ports.ts';

/**
 * Stays with a project that runs, as `docker compose up` does: its logs are shown and its published ports are open on this
 * machine, until Ctrl-C. `services`: only these; `since`: seconds.
 */
export async function attach(
  on: OnCluster,
  services: readonly string[],
  { forward, since, ...choice }: ProjectChoice & { readonly forward: boolean; readonly since: number },
): Promise<void> {
  const { client, place, told, signal, loaded, show } = on;
  const { project } = loaded;
  const all = Object.keys(project?.services ?? {});
  if (forward && project)
    await forwardPorts(
      on,
      publishedPorts(project, all, (one) => namesOnCluster(on, [one])[0] ?? one),
      choice,
    );
  told.err('Its logs follow; Ctrl-C ends them, and it runs on.\n');
  const names = namesOnCluster(on, all);
  const print = logPrinter(told, names, { prefix: true, timestamps: false });
  const retrying = (why: string): void => show({ type: 'retry', why });
  const only = services.length === 0 ? [] : names;
  for await (const line of followLogs(client, place, { services: only, since, signal, retrying })) print(line);
  told.err(
    `\n"${place.project}" runs on: ${lineFor('logs -f', choice)} shows it, ${lineFor('down', choice)} removes it.\n`,
  );
}

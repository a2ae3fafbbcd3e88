import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { listed } from '../objects/listed.ts';
import { serviceKind } from './service.ts';

/** Says in what Services differ from the names of Docker's network. */
export function reportServices(context: KubernetesContext): void {
  reportHidden(context);
  reportUnseen(context);
}

/** Once for all: the one way in which a Service of a healthy port differs from Docker's name. */
function reportHidden(context: KubernetesContext): void {
  const checked = context.pods.emitted.filter(
    (service) =>
      service.healthcheck?.test &&
      !context.peers.has(service.name) &&
      serviceKind(context, service.name) === 'cluster-ip',
  );
  if (checked.length === 0) return;
  context.ledger.note(
    "A Service sends nothing to Pods whose healthcheck fails; by Docker's names unhealthy containers are still reached",
  );
}

/**
 * Says where services depend on one without naming it in anything that is read here: the ports that they use are in their
 * images, and may be others than the published ones, which are all that is known of it.
 */
function reportUnseen(context: KubernetesContext): void {
  for (const { name } of context.pods.emitted) {
    const ports = context.ports.of(name);
    const published = ports.length > 0 && ports.every(({ evidence }) => evidence.every(({ kind }) => kind === 'ports'));
    if (!published || serviceKind(context, name) !== 'cluster-ip') continue;
    const naming = new Set(context.hosts.mentionsOf(name).map(({ by }) => by));
    const silent = context
      .dependentsOf(name)
      .filter(({ service }) => !naming.has(service.name) && context.pods.leadOf(service.name) !== name);
    if (silent.length === 0) continue;
    const which = listed(silent.map(({ service }) => service.name));
    const numbers = [...new Set(ports.map(({ port }) => port))];
    context.ledger.note(
      `In the cluster "${name}" is reached on ${numbers.length === 1 ? 'port' : 'ports'} ${numbers.join(', ')} alone. ` +
        `What is read here does not show which ports ${which} ${silent.length === 1 ? 'uses' : 'use'}: write others under expose`,
      pathTo(['services', name, 'ports']),
    );
  }
}

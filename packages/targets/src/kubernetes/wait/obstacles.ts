import type { Service } from '@transpose/core';
import type { ExternalObject } from '../objects/objects.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { listed } from '../objects/listed.ts';
import { isEngineSocket } from '../storage/bind/host-system.ts';
import type { Wait } from './wait.ts';

/**
 * Goes through the finished plan and says, before everything else, what keeps Pods from starting: objects that the user
 * has to make, and waits that end at a service which lost the socket of Docker.
 */
export function reportObstacles(
  context: KubernetesContext,
  waits: ReadonlyMap<string, readonly Wait[]>,
  external: readonly ExternalObject[],
): void {
  const missing = [...new Set(external.map(({ kind, name }) => `${kind} "${name}"`))];
  if (missing.length > 0) {
    const wait = 'The Pods that use them do not start before they exist';
    context.ledger.note(
      `Create what the manifests refer to and do not contain: ${missing.join(', ')}. ${wait}`,
      undefined,
      'breaks',
    );
  }
  for (const service of context.pods.emitted.filter(hasEngineSocket)) {
    const waiting = waitingFor(context.pods.leadOf(service.name), waits, context);
    const chain =
      waiting.length === 0
        ? ''
        : `. ${listed(waiting)} ${waiting.length === 1 ? 'waits' : 'wait'} for it, forever if it does not become ready`;
    context.ledger.note(
      `"${service.name}" uses the socket of Docker, which Pods do not have: what it does by that socket fails${chain}`,
      ['services', service.name],
      'breaks',
    );
  }
  if ([...waits.values()].flat().some(({ kind }) => kind === 'complete')) {
    context.ledger.note(
      'kubectl apply does not run a Job again that failed, as docker compose up does: delete the Job first. The Pods that ' +
        'wait for it stop with a message that has the line',
    );
  }
}

function hasEngineSocket({ volumes, use_api_socket: wanted }: Service): boolean {
  return wanted === true || volumes.some(({ type, source }) => type === 'bind' && isEngineSocket(source ?? ''));
}

/** The services whose Pods wait for one, over others too. */
function waitingFor(
  lead: string,
  waits: ReadonlyMap<string, readonly Wait[]>,
  { pods }: KubernetesContext,
): readonly string[] {
  const blocked = new Set([lead]);
  // What is added while a set is gone through is visited too.
  for (const one of blocked)
    for (const [waiting, list] of waits)
      if (list.some(({ dependency }) => pods.leadOf(dependency) === one)) blocked.add(waiting);
  return [...blocked].slice(1);
}

import { expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../client/live.ts';
import { podFault } from './pod-fault.ts';

const quiet = { warnings: () => [], claimWarnings: () => [], log: () => Promise.resolve([]) };
const ended = { terminated: { exitCode: 3 } };

async function faultOf(status: Pick<ContainerStatus, 'restartCount' | 'state' | 'lastState'>) {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', uid: 'u', resourceVersion: '1' },
    spec: { containers: [{ name: 'web', image: 'x' }] },
    status: { containerStatuses: [{ name: 'web', image: 'x', ready: false, ...status }] },
  };
  return (await podFault(pod, quiet))?.what;
}

it.each([
  [{ restartCount: 0, state: ended }, '"web-1" ends with exit code 3'],
  [{ restartCount: 1, state: ended }, '"web-1" ends with exit code 3, 2 times so far'],
  [{ restartCount: 2, lastState: ended }, '"web-1" ends with exit code 3, 2 times so far'],
])('says how often a container has ended: %j', async (status, what) => {
  expect(await faultOf(status)).toBe(what);
});

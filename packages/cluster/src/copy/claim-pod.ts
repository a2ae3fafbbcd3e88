import { Readable, Writable } from 'node:stream';
import { ApiError } from '../client/api-error.ts';
import { applyObject } from '../up/apply.ts';
import type { Client } from '../client/client.ts';
import { deleteObject } from '../up/delete.ts';
import { exec } from '../pods/exec.ts';
import type { Fault } from '../faults/fault.ts';
import { circumstances } from '../faults/find-faults.ts';
import { joined, readInventory, without, writeInventory } from '../up/inventory.ts';
import type { Cluster } from '../client/kubeconfig.ts';
import type { Pod } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { podFault } from '../faults/pod-fault.ts';
import { isReady } from '../pods/pods.ts';
import type { ObjectName } from '../client/resource.ts';
import { podPath } from '../client/resource.ts';
import { podRefusal } from '../faults/workload-fault.ts';
import type { CopyPod } from './request.ts';

/** A Pod that runs and holds claims. */
export interface ClaimPod {
  /** Runs a command in it, and gives what it prints, each byte as one character. Rejects when the command fails. */
  run(command: readonly string[], input?: Readable | Uint8Array): Promise<string>;
}

/** Starts a Pod that holds claims; gives the fault when it does not start. What an earlier run left of it is removed. */
export async function startPod(
  client: Client,
  { connection }: Pick<Cluster, 'connection'>,
  place: ProjectPlace,
  copyPod: CopyPod,
  { image, timeout, signal }: { readonly image: string; readonly timeout: number; readonly signal: AbortSignal },
): Promise<ClaimPod | Fault> {
  const manifest = copyPod.manifest(image);
  const { namespace } = place;
  const object = { ...manifest, metadata: { ...manifest.metadata, namespace } };
  await removePod(client, place, copyPod);
  try {
    await applyObject(client, object, undefined);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403 && !error.lacksRight)
      return podRefusal('copy-data', error.message);
    throw error;
  }
  const pod = await readyPod(client, place, copyPod.name, timeout);
  if (!('spec' in pod)) return pod;
  return {
    async run(command, input) {
      const output = collected();
      const said = collected();
      const stdin = input instanceof Uint8Array ? Readable.from([input]) : input;
      const code = await exec({ connection }, pod, command, {
        ...(stdin && { stdin }),
        stdout: output.stream,
        stderr: said.stream,
        signal,
      });
      if (code === 0) return output.text();
      const words = Buffer.from(said.text(), 'latin1').toString().trim();
      throw new Error(words || `${command[0]} ended with exit code ${code} in the Pod ${copyPod.name}`);
    },
  };
}

const podName = ({ namespace }: ProjectPlace, { name }: CopyPod): ObjectName => ({
  apiVersion: 'v1',
  kind: 'Pod',
  name,
  namespace,
});

/** Notes the Pod before it is made: should this run be killed, the next `up` or `down` removes it. */
export async function recordPod(client: Client, place: ProjectPlace, pod: CopyPod): Promise<void> {
  const { objects } = await readInventory(client, place);
  await writeInventory(client, place, { objects: joined(objects, [podName(place, pod)]) });
}

export async function forgetPod(client: Client, place: ProjectPlace, pod: CopyPod): Promise<void> {
  const { objects } = await readInventory(client, place);
  await writeInventory(client, place, { objects: without(objects, [podName(place, pod)]) });
}

/** Removes the Pod, so that others can have the claims. */
export async function removePod(client: Client, place: ProjectPlace, { name }: CopyPod): Promise<void> {
  const left = await client.find<Pod>({ path: podPath(place, name) });
  if (left) await deleteObject(client, { ...left, apiVersion: 'v1', kind: 'Pod' });
}

async function readyPod(client: Client, place: ProjectPlace, name: string, timeout: number): Promise<Pod | Fault> {
  const since = Date.now();
  for (;;) {
    const pod = await client.call<Pod>({ path: podPath(place, name) });
    if (isReady(pod)) return pod;
    const fault = await podFault(pod, await circumstances(client, place));
    const waited = Date.now() - since;
    if (fault && waited >= Math.min(fault.patience, timeout)) return fault;
    if (waited >= timeout) return lateFault(name, timeout);
    await client.pause(500);
  }
}

const lateFault = (name: string, timeout: number): Fault => ({
  kind: 'timeout',
  service: 'copy-data',
  path: [],
  what: `the Pod ${name} is not ready after ${timeout / 1000} s`,
  details: [],
  hint: 'it may need more time: --wait-timeout 15m',
  patience: 0,
});

function collected() {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(pieces).toString('latin1') };
}

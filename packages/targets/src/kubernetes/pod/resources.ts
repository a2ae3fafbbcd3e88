import type { DeviceRequest, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import { bytesQuantity, millicores, milliQuantity } from '../../shared/quantity.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { ResourceRequirements } from '../objects/objects.ts';

/** Requests that are beside a limit without a reservation: else Kubernetes would reserve the whole limit. */
const smallCpu = 10;
const smallMemory = 32 * 1024 ** 2;

/** Limits and requests of a service's container; undefined where nothing was asked for. */
export function resourcesOf(context: KubernetesContext, service: Service): ResourceRequirements | undefined {
  const limits = service.deploy?.resources.limits;
  const reservations = service.deploy?.resources.reservations;

  const cpuLimit = positive(limits?.cpus ?? service.cpus ?? quotaCpus(service) ?? service.cpu_count);
  const memoryLimit = positive(limits?.memory ?? service.mem_limit);
  const shares = positive(service.cpu_shares);
  const cpuWish = positive(reservations?.cpus) ?? (shares === undefined ? undefined : shares / 1024);
  const memoryWish = positive(reservations?.memory ?? service.mem_reservation);

  const cpuLimitMilli = cpuLimit === undefined ? undefined : millicores(cpuLimit);
  const cpu = requestBelow(
    cpuWish === undefined ? undefined : Math.max(1, millicores(cpuWish)),
    cpuLimitMilli,
    smallCpu,
  );
  const memory = requestBelow(memoryWish, memoryLimit, smallMemory);
  reportRequests(context, service, cpuWish, cpuLimit, memoryWish, memoryLimit);

  const requests = quantities(cpu, memory);
  const devices = deviceLimits(context, service);
  const further = Object.entries(context.settings(service.name).resources ?? {}).map(
    ([name, amount]) => [name, String(amount)] as const,
  );
  const upper = { ...quantities(cpuLimitMilli, memoryLimit), ...devices, ...Object.fromEntries(further) };
  if (Object.keys(requests).length === 0 && Object.keys(upper).length === 0) return undefined;
  return {
    ...(Object.keys(requests).length === 0 ? {} : { requests }),
    ...(Object.keys(upper).length === 0 ? {} : { limits: upper }),
  };
}

/** Zero and -1 mean "no limit" in Compose. */
function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function quotaCpus(service: Service): number | undefined {
  const quota = positive(service.cpu_quota);
  return quota === undefined ? undefined : quota / (positive(service.cpu_period) ?? 100_000);
}

function requestBelow(wish: number | undefined, limit: number | undefined, small: number): number | undefined {
  if (limit === undefined) return wish;
  return Math.min(wish ?? small, limit);
}

function quantities(cpuMilli: number | undefined, memory: number | undefined): Record<string, string> {
  return {
    ...(cpuMilli === undefined ? {} : { cpu: milliQuantity(cpuMilli) }),
    ...(memory === undefined ? {} : { memory: bytesQuantity(memory) }),
  };
}

function reportRequests(
  context: KubernetesContext,
  service: Service,
  cpuWish: number | undefined,
  cpuLimit: number | undefined,
  memoryWish: number | undefined,
  memoryLimit: number | undefined,
): void {
  const path = pathTo(['services', service.name]);
  if (cpuWish !== undefined && cpuLimit !== undefined && cpuWish > cpuLimit) {
    const field =
      positive(service.deploy?.resources.reservations?.cpus) === undefined
        ? pathTo([...path, 'cpu_shares'])
        : pathTo([...path, 'deploy', 'resources', 'reservations', 'cpus']);
    context.ledger.approximated(
      field,
      'Container.resources.requests.cpu',
      'A request cannot exceed the limit: the limit is requested',
    );
  }
  if (memoryWish !== undefined && memoryLimit !== undefined && memoryWish > memoryLimit) {
    const field =
      service.deploy?.resources.reservations?.memory === undefined
        ? pathTo([...path, 'mem_reservation'])
        : pathTo([...path, 'deploy', 'resources', 'reservations', 'memory']);
    context.ledger.approximated(
      field,
      'Container.resources.requests.memory',
      'A request cannot exceed the limit: the limit is requested',
    );
  }
}

/** GPUs by the vendors' device plugins. Other devices have no resource that every cluster knows. */
function deviceLimits(context: KubernetesContext, service: Service): Record<string, string> {
  const at = pathsIn('services', service.name);
  const limits: Record<string, string> = {};
  const requests: readonly (readonly [KeyPath, DeviceRequest])[] = [
    ...service.gpus.map((request, index) => [at('gpus', index), request] as const),
    ...(service.deploy?.resources.reservations?.devices ?? []).map(
      (request, index) => [at('deploy', 'resources', 'reservations', 'devices', index), request] as const,
    ),
  ];
  for (const [path, request] of requests) {
    const resource = gpuResource(request, path[2] === 'gpus');
    if (resource === undefined) {
      context.ledger.dropped(
        path,
        'Only GPUs have a resource that device plugins offer everywhere',
        'Name the resource of your device plugin under x-transpose.resources',
      );
      continue;
    }
    const count =
      request.device_ids.length > 0
        ? request.device_ids.length
        : request.count === undefined || request.count < 0
          ? 1
          : request.count;
    if (request.device_ids.length > 0) {
      context.ledger.approximated(
        [...path, 'device_ids'],
        `Container.resources.limits['${resource}']`,
        `The scheduler chooses the GPUs: ${count} of them`,
      );
    } else if (request.count === undefined || request.count < 0) {
      context.ledger.approximated(
        path,
        `Container.resources.limits['${resource}']`,
        'Kubernetes knows no "all": one GPU is asked for',
      );
    }
    if (count > 0) limits[resource] = String(Number(limits[resource] ?? 0) + count);
  }
  return limits;
}

function gpuResource(request: DeviceRequest, fromGpus: boolean): string | undefined {
  if (request.driver === 'amd' || request.driver === 'amd.com') return 'amd.com/gpu';
  if (request.driver !== undefined && request.driver !== '' && request.driver !== 'nvidia' && request.driver !== 'cdi')
    return undefined;
  const gpu =
    fromGpus || request.capabilities.some((capability) => ['gpu', 'nvidia', 'compute', 'utility'].includes(capability));
  return gpu ? 'nvidia.com/gpu' : undefined;
}

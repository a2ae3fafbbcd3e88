import type { Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import { decimal, dockerBytes } from './amounts.ts';
import type { PlanContext } from '../context.ts';
import { dockerText } from '../context.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/** CPU, memory, processes, block I/O, ulimits and sysctls. `deploy.resources` wins over the service's own keys, as in docker compose. */
export function limitFlags(context: PlanContext, service: Service): readonly Flag[] {
  return [
    ...cpuFlags(context, service),
    ...memoryFlags(context, service),
    ...blockFlags(service),
    ...ulimitFlags(context, service),
    ...sysctlFlags(context, service),
  ];
}

/** The first value that is there, with its place. */
function first<T>(
  ...candidates: readonly (readonly [value: T | undefined, path: KeyPath])[]
): readonly [T, KeyPath] | undefined {
  for (const [value, path] of candidates) if (value !== undefined) return [value, path];
  return undefined;
}

function cpuFlags(context: PlanContext, service: Service): readonly Flag[] {
  const at = pathsIn('services', service.name);
  const flags: Flag[] = [];
  const cpus = first(
    [service.deploy?.resources.limits?.cpus, at('deploy', 'resources', 'limits', 'cpus')],
    [service.cpus, at('cpus')],
  );
  if (cpus && cpus[0] > 0) flags.push({ flag: '--cpus', value: text(decimal(cpus[0])), path: cpus[1] });
  for (const [key, flag] of [
    ['cpu_shares', '--cpu-shares'],
    ['cpu_period', '--cpu-period'],
    ['cpu_quota', '--cpu-quota'],
    ['cpu_rt_period', '--cpu-rt-period'],
    ['cpu_rt_runtime', '--cpu-rt-runtime'],
  ] as const) {
    const value = service[key];
    if (value !== undefined && value !== 0) flags.push({ flag, value: text(decimal(value)), path: at(key) });
  }
  for (const key of ['cpu_count', 'cpu_percent'] as const) {
    if (service[key] !== undefined)
      context.ledger.dropped(at(key), 'The command line refuses it for an engine on Linux.', 'use `cpus`');
  }
  return flags;
}

function memoryFlags(context: PlanContext, service: Service): readonly Flag[] {
  const at = pathsIn('services', service.name);
  const resources = service.deploy?.resources;
  const flags: Flag[] = [];
  const bytes = (flag: EngineOption, ...candidates: readonly (readonly [number | undefined, KeyPath])[]): void => {
    const value = first(...candidates);
    if (value && value[0] !== 0) flags.push({ flag, value: text(dockerBytes(value[0])), path: value[1] });
  };
  bytes(
    '--memory',
    [resources?.limits?.memory, at('deploy', 'resources', 'limits', 'memory')],
    [service.mem_limit, at('mem_limit')],
  );
  bytes(
    '--memory-reservation',
    [resources?.reservations?.memory, at('deploy', 'resources', 'reservations', 'memory')],
    [service.mem_reservation, at('mem_reservation')],
  );
  bytes('--memory-swap', [service.memswap_limit, at('memswap_limit')]);
  bytes('--shm-size', [service.shm_size, at('shm_size')]);
  if (service.mem_swappiness === 0)
    context.ledger.dropped(at('mem_swappiness'), 'Docker Compose does not hand a 0 on; the kernel decides.');
  else if (service.mem_swappiness !== undefined)
    flags.push({
      flag: '--memory-swappiness',
      value: text(String(service.mem_swappiness)),
      path: at('mem_swappiness'),
    });
  if (service.oom_score_adj !== undefined && service.oom_score_adj !== 0) {
    flags.push({ flag: '--oom-score-adj', value: text(String(service.oom_score_adj)), path: at('oom_score_adj') });
  }
  const pids = first(
    [resources?.limits?.pids, at('deploy', 'resources', 'limits', 'pids')],
    [service.pids_limit, at('pids_limit')],
  );
  if (pids && pids[0] !== 0) flags.push({ flag: '--pids-limit', value: text(String(pids[0])), path: pids[1] });
  return flags;
}

function blockFlags(service: Service): readonly Flag[] {
  const blkio = service.blkio_config;
  if (!blkio) return [];
  const path = pathTo(['services', service.name, 'blkio_config']);
  const flags: Flag[] = [];
  if (blkio.weight !== undefined && blkio.weight !== 0)
    flags.push({ flag: '--blkio-weight', value: text(String(blkio.weight)), path: pathTo([...path, 'weight']) });
  blkio.weight_device.forEach((one, index) => {
    flags.push({
      flag: '--blkio-weight-device',
      value: text(`${one.path}:${one.weight}`),
      path: pathTo([...path, 'weight_device', index]),
    });
  });
  for (const [key, flag] of [
    ['device_read_bps', '--device-read-bps'],
    ['device_read_iops', '--device-read-iops'],
    ['device_write_bps', '--device-write-bps'],
    ['device_write_iops', '--device-write-iops'],
  ] as const) {
    blkio[key].forEach((one, index) => {
      flags.push({
        flag,
        value: text(`${one.path}:${one.rate}`),
        path: pathTo([...path, key, index]),
      });
    });
  }
  return flags;
}

function ulimitFlags(context: PlanContext, service: Service): readonly Flag[] {
  return Object.entries(service.ulimits).flatMap(([name, { soft, hard }]): readonly Flag[] => {
    const path = pathTo(['services', service.name, 'ulimits', name]);
    if (hard !== -1 && (soft > hard || soft === -1)) {
      context.ledger.dropped(path, 'The command line refuses a soft limit above the hard one.', 'lower `soft`');
      return [];
    }
    return [{ flag: '--ulimit', value: text(`${name}=${soft === hard ? soft : `${soft}:${hard}`}`), path }];
  });
}

/** What the docker client lets through. Source: docker CLI, `opts.ValidateSysctl`. */
const sysctls = /^(?:net\.|fs\.mqueue\.|kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$)/;

function sysctlFlags(context: PlanContext, service: Service): readonly Flag[] {
  return Object.entries(service.sysctls).flatMap(([name, value]): readonly Flag[] => {
    const path = pathTo(['services', service.name, 'sysctls', name]);
    if (context.engine.name === 'docker' && !sysctls.test(name)) {
      context.ledger.dropped(
        path,
        'The client refuses kernel parameters that a container does not have to itself.',
        'set it on the host with `sysctl`',
      );
      return [];
    }
    return [{ flag: '--sysctl', value: text(`${name}=`, dockerText(context, path, value)), path }];
  });
}

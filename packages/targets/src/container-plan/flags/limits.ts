import type { Service } from '@transpose/core';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import { decimal, dockerBytes } from './amounts.ts';
import type { PlanContext } from '../context.ts';
import { dockerText } from '../context.ts';
import { limit, made } from './option-row.ts';
import { rowFlags } from './row-flags.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** Rows as in `option-rows.ts`. */
export const amounts = [
  limit('cpus', '--cpus', decimal, ['limits', 'cpus']),
  limit('cpu_shares', '--cpu-shares', decimal),
  limit('cpu_period', '--cpu-period', decimal),
  limit('cpu_quota', '--cpu-quota', decimal),
  limit('cpu_rt_period', '--cpu-rt-period', decimal),
  limit('cpu_rt_runtime', '--cpu-rt-runtime', decimal),
  limit('mem_limit', '--memory', dockerBytes, ['limits', 'memory']),
  limit('mem_reservation', '--memory-reservation', dockerBytes, ['reservations', 'memory']),
  limit('memswap_limit', '--memory-swap', dockerBytes),
  limit('shm_size', '--shm-size', dockerBytes),
  limit('mem_swappiness', '--memory-swappiness', String),
  limit('oom_score_adj', '--oom-score-adj', String),
  limit('pids_limit', '--pids-limit', String, ['limits', 'pids']),
] as const;

/** Kernel parameters that the docker client lets through. Source: docker CLI, `opts.ValidateSysctl`. */
const sysctls = /^(?:net\.|fs\.mqueue\.|kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$)/;

export const namedLimits = [
  made('ulimits', '--ulimit', (_, limits, path) =>
    Object.entries(limits).map(([name, { soft, hard }]) => {
      const at = pathTo([...path, name]);
      return hard !== -1 && (soft > hard || soft === -1)
        ? { path: at, dropped: 'The command line refuses a soft limit above the hard one.', instead: 'lower `soft`' }
        : { path: at, value: text(`${name}=${soft === hard ? soft : `${soft}:${hard}`}`) };
    }),
  ),
  made('sysctls', '--sysctl', (context, parameters, path) =>
    Object.entries(parameters).map(([name, value]) => {
      const at = pathTo([...path, name]);
      return context.engine.name === 'docker' && !sysctls.test(name)
        ? {
            path: at,
            dropped: 'The client refuses kernel parameters that a container does not have to itself.',
            instead: 'set it on the host with `sysctl`',
          }
        : { path: at, value: text(`${name}=`, dockerText(context, at, value)) };
    }),
  ),
] as const;

/** CPU, memory, processes, block I/O, ulimits and sysctls. */
export function limitFlags(context: PlanContext, service: Service): readonly Flag[] {
  const at = pathsIn('services', service.name);
  for (const key of ['cpu_count', 'cpu_percent'] as const) {
    if (service[key] !== undefined)
      context.ledger.dropped(at(key), 'The command line refuses it for an engine on Linux.', 'use `cpus`');
  }
  return [...rowFlags(amounts, context, service), ...blockFlags(service), ...rowFlags(namedLimits, context, service)];
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

import type { DeviceRequest } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** A request for GPUs as devices of the Container Device Interface. */
export function gpuDevices({ ledger }: PlanContext, request: DeviceRequest, path: KeyPath): readonly Flag[] {
  const { driver = '', device_ids: ids, count = -1, capabilities, options } = request;
  const numbers = count === -1 ? ['all'] : Array.from({ length: count }, (_, index) => String(index));
  if (Object.keys(options).length > 0)
    ledger.dropped(pathTo([...path, 'options']), 'Devices of the Container Device Interface take no options.');
  if (capabilities.some((one) => one !== 'gpu'))
    ledger.dropped(pathTo([...path, 'capabilities']), 'Devices of the Container Device Interface come whole.');
  ledger.approximated(path, '--device', 'The GPUs are devices of the Container Device Interface, whole and by number.');
  return (ids.length > 0 ? ids : numbers).map((name) => ({
    flag: '--device',
    value: driver === 'cdi' ? text(name) : text(`${driver === '' ? 'nvidia' : driver}.com/gpu=${name}`),
    path,
  }));
}

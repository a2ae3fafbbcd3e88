import type { DeviceRequest, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { gpuDevices } from '../podman/podman-gpus.ts';
import type { CsvField } from './csv.ts';
import { csvLine } from './csv.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** `vendor.com/class=name`, a device by the Container Device Interface. */
const cdiName = /^[A-Za-z][\w.-]*\/[A-Za-z][\w-]*=[\w.:-]+$/;

/** Devices of the host and requests for devices such as GPUs. */
export function deviceFlags(context: PlanContext, service: Service): readonly Flag[] {
  const path = pathTo(['services', service.name]);
  const devices = service.devices.map((device, index): Flag => {
    const at = pathTo([...path, 'devices', index]);
    if (cdiName.test(device.source)) return { flag: '--device', value: text(device.source), path: at };
    const { source, target, permissions } = device;
    const rights = permissions === '' || permissions === 'rwm' ? '' : `:${permissions}`;
    const inside = target === source && rights === '' ? '' : `:${target}`;
    return { flag: '--device', value: text(`${source}${inside}${rights}`), path: at };
  });
  const reserved = service.deploy?.resources.reservations?.devices ?? [];
  return [
    ...devices,
    ...reserved.flatMap((request, index) =>
      requestFlags(context, request, pathTo([...path, 'deploy', 'resources', 'reservations', 'devices', index])),
    ),
    ...service.gpus.flatMap((request, index) => requestFlags(context, request, pathTo([...path, 'gpus', index]))),
  ];
}

/** A request is `--gpus`, which always asks for the capability `gpu` as well. */
function requestFlags(context: PlanContext, request: DeviceRequest, path: KeyPath): readonly Flag[] {
  if (context.engine.name === 'podman') return gpuDevices(context, request, path);
  if (request.capabilities.length > 0 && !request.capabilities.includes('gpu') && path.includes('deploy')) {
    context.ledger.approximated(path, '--gpus', 'The command line asks for the capability `gpu` besides.');
  }
  const fields: CsvField[] = [];
  if (request.driver !== undefined && request.driver !== '') fields.push(['driver', text(request.driver)]);
  if (request.device_ids.length > 0) fields.push(['device', text(request.device_ids.join(','))]);
  else
    fields.push(['count', text(request.count === undefined || request.count === -1 ? 'all' : String(request.count))]);
  if (request.capabilities.length > 0) fields.push(['capabilities', text(request.capabilities.join(','))]);
  const options = Object.entries(request.options).map(([key, value]) => `${key}=${value}`);
  if (options.length > 0) fields.push(['options', text(options.join(','))]);
  return [{ flag: '--gpus', value: csvLine(fields), path }];
}

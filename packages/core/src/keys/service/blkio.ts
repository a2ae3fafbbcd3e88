import { integerOrText, key, list, object, text } from '../type.ts';

const weightDevice = object(
  {
    path: key(text, 'Device on the host.', { jsonName: 'Path', zero: 'always' }),
    weight: key(integerOrText, 'Its share of block IO, 10 to 1000.', {
      decode: 'unsigned',
      jsonName: 'Weight',
      zero: 'always',
    }),
  },
  { closed: true },
);

const bytesPerSecond = object(
  {
    path: key(text, 'Device on the host.', { jsonName: 'Path', zero: 'always' }),
    rate: key(integerOrText, 'Bytes per second.', { decode: 'bytes', jsonName: 'Rate', zero: 'always' }),
  },
  { closed: true },
);

const operationsPerSecond = object(
  {
    path: key(text, 'Device on the host.', { jsonName: 'Path', zero: 'always' }),
    rate: key(integerOrText, 'Operations per second.', { decode: 'bytes', jsonName: 'Rate', zero: 'always' }),
  },
  { closed: true },
);

export const blkioConfig = object(
  {
    weight: key(integerOrText, 'Share of block IO against other containers, 10 to 1000.', { decode: 'unsigned' }),
    weight_device: key(list(weightDevice), 'Share of block IO per device.'),
    device_read_bps: key(list(bytesPerSecond), 'Limit of reading per device, in bytes per second.'),
    device_read_iops: key(list(operationsPerSecond), 'Limit of reading per device, in operations per second.'),
    device_write_bps: key(list(bytesPerSecond), 'Limit of writing per device, in bytes per second.'),
    device_write_iops: key(list(operationsPerSecond), 'Limit of writing per device, in operations per second.'),
  },
  { closed: true },
);

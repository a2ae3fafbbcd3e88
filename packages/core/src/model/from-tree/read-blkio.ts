import { listOf, numberOf, or, recordReader, textOf } from './read.ts';
import type { BlkioConfig } from '../service.ts';

type Weight = BlkioConfig['weight_device'][number];
type Rate = BlkioConfig['device_read_bps'][number];

const weights = listOf(recordReader<Weight>({ path: or(textOf, ''), weight: or(numberOf, 0) }));
const rates = listOf(recordReader<Rate>({ path: or(textOf, ''), rate: or(numberOf, 0) }));

export const readBlkio = recordReader<BlkioConfig>({
  weight: numberOf,
  weight_device: weights,
  device_read_bps: rates,
  device_read_iops: rates,
  device_write_bps: rates,
  device_write_iops: rates,
});

import type { MapNode } from '../../tree/node.ts';
import type { Readers } from './read.ts';
import { listOf, noItems, numberOf, readRecord, textOf } from './read.ts';
import type { BlkioConfig } from '../service.ts';

type Weight = BlkioConfig['weight_device'][number];
type Rate = BlkioConfig['device_read_bps'][number];

const weightReaders: Readers<Weight> = { path: textOf, weight: numberOf };
const rateReaders: Readers<Rate> = { path: textOf, rate: numberOf };

const readWeights = (node: MapNode, key: string): readonly Weight[] =>
  listOf(node, key, (device) => readRecord(device, weightReaders, { path: '', weight: 0 }));
const readRates = (node: MapNode, key: string): readonly Rate[] =>
  listOf(node, key, (device) => readRecord(device, rateReaders, { path: '', rate: 0 }));

const readers: Readers<BlkioConfig> = {
  weight: numberOf,
  weight_device: readWeights,
  device_read_bps: readRates,
  device_read_iops: readRates,
  device_write_bps: readRates,
  device_write_iops: readRates,
};

export function readBlkio(node: MapNode): BlkioConfig {
  return readRecord(node, readers, {
    weight_device: noItems,
    device_read_bps: noItems,
    device_read_iops: noItems,
    device_write_bps: noItems,
    device_write_iops: noItems,
  });
}

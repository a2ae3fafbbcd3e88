import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { resourcesOf } from './resources.ts';
import { testContext } from '../testing/render.ts';

const deployWith = (resources: object) => ({ labels: {}, placement: { constraints: [], preferences: [] }, resources });
const resourcesWith = (fields: Parameters<typeof testService>[1]) => {
  const service = testService('web', fields);
  const { context, ledger } = testContext([service]);
  return { resources: resourcesOf(context, service), ledger };
};
const mebi = 1024 ** 2;

describe('resourcesOf', () => {
  it('says nothing where nothing was asked for, or zero', () => {
    expect(resourcesWith({}).resources).toBeUndefined();
    expect(resourcesWith({ mem_limit: 0, cpus: 0 }).resources).toBeUndefined();
  });

  it('writes small requests beside limits, or the whole limit would be reserved', () => {
    expect(resourcesWith({ mem_limit: 512 * mebi, cpus: 0.5 }).resources).toEqual({
      requests: { cpu: '10m', memory: '32Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    });
  });

  it('never requests more than the limit', () => {
    const { resources, ledger } = resourcesWith({ mem_limit: 16 * mebi, mem_reservation: 64 * mebi });
    expect(resources).toEqual({ requests: { memory: '16Mi' }, limits: { memory: '16Mi' } });
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.mem_reservation: /)]);
  });

  it('takes deploy before the old keys, and quotas and shares as cpus', () => {
    const deploy = deployWith({
      limits: { cpus: 2, memory: 64 * mebi },
      reservations: { cpus: 0.25, devices: [], generic_resources: [] },
    });
    expect(resourcesWith({ deploy, cpus: 1 }).resources?.limits).toEqual({ cpu: '2', memory: '64Mi' });
    expect(resourcesWith({ deploy }).resources?.requests).toEqual({ cpu: '250m', memory: '32Mi' });
    expect(resourcesWith({ cpu_quota: 50_000 }).resources?.limits).toEqual({ cpu: '500m' });
    expect(resourcesWith({ cpu_shares: 512 }).resources).toEqual({ requests: { cpu: '500m' } });
  });

  it('asks for GPUs by the resource of the vendor', () => {
    const request = { capabilities: ['gpu'], device_ids: [], options: {} };
    expect(resourcesWith({ gpus: [{ ...request, count: 2 }] }).resources).toEqual({
      limits: { 'nvidia.com/gpu': '2' },
    });
    const { resources, ledger } = resourcesWith({ gpus: [{ ...request, driver: 'amd', count: -1 }] });
    expect(resources).toEqual({ limits: { 'amd.com/gpu': '1' } });
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.gpus\[0\]: /)]);
  });

  it('drops devices that no plugin names everywhere', () => {
    const { resources, ledger } = resourcesWith({
      gpus: [{ capabilities: ['tpu'], driver: 'acme', device_ids: [], options: {} }],
    });
    expect(resources).toBeUndefined();
    expect(ledger.lines).toEqual([expect.stringMatching(/^dropped services\.web\.gpus\[0\]: /)]);
  });
});

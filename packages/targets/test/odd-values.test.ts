import type { Span } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';
import { describe, expect, it } from 'vitest';

/** Where a value has a grammar: the service that has `value` there. */
const places: Readonly<Record<string, (value: string) => object>> = {
  restart: (value) => ({ restart: value }),
  network_mode: (value) => ({ network_mode: value }),
  ipc: (value) => ({ ipc: value }),
  pid: (value) => ({ pid: value }),
  links: (value) => ({ links: [`other:${value}`] }),
  external_links: (value) => ({ external_links: [value] }),
  volumes_from: (value) => ({ volumes_from: [`other:${value}`] }),
  published: (value) => ({ ports: [{ target: 80, published: value }] }),
  protocol: (value) => ({ ports: [{ target: 80, protocol: value }] }),
  'target of a port': (value) => ({ ports: [{ target: value }] }),
  ports: (value) => ({ ports: [value] }),
  expose: (value) => ({ expose: [value] }),
  user: (value) => ({ user: value }),
  group_add: (value) => ({ group_add: [value] }),
  tmpfs: (value) => ({ tmpfs: [`/run:size=${value},uid=${value},mode=${value}`] }),
  'size of a tmpfs': (value) => ({ volumes: [{ type: 'tmpfs', target: '/t', tmpfs: { size: value } }] }),
  ulimits: (value) => ({ ulimits: { nofile: { soft: value, hard: value } } }),
  interval: (value) => ({ healthcheck: { test: ['CMD', 'true'], interval: value, start_period: value } }),
  timeout: (value) => ({ healthcheck: { test: ['CMD', 'true'], timeout: value, start_interval: value } }),
  retries: (value) => ({ healthcheck: { test: ['CMD', 'true'], retries: value } }),
  stop_grace_period: (value) => ({ stop_grace_period: value }),
  restart_policy: (value) => ({ deploy: { restart_policy: { condition: 'on-failure', delay: value, window: value } } }),
  max_attempts: (value) => ({ deploy: { restart_policy: { condition: 'on-failure', max_attempts: value } } }),
  'condition of restarts': (value) => ({ deploy: { restart_policy: { condition: value, max_attempts: 3 } } }),
  update_config: (value) => ({ deploy: { update_config: { delay: value, max_failure_ratio: value } } }),
  replicas: (value) => ({ deploy: { replicas: value } }),
  scale: (value) => ({ scale: value }),
  limits: (value) => ({ deploy: { resources: { limits: { cpus: value, pids: value } } } }),
  memory: (value) => ({ deploy: { resources: { limits: { memory: value }, reservations: { memory: value } } } }),
  cpus: (value) => ({ cpus: value }),
  cpu_shares: (value) => ({ cpu_shares: value, cpu_quota: value, cpu_period: value }),
  cpuset: (value) => ({ cpuset: value }),
  mem_limit: (value) => ({ mem_limit: value, memswap_limit: value, shm_size: value }),
  mem_swappiness: (value) => ({ mem_swappiness: value, oom_score_adj: value, pids_limit: value }),
  blkio_config: (value) => ({ blkio_config: { device_read_bps: [{ path: '/dev/sda', rate: value }] } }),
  gpus: (value) => ({ gpus: [{ driver: 'nvidia', count: value }] }),
  dns_opt: (value) => ({ dns_opt: [`ndots:${value}`] }),
  devices: (value) => ({ devices: [`/dev/null:${value}`] }),
  security_opt: (value) => ({ security_opt: [value] }),
  sysctls: (value) => ({ sysctls: { 'net.core.somaxconn': value } }),
  platform: (value) => ({ platform: value }),
  mode: (value) => ({ configs: [{ source: 'c', uid: value, gid: value, mode: value }] }),
  extra_hosts: (value) => ({ extra_hosts: [`x=${value}`] }),
  'labels of kompose': (value) => ({
    labels: { 'kompose.service.healthcheck.readiness.interval': value, 'kompose.service.nodeport.port': value },
  }),
};

/** Spellings beside the grammar, some of which one language's numbers read and the other's do not. */
const spellings = [
  [
    '',
    ' ',
    ':',
    'x',
    'x:y',
    '0',
    '+1',
    '-1',
    '007',
    '1.5',
    '.5',
    '1e3',
    '10',
    '1e400',
    '0x10',
    '1_000',
    '080',
    '80abc',
  ],
  ['http', '80-', '80-79', '80-80', '99999', '9223372036854775807', '99999999999999999999', 'inf', 'nan', '1,5', '٣'],
  ['on-failure', 'on-failure:', 'on-failure:x', 'on-failure:1.5', 'on-failure:-1', 'on-failure:+3', 'always:3', 'any'],
  ['on-failure:99999999999999999999', 'no:0', 'service:', 'service:other', 'host', 'container:', 'container:p-other-1'],
  ['1s', '-1s', '1.5h', '1w', '0.1ms', '9e9s', '1000000h', '0m', '1.5g', '1p', '1:2:3', '1000:x', ':5', 'root:wheel'],
].flat();

const nonsense = /\bNaN\b|\.nan\b|\bInfinity\b|\.inf\b|\bundefined\b|\[object \w+\]/;

type Services = Readonly<Record<string, object>>;

/** What loading and converting give; `refused`: the services that errors name. */
function outcome(services: Services, target: Target): { readonly text: string; readonly refused: readonly string[] } {
  const project = {
    services: { other: { image: 'x', volumes: ['/v'] }, ...services },
    configs: { c: { content: 'x' } },
  };
  const host = memoryHost({ files: { '/p/compose.yaml': JSON.stringify(project) }, cwd: '/p' });
  const loaded = loadProject(host);
  const result = loaded.project && convert({ host, loaded, target });
  const diagnostics = [...loaded.diagnostics, ...(result?.diagnostics ?? [])];
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const text = JSON.stringify([
    result?.files,
    result?.account.notes,
    result?.account.entries.map((one) => one.support),
  ]);
  const placed = errors.map(({ path, span }) => path?.[1] ?? serviceAt(span));
  expect(placed.includes(undefined) ? errors : []).toEqual([]);
  return { text: JSON.stringify(errors.map(({ message }) => message)) + text, refused: placed.map(String) };
}

/** The project is one line: the service whose value is at a place of it. */
function serviceAt(span: Span | undefined): string | undefined {
  return span?.source.text
    .slice(0, span.start)
    .match(/"web\d+"(?=:)/g)
    ?.at(-1)
    ?.slice(1, -1);
}

// The others print what these plan, or as these do.
const planners = targets.filter(({ name }) => ['kubernetes', 'docker-run', 'quadlet'].includes(name));

describe.each(Object.entries(places))('odd values of %s', (_, place) => {
  it.each(planners.map((target) => [target.name, target] as const))('make no nonsense of %s', (__, target) => {
    let services: Services = Object.fromEntries(
      spellings.map((value, index) => [`web${index}`, { image: 'x', ...place(value) }]),
    );
    for (;;) {
      const { text, refused } = outcome(services, target);
      expect(text).not.toMatch(nonsense);
      if (refused.length === 0) break;
      const kept = Object.entries(services).filter(([name]) => !refused.includes(name));
      expect(kept.length).toBeLessThan(Object.keys(services).length);
      services = Object.fromEntries(kept);
    }
    expect(Object.keys(services)).not.toEqual([]);
  });
});

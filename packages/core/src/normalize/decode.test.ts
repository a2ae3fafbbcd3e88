import { describe, expect, test } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { pathText } from '../tree/node.ts';

const load = (body: string) =>
  loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': `services:\n  a:\n    image: x\n    ${body}\n` } }));

describe('values are read as what they are', () => {
  test.each([
    ['sizes', 'mem_limit: 1.5g', { mem_limit: 1.5 * 1024 ** 3 }],
    ['durations', 'stop_grace_period: 1m30s', { stop_grace_period: 90e9 }],
    ['commands', 'command: sh -c "echo a b"', { command: ['sh', '-c', 'echo a b'] }],
    ['an empty command', 'entrypoint: ""', { entrypoint: [] }],
    ['tests', 'healthcheck: {test: curl x}', { healthcheck: { test: ['CMD-SHELL', 'curl x'] } }],
    ['environment in a list', 'environment: [A=b=c, B=, C]', { environment: { A: 'b=c', B: '', C: null } }],
    [
      'environment of numbers',
      'environment: {A: 1, B: 2.5, C: true}',
      { environment: { A: '1', B: '2.5', C: 'true' } },
    ],
    ['labels without a value', 'labels: [a, b=c]', { labels: { a: '', b: 'c' } }],
    ['hosts', 'extra_hosts: ["h:1.1.1.1,[::1]", "h=2.2.2.2"]', { extra_hosts: { h: ['1.1.1.1', '::1', '2.2.2.2'] } }],
    [
      'modes',
      'configs: [{source: c, mode: "440"}, {source: d, mode: 0400}]',
      { configs: [{ mode: 0o440 }, { mode: 0o400 }] },
    ],
    [
      'limits',
      'ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}',
      { ulimits: { nproc: { soft: 5, hard: 5 }, nofile: { soft: 1, hard: 2 } } },
    ],
    [
      'options of a driver',
      'storage_opt: {size: 120G, n: 5, none: }',
      { storage_opt: { size: '120G', n: '5', none: '' } },
    ],
    ['the largest size', 'mem_limit: 9223372036854775807', { mem_limit: 2 ** 63 }],
    ['counts of devices', 'gpus: all', { gpus: [{ count: -1 }] }],
    ['single precision', 'cpus: 0.1', { cpus: 0.1 }],
    [
      'options of providers',
      'provider: {type: t, options: {a: 1, b: [x, true], none: []}}',
      { provider: { type: 't', options: { a: ['1'], b: ['x', 'true'] } } },
    ],
  ])('%s', (_name, body, expected) => {
    const text = `services:\n  a:\n    image: x\n    ${body}\nconfigs: {c: {content: x}, d: {content: x}}\n`;
    const { project, diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }));
    expect(diagnostics).toEqual([]);
    expect(project?.services['a']).toMatchObject(expected);
  });

  test.each([
    ['mem_limit: lots', 'error invalid-size services.a.mem_limit'],
    ['mem_limit: 9223372036854775808', 'warning dropped-value services.a.mem_limit'],
    ['mem_limit: 1.5', 'warning dropped-value services.a.mem_limit'],
    ['stop_grace_period: "10"', 'error invalid-duration services.a.stop_grace_period'],
    ['attach: maybe', 'error failed-cast services.a.attach'],
    ['deploy: {resources: {limits: {cpus: half}}}', 'error invalid-number services.a.deploy.resources.limits.cpus'],
    ['blkio_config: {weight: "300"}', 'error wrong-type services.a.blkio_config.weight'],
    ['healthcheck: {retries: -1}', 'error out-of-range services.a.healthcheck.retries'],
    ['command: echo (a', 'error invalid-command services.a.command'],
    ['extra_hosts: [host]', 'error invalid-value services.a.extra_hosts'],
    ['secrets: [{source: s, mode: rw}]', 'error invalid-number services.a.secrets[0].mode'],
    ['storage_opt: {size: 1.5}', 'error wrong-type services.a.storage_opt.size'],
    ['hostname: 2024-01-02', 'error wrong-type services.a.hostname'],
    ['environment: ["A =1"]', 'error invalid-value services.a.environment'],
    ['mem_limit: 1.5', 'warning dropped-value services.a.mem_limit'],
    ['cpu_shares: 73.9', 'warning cut-number services.a.cpu_shares'],
    ['command: echo a && b', 'warning cut-command services.a.command'],
    ['environment: {A: 0755}', 'warning respelt-value services.a.environment.A'],
    ['labels: {v: 1_000}', 'warning respelt-value services.a.labels.v'],
    ['build: {additional_contexts: {c: "target:x"}}', 'warning misread-value services.a.build.additional_contexts'],
    ['pull_refresh_after: 1d', 'warning no-effect services.a.pull_refresh_after'],
    ['volumes: ["v:/data"]', 'warning drive-letter-volume services.a.volumes[0]'],
    ['volumes: ["./a:/data:cached"]', 'warning unknown-option services.a.volumes[0]'],
  ])('%s', (body, expected) => {
    const { diagnostics } = load(body);
    expect(diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${pathText(path ?? [])}`)).toEqual([
      expected,
    ]);
  });

  test('an empty list of an option says nothing', () => {
    const { project } = load('provider: {type: t, options: {a: [x], none: []}}');
    expect(project?.services['a']?.provider?.options).toEqual({ a: ['x'] });
  });

  test('the template of an item K=V is that of V', () => {
    const { origins } = load('environment: ["A=${X:-1}b"]');
    expect(origins.at(['services', 'a', 'environment', 'A'])?.template).toMatchObject({
      source: '${X:-1}b',
      parts: [
        { start: 0, end: 7 },
        { start: 7, end: 8, text: 'b' },
      ],
    });
  });
});

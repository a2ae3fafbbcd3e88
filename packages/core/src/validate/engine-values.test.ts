import { expect, test } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { loaderReport } from '../report/report.ts';
import { checkEngineValues } from './engine-values.ts';

/** What is said of a service: `error restart …`. */
function said(service: string): readonly string[] {
  const text = `services:\n  other: {image: x}\n  web: {image: x, ${service}}\n`;
  const { project, diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }));
  if (!project) throw new Error(diagnostics[0]?.message);
  const report = loaderReport();
  checkEngineValues(project, report);
  return report.diagnostics.map(({ severity, path, message }) => `${severity} ${path?.slice(2).join('.')}: ${message}`);
}

test.each([
  ['restart: on-failure:x', 'warning restart: `restart: on-failure:x` is read as `on-failure`, because "x"'],
  ['restart: on-failure:1.5', 'warning restart: `restart: on-failure:1.5` is read as `on-failure`, because "1.5"'],
  ['restart: "no:x"', 'warning restart: `restart: no:x` is read as `no`'],
  ['restart: sometimes', 'error restart: unknown restart policy "sometimes"; the engine refuses it'],
  ['restart: always:3', 'error restart: "always" takes no number of attempts; the engine refuses it'],
  ['restart: on-failure:-1', 'error restart: the number of attempts cannot be negative; the engine refuses it'],
  ['deploy: {restart_policy: {condition: x}}', 'error deploy.restart_policy.condition: unknown restart condition "x"'],
  ['ports: [{target: 80, published: 80abc}]', 'error ports.0.published: invalid host port: "80abc"'],
  ['ports: [{target: 80, published: http}]', 'error ports.0.published: invalid host port: "http"'],
  ['ports: [{target: 80, published: 90-80}]', 'error ports.0.published: invalid host port: "90-80"'],
  ['ports: [{target: 80, published: "65536"}]', 'error ports.0.published: invalid host port: "65536"'],
  ['ports: [{target: 65536}]', 'error ports.0.target: invalid container port: "65536"'],
  ['pid: other', 'error pid: unknown pid mode "other"'],
  ['ipc: hots', 'error ipc: unknown ipc mode "hots"'],
  ['network_mode: "container:"', 'error network_mode: `network_mode: container:` names no container'],
  ['gpus: [{count: 100000}]', 'error gpus.0.count: no machine has 100000 devices'],
  [
    'tmpfs: ["mode=1777"]',
    'error tmpfs.0: the path of a mount in the container must begin with "/", and "mode=1777" does',
  ],
  ['tmpfs: run', 'error tmpfs.0: the path of a mount in the container must begin with "/", and "run" does not'],
  ['tmpfs: ["/x/..:size=1m"]', 'error tmpfs.0: nothing can be mounted at "/" of a container; the engine refuses it'],
  ['volumes: ["./data:rel"]', 'error volumes.0.target: the path of a mount in the container must begin with "/"'],
  ['volumes: [{type: bind, source: /x, target: /}]', 'error volumes.0.target: nothing can be mounted at "/"'],
  ['volumes: [{type: tmpfs, target: x}]', 'error volumes.0.target: the path of a mount in the container must begin'],
])('%s is refused or warned of', (service, expected) => {
  expect(said(service)).toEqual([expect.stringContaining(expected)]);
});

test.each([
  ...['no', 'none', 'any', 'always', 'unless-stopped', 'on-failure', 'on-failure:0', 'always:0'].map(
    (rule) => `restart: "${rule}"`,
  ),
  'restart: x, deploy: {restart_policy: {condition: any, max_attempts: 3}}',
  'ports: [{target: 80, published: ""}, {target: 81, published: "0"}, {target: 82, published: 8000-8010}]',
  'pid: host, ipc: shareable',
  `tmpfs: ["/run:mode=1777", /tmp], volumes: [/a, "./x:/b/", {type: npipe, source: x, target: '\\\\.\\pipe\\x'}]`,
  'pid: service:other, ipc: container:x, network_mode: a-network',
])('%s is taken', (service) => {
  expect(said(service)).toEqual([]);
});

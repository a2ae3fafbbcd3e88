import type { DeviceRequest } from '../model/deploy.ts';
import type { Port } from '../model/port.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Report } from '../report/report.ts';
import type { Path } from '../tree/node.ts';
import { parseNamespace } from '../values/namespace.ts';
import { cleanPath } from '../values/path.ts';
import { parsePublished } from '../values/port.ts';
import { parseRestart, restartPolicyName } from '../values/restart.ts';
import { parseTmpfs } from '../values/tmpfs.ts';
import { nearestName } from './suggest.ts';

/**
 * Reports values that `docker compose config` lets through and the engine refuses when the container is made, and warns
 * of those that Docker Compose reads otherwise than they look. Loading takes them, as it does there; a conversion does not.
 */
export function checkEngineValues({ services }: Project, report: Report): void {
  for (const service of Object.values(services)) {
    const path = ['services', service.name];
    checkRestart(service, path, report);
    checkNamespaces(service, path, report);
    for (const [index, port] of service.ports.entries()) checkPort(port, [...path, 'ports', index], report);
    checkPaths(service, path, report);
    checkDevices(service.gpus, [...path, 'gpus'], report);
    const { devices = [] } = service.deploy?.resources.reservations ?? {};
    checkDevices(devices, [...path, 'deploy', 'resources', 'reservations', 'devices'], report);
  }
}

const policies = ['no', 'always', 'on-failure', 'unless-stopped'];
const conditions = ['none', 'on-failure', 'any'];

function checkRestart({ restart, deploy }: Service, path: Path, report: Report): void {
  const policy = deploy?.restart_policy;
  const condition = policy?.condition ?? '';
  if (condition !== '' && restartPolicyName(condition) === undefined)
    refuse(report, {
      message: `unknown restart condition "${condition}"`,
      path: [...path, 'deploy', 'restart_policy', 'condition'],
      hint: oneOf(condition, conditions),
    });
  // `deploy.restart_policy` wins: the engine does not see the other.
  if (policy || restart === undefined || restart === '') return;
  const read = parseRestart(restart);
  if (!read.ok) {
    const hint = oneOf(restart, policies);
    refuse(report, { message: read.message, path: [...path, 'restart'], hint });
  } else if (read.value.ignored !== undefined) {
    const { policy: name, ignored } = read.value;
    report.add({
      code: 'misread-value',
      message: `\`restart: ${restart}\` is read as \`${name}\`, because "${ignored}" is not a whole number`,
      path: [...path, 'restart'],
      hint: name === 'on-failure' ? 'write the number of attempts: on-failure:5' : `write ${name}`,
    });
  }
}

/** Modes of the engines, Podman's own among them. Source: moby, `IpcMode`, `PidMode`; podman-create(1). */
const modes: Readonly<Record<'ipc' | 'pid', readonly string[]>> = {
  ipc: ['none', 'host', 'private', 'shareable'],
  pid: ['host', 'private'],
};

function checkNamespaces(service: Service, path: Path, report: Report): void {
  for (const key of ['network_mode', 'ipc', 'pid'] as const) {
    const namespace = parseNamespace(service[key] ?? '');
    if (namespace.kind === 'container' && namespace.container === '')
      refuse(report, { message: `\`${key}: container:\` names no container`, path: [...path, key] });
    if (namespace.kind !== 'mode' || namespace.mode === '' || key === 'network_mode') continue;
    const { mode } = namespace;
    if (!modes[key].includes(mode) && !mode.startsWith('ns:'))
      refuse(report, { message: `unknown ${key} mode "${mode}"`, path: [...path, key], hint: oneOf(mode, modes[key]) });
  }
}

function checkPort({ published, target }: Port, path: Path, report: Report): void {
  const read = parsePublished(published);
  if (!read.ok) {
    const hint = 'write a number from 0 to 65535, or a range such as 8000-8010';
    refuse(report, { message: read.message, path: [...path, 'published'], hint });
  }
  if (target > 65535)
    refuse(report, {
      message: `invalid container port: "${target}"`,
      path: [...path, 'target'],
      hint: 'write a number up to 65535',
    });
}

/** Those of Windows containers begin with a drive, or are pipes. */
const absolute = /^(?:\/|\\|[A-Za-z]:)/;

function checkPaths({ volumes, tmpfs }: Service, path: Path, report: Report): void {
  const targets = [
    ...volumes.map(({ target, type }, index) => {
      const hint = type === 'volume' ? 'write NAME:/PATH' : undefined;
      return { target, at: ['volumes', index, 'target'], hint };
    }),
    ...tmpfs.map((text, index) => {
      const { target } = parseTmpfs(text);
      const hint = target.includes('=') ? `write the path before the options: /PATH:${target}` : undefined;
      return { target, at: ['tmpfs', index], hint };
    }),
  ];
  for (const { target, at, hint } of targets) {
    if (!absolute.test(target))
      refuse(report, {
        message: `the path of a mount in the container must begin with "/", and "${target}" does not`,
        path: [...path, ...at],
        ...(hint !== undefined && { hint }),
      });
    else if (cleanPath(target) === '/')
      refuse(report, { message: 'nothing can be mounted at "/" of a container', path: [...path, ...at] });
  }
}

/** More than any machine has: the engine counts them one by one. */
const mostDevices = 65_536;

function checkDevices(requests: readonly DeviceRequest[], path: Path, report: Report): void {
  for (const [index, { count = 0 }] of requests.entries())
    if (count > mostDevices)
      refuse(report, {
        message: `no machine has ${count} devices`,
        path: [...path, index, 'count'],
        hint: 'write `all`',
      });
}

function refuse(report: Report, problem: { message: string; path: Path; hint?: string }): void {
  report.add({ code: 'invalid-value', ...problem, message: `${problem.message}; the engine refuses it` });
}

function oneOf(written: string, known: readonly string[]): string {
  const meant = nearestName(written, known);
  return meant === undefined ? `write one of ${known.join(', ')}` : `did you mean \`${meant}\`?`;
}

import { isBelow } from '../container-path.ts';

/** What becomes of a path that belongs to the machine and not to the project. */
export type SystemPath =
  | { readonly kind: 'host-path' }
  | { readonly kind: 'dropped'; readonly reason: string; readonly instead?: string };

/** Paths of the running system: as they are on each node. */
const always = [
  '/dev',
  '/proc',
  '/sys',
  '/run',
  '/var/run',
  '/boot',
  '/lib/modules',
  '/usr/src',
  '/usr/lib/modules',
  '/tmp/.X11-unix',
  '/var/lib/docker',
  '/var/lib/containers',
  // The graphics library of a Raspberry Pi.
  '/opt/vc',
];
/** Agents mount the whole machine or look at who it is, and no claim can stand for that. */
const exactly = [
  '/',
  '/etc/hostname',
  '/etc/os-release',
  '/etc/passwd',
  '/etc/group',
  '/etc/machine-id',
  '/etc/hosts',
  '/etc/resolv.conf',
];
/** Paths that are read to watch a machine. */
const whenReadOnly = ['/var/log'];
const exactlyWhenReadOnly = [
  '/etc',
  // What is empty here hides what the image has.
  '/etc/ssl/certs',
  '/etc/pki',
  '/etc/ca-certificates',
  '/usr/share/ca-certificates',
  '/usr/share/zoneinfo',
];
const clocks = ['/etc/localtime', '/etc/timezone'];
const engineCommand = /^\/(?:snap|usr|usr\/local)\/(?:s?bin\/(?:docker|docker-compose)|libexec\/docker\/cli-plugins)$/;
const engineSocket = /\/(?:docker|podman)\.sock$/;

/** Whether a path is the socket of Docker or Podman. */
export function isEngineSocket(source: string): boolean {
  return engineSocket.test(source);
}

/** Undefined: the path is none of the system's. `target`: where it is mounted. */
export function systemPath(source: string, target: string, readOnly: boolean): SystemPath | undefined {
  if (isEngineSocket(source)) {
    return {
      kind: 'dropped',
      reason: 'Nodes run no Docker, and a socket of their runtime would open the whole node',
      instead: 'Use what does the same by the Kubernetes API',
    };
  }
  if (engineCommand.test(source)) {
    return {
      kind: 'dropped',
      reason: 'Nodes run no Docker, so that its command has nothing to speak to',
      instead: 'Use what does the same by the Kubernetes API',
    };
  }
  if (clocks.includes(source) || clocks.includes(target)) {
    return { kind: 'dropped', reason: 'The time zone of a node is not that of a Pod', instead: 'Set the variable TZ' };
  }
  const found =
    exactly.includes(source) ||
    always.some((path) => isBelow(path, source)) ||
    (readOnly && (whenReadOnly.some((path) => isBelow(path, source)) || exactlyWhenReadOnly.includes(source)));
  return found ? { kind: 'host-path' } : undefined;
}

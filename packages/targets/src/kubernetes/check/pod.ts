import { envNameSupport, isDns1123Label, isPortName } from '../../shared/names/k8s-name.ts';
import { quantityValue } from '../../shared/quantity.ts';
import type { Fault } from './check.ts';
import type { Container, Manifest, PodSpec, Probe } from '../objects/objects.ts';
import { containersOf } from '../workload/template.ts';

/** The rules of a Pod and its containers; `minor`: of the API version. */
export function checkPod(object: Manifest, spec: PodSpec, minor: number, fault: Fault): void {
  const volumes = (spec.volumes ?? []).map(({ name }) => name);
  const containers = containersOf(spec);
  if (spec.containers.length === 0) fault(object, 'its Pod has no container');
  unique(object, 'volumes', volumes, fault);
  unique(
    object,
    'containers',
    containers.map(({ name }) => name),
    fault,
  );
  for (const name of volumes) if (!isDns1123Label(name)) fault(object, `"${name}" is not a legal name of a volume`);
  for (const volume of spec.volumes ?? []) {
    const sources = Object.entries(volume).filter(([key, value]) => key !== 'name' && value !== undefined);
    if (sources.length !== 1) fault(object, `the volume ${volume.name} has ${sources.length} sources`);
  }
  if (spec.hostNetwork && spec.securityContext?.sysctls?.some(({ name }) => name.startsWith('net.'))) {
    fault(object, 'a Pod in the network of its node sets net sysctls');
  }
  const hostPorts = containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP' }) => (hostPort === undefined ? [] : [`${hostPort}/${protocol}`])),
  );
  unique(object, 'ports of the node', hostPorts, fault);
  for (const container of containers) checkContainer(object, spec, container, new Set(volumes), minor, fault);
}

function checkContainer(
  object: Manifest,
  spec: PodSpec,
  container: Container,
  volumes: ReadonlySet<string>,
  minor: number,
  fault: Fault,
): void {
  const say = sayOf(object, container, fault);
  if (!isDns1123Label(container.name)) say('its name is illegal');
  if ((container.image ?? '').trim() === '') say('it has no image');

  checkEnvironment(object, container, minor, fault);
  checkMounts(object, container, volumes, fault);
  checkPorts(object, spec, container, fault);
  const ports = (container.ports ?? []).flatMap(({ name }) => name ?? []);
  const sidecar = spec.initContainers?.includes(container) === true;
  for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
    if (!probe) continue;
    if (sidecar && container.restartPolicy !== 'Always') say('an init container has a probe');
    checkProbe(probe, ports, say);
  }
  checkRights(container, say);
  checkResources(container, say);
}

const sayOf =
  (object: Manifest, { name }: Container, fault: Fault) =>
  (message: string): void =>
    fault(object, `container ${name}: ${message}`);

function checkEnvironment(object: Manifest, container: Container, minor: number, fault: Fault): void {
  const say = sayOf(object, container, fault);
  const env = container.env ?? [];
  unique(
    object,
    `variables of ${container.name}`,
    env.map(({ name }) => name),
    fault,
  );
  for (const { name, value, valueFrom } of env) {
    const support = envNameSupport(name);
    if (support === 'never' || (support === 'relaxed' && minor < 32))
      say(`"${name}" is not a legal name of a variable`);
    if (value !== undefined && valueFrom) say(`the variable ${name} has a value and a reference`);
  }
}

function checkMounts(object: Manifest, container: Container, volumes: ReadonlySet<string>, fault: Fault): void {
  const say = sayOf(object, container, fault);
  const mounts = container.volumeMounts ?? [];
  unique(
    object,
    `mount paths of ${container.name}`,
    mounts.map(({ mountPath }) => mountPath),
    fault,
  );
  for (const mount of mounts) {
    if (!volumes.has(mount.name)) say(`it mounts the volume ${mount.name}, which its Pod does not have`);
    if (mount.mountPath === '' || mount.mountPath.includes(':')) say(`"${mount.mountPath}" is not a legal mount path`);
    const subPath = mount.subPath ?? '';
    if (subPath.startsWith('/') || subPath.split('/').includes('..')) say(`the subPath "${subPath}" leaves its volume`);
    if (mount.mountPropagation === 'Bidirectional' && !container.securityContext?.privileged)
      say('Bidirectional needs privileged');
  }
}

function checkPorts(object: Manifest, spec: PodSpec, container: Container, fault: Fault): void {
  const say = sayOf(object, container, fault);
  const ports = container.ports ?? [];
  unique(
    object,
    `ports of ${container.name}`,
    ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`),
    fault,
  );
  unique(
    object,
    `port names of ${container.name}`,
    ports.flatMap(({ name }) => name ?? []),
    fault,
  );
  for (const port of ports) {
    if (port.name !== undefined && !isPortName(port.name)) say(`"${port.name}" is not a legal name of a port`);
    if (port.containerPort < 1 || port.containerPort > 65535) say(`${port.containerPort} is not a port`);
    if (spec.hostNetwork && port.hostPort !== port.containerPort)
      say('hostPort and containerPort differ in the network of the node');
  }
}

function checkProbe(probe: Probe, portNames: readonly string[], say: (message: string) => void): void {
  const handlers = [probe.exec, probe.httpGet, probe.tcpSocket, probe.grpc].filter((handler) => handler !== undefined);
  if (handlers.length !== 1) say(`a probe has ${handlers.length} handlers`);
  if (probe.exec && (probe.exec.command ?? []).length === 0) say('a probe has no command');
  const port = probe.tcpSocket?.port ?? probe.httpGet?.port;
  if (typeof port === 'string' && !portNames.includes(port))
    say(`a probe names the port ${port}, which the container does not have`);
  for (const value of [probe.periodSeconds, probe.timeoutSeconds, probe.failureThreshold]) {
    if (value !== undefined && (value < 1 || !Number.isInteger(value)))
      say('a probe has a time that is not a whole second');
  }
}

function checkRights(container: Container, say: (message: string) => void): void {
  const security = container.securityContext;
  if (!security) return;
  const admin = security.capabilities?.add?.includes('SYS_ADMIN') === true;
  if (security.allowPrivilegeEscalation === false && (security.privileged || admin))
    say('allowPrivilegeEscalation false beside privileged');
  for (const id of [security.runAsUser, security.runAsGroup]) {
    if (id !== undefined && (id < 0 || id > 2147483647 || !Number.isInteger(id))) say(`${id} is not a user or group`);
  }
}

function checkResources(container: Container, say: (message: string) => void): void {
  const { requests = {}, limits = {} } = container.resources ?? {};
  for (const [name, quantity] of Object.entries({ ...requests, ...limits })) {
    if (quantityValue(quantity) === undefined) say(`"${quantity}" is not a quantity of ${name}`);
  }
  for (const [name, quantity] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit !== undefined && (quantityValue(quantity) ?? 0) > (quantityValue(limit) ?? 0))
      say(`it requests more ${name} than its limit`);
  }
}

function unique(object: Manifest, what: string, items: readonly string[], fault: Fault): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item)) fault(object, `${what}: "${item}" is there twice`);
    seen.add(item);
  }
}

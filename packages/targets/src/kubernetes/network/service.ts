import type { Service } from '@transpose/core';
import { isJoined } from '@transpose/core';
import { labelValue, portNames } from '../../shared/names/k8s-name.ts';
import { balancerAnnotations, reportUnplaced, serviceAnnotations } from '../workload/annotations.ts';
import type { AliasName } from '../hosts/hosts.ts';
import type { KnownPort, Protocol } from '../ports/known-port.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta, selectorLabels } from '../objects/metadata.ts';
import type { KubernetesService, ServicePort } from '../objects/objects.ts';
import type { PublishedPorts } from '../ports/published.ts';
import { publishedPorts } from '../ports/published.ts';
import { schemePort } from '../ports/scheme-ports.ts';
import { sameProgram } from '../facts/peers.ts';
import { reportPublished } from '../ports/published-report.ts';

/** A Service, and the Compose service that it belongs to. */
export interface OwnedService {
  readonly of: string;
  readonly object: KubernetesService;
}

/** All Services: of each service that peers can name, of its aliases, of its published ports. */
export function serviceObjects(context: KubernetesContext): readonly OwnedService[] {
  const aliasesOf = aliasesByOwner(context);
  return context.pods.emitted.flatMap((service) => {
    const own = serviceKind(context, service.name) === 'none' ? [] : [namedService(context, service)];
    const aliases = (aliasesOf.get(service.name) ?? []).map((alias) => aliasService(context, service, alias));
    const published = publishedServices(context, service);
    const route = context.routes.of(service.name).length > 0;
    reportUnplaced(context, service, { route, balancer: published.length > 0, own: own.length > 0 });
    return [...own, ...aliases, ...published].map((object) => ({ of: service.name, object }));
  });
}

/** The aliases by the first service of each that can be called. */
function aliasesByOwner(context: KubernetesContext): ReadonlyMap<string, readonly AliasName[]> {
  const aliases = new Map<string, AliasName[]>();
  for (const alias of context.hosts.aliases) {
    const owner = alias.services.find((name) => serviceKind(context, name) !== 'none');
    if (owner !== undefined) aliases.set(owner, [...(aliases.get(owner) ?? []), alias]);
  }
  return aliases;
}

/** What is known before the routes are. */
type Unrouted = Omit<KubernetesContext, 'routes'>;

/**
 * How the Service with the service's own name works. ClusterIP where ports are known: it answers only while a Pod is
 * ready. Headless where none is: the name leads to the Pods and every port works, as with Docker. None where nobody
 * can call: in another's network, without a network, a Job that nobody names.
 */
export function serviceKind(context: Unrouted, name: string): 'cluster-ip' | 'headless' | 'none' {
  const service = context.project.services[name];
  const lead = context.pods.leadOf(name);
  if (!service || !context.pods.membersOf(lead).includes(service)) return 'none';
  if (service.network_mode === 'none' || (lead !== name && isJoined(service.network_mode))) return 'none';
  const kind = context.kinds.get(lead);
  if ((kind === 'Job' || kind === 'CronJob') && context.hosts.namedBy(name).every((peer) => peer === name))
    return 'none';
  return isHeadless(context, [service]) ? 'headless' : 'cluster-ip';
}

function isHeadless(context: Unrouted, services: readonly Service[]): boolean {
  return services.some(
    (service) =>
      service.deploy?.endpoint_mode === 'dnsrr' ||
      context.settings(service.name).headless === true ||
      isJoinedByMembers(context, service) ||
      portsBehind(context, service).length === 0,
  );
}

/**
 * Whether other members of its cluster name it without a port (`gcomm://db1,db2`, `discovery.seed_hosts=es02`,
 * `join_cluster rabbit@rabbit1`): they use ports that nobody can see, and all work behind a headless Service.
 */
function isJoinedByMembers({ hosts, kinds, project }: Unrouted, service: Service): boolean {
  return hosts
    .mentionsOf(service.name)
    .some(
      ({ by, port, scheme }) =>
        by !== service.name &&
        kinds.get(by) !== 'Job' &&
        port === undefined &&
        schemePort(scheme ?? '') === undefined &&
        isMember(project.services[by], service),
    );
}

/** Whether two services run one program, or a published image with commands of their own; an image built here may hold several programs. */
function isMember(one: Service | undefined, other: Service): boolean {
  const published = one?.image !== undefined && one.build === undefined && other.build === undefined;
  return sameProgram(one, other) || (published && one.image?.text === other.image?.text);
}

/** The ports behind a service's name: its own, and those of the services that live in its network. */
function portsBehind(context: Unrouted, service: Service): readonly KnownPort[] {
  const guests = context.pods
    .membersOf(service.name)
    .filter((member) => member.name !== service.name && isJoined(member.network_mode));
  const ports = [service, ...guests].flatMap(({ name }) => context.ports.of(name));
  return [...new Map(ports.toReversed().map((port) => [`${port.port}/${port.protocol}`, port])).values()].toReversed();
}

function namedService(context: KubernetesContext, service: Service): KubernetesService {
  const object = clusterService(
    context,
    context.names.service(service.name),
    service,
    [service],
    podSelector(context, service.name),
  );
  return withAnnotations(object, serviceAnnotations(context, service));
}

function withAnnotations(object: KubernetesService, annotations: Readonly<Record<string, string>>): KubernetesService {
  if (Object.keys(annotations).length === 0) return object;
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The same under another name; of several services by the label that their Pods share. */
function aliasService(context: KubernetesContext, owner: Service, alias: AliasName): KubernetesService {
  const services = alias.services.flatMap((name) => context.project.services[name] ?? []);
  const selector =
    alias.label === undefined
      ? podSelector(context, owner.name)
      : { 'app.kubernetes.io/instance': labelValue(context.project.name), [alias.label]: 'true' };
  return clusterService(context, alias.name, owner, services, selector);
}

function podSelector(context: KubernetesContext, service: string): Readonly<Record<string, string>> {
  return selectorLabels(context, context.names.service(context.pods.leadOf(service)));
}

function clusterService(
  context: KubernetesContext,
  name: string,
  owner: Service,
  services: readonly Service[],
  selector: Readonly<Record<string, string>>,
): KubernetesService {
  const known = new Map(
    services.flatMap((service) => portsBehind(context, service)).map((port) => [`${port.port}/${port.protocol}`, port]),
  );
  const routed = services.flatMap((service) => unknownRoutePorts(context, service, [...known.values()]));
  const ports = [...servicePorts([...known.values()]), ...routed];
  const headless = isHeadless(context, services);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMeta(context, name, context.names.service(owner.name)),
    spec: {
      ...(headless && { clusterIP: 'None' }),
      // Docker's names lead to containers whatever their health.
      ...((headless || services.some(({ name }) => context.peers.has(name))) && { publishNotReadyAddresses: true }),
      selector,
      ...sessionsOf(context, owner),
      ...(ports.length > 0 && { ports }),
    },
  };
}

/** Ports that routes lead to though nothing shows them: a route needs a Service that has the port. */
function unknownRoutePorts(
  context: KubernetesContext,
  service: Service,
  known: readonly KnownPort[],
): readonly ServicePort[] {
  const shown = new Set(known.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port));
  return context.routes
    .openPortsOf(service.name)
    .filter((port) => !shown.has(port))
    .map((port) => ({ name: `route-${port}`, port, targetPort: port }));
}

function sessionsOf(context: KubernetesContext, service: Service): { readonly sessionAffinity?: string } {
  const { sessionAffinity } = context.settings(service.name);
  return sessionAffinity === undefined ? {} : { sessionAffinity };
}

/** Names are unique in a Pod, and several Pods may appear behind one Service. */
function servicePorts(ports: readonly KnownPort[]): readonly ServicePort[] {
  const names = portNames(
    ports.map(({ port, protocol, name }) => ({ target: port, protocol: lowerCase(protocol), name })),
  );
  return ports.map(({ port, protocol, appProtocol }, index) => ({
    name: names[index],
    ...(protocol !== 'TCP' && { protocol }),
    ...(appProtocol !== undefined && { appProtocol }),
    port,
    targetPort: port,
  }));
}

function lowerCase(protocol: Protocol): 'tcp' | 'udp' | 'sctp' {
  return protocol.toLowerCase() as 'tcp' | 'udp' | 'sctp';
}

/** The Service that opens the published ports to the world. */
function publishedServices(context: KubernetesContext, service: Service): readonly KubernetesService[] {
  const published = publishedPorts(context, service);
  reportPublished(context, service, published);
  reportNames(context, service);
  if (published.balanced.length === 0) return [];
  const owner = context.names.service(service.name);
  const { externalTrafficPolicy } = context.settings(service.name);
  const object: KubernetesService = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMeta(context, context.names.derive('Service', owner, '-published'), owner),
    spec: {
      type: published.type,
      selector: podSelector(context, service.name),
      ...sessionsOf(context, service),
      ...(externalTrafficPolicy !== undefined && { externalTrafficPolicy }),
      ports: publishedServicePorts(context, service, published),
    },
  };
  return [withAnnotations(object, balancerAnnotations(context, service))];
}

/** `ports.name` where it cannot be the name of a port. */
function reportNames(context: KubernetesContext, service: Service): void {
  for (const [index, { name, target, protocol }] of service.ports.entries()) {
    if (name === undefined || name === '') continue;
    const known = context.ports
      .of(service.name)
      .find((port) => port.port === target && port.protocol === protocol.toUpperCase());
    if (!known || known.name === name) continue;
    context.ledger.approximated(
      ['services', service.name, 'ports', index, 'name'],
      'Service.spec.ports[].name',
      `The port is called "${known.name}": "${name}" is taken, or no name of at most 15 lower case letters, digits and "-"`,
    );
  }
}

const nodePorts = { first: 30000, last: 32767 };

function publishedServicePorts(
  context: KubernetesContext,
  service: Service,
  { type, balanced }: PublishedPorts,
): readonly ServicePort[] {
  const appProtocols = new Map(
    context.ports
      .of(service.name)
      .toReversed()
      .map(({ port, protocol, appProtocol }) => [`${port}/${protocol}`, appProtocol]),
  );
  const names = portNames(
    balanced.map((one) => ({
      target: one.published,
      protocol: lowerCase(one.protocol),
      name: one.port.name,
    })),
  );
  const { nodePort } = context.settings(service.name);
  const chosen = balanced.length === 1 ? nodePort : undefined;
  return balanced.map((one, index): ServicePort => {
    const appProtocol = appProtocols.get(`${one.target}/${one.protocol}`);
    const inRange = one.published >= nodePorts.first && one.published <= nodePorts.last;
    return {
      name: names[index],
      ...(one.protocol !== 'TCP' && { protocol: one.protocol }),
      ...(appProtocol !== undefined && { appProtocol }),
      port: one.published,
      targetPort: one.target,
      ...(type === 'NodePort' && (chosen !== undefined || inRange) && { nodePort: chosen ?? one.published }),
    };
  });
}

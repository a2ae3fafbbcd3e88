import type { Port, Service } from '@transpose/core';
import { evaluate, parsePort, publishedRange } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { userText } from '../context.ts';
import type { Text } from '../text.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** `--publish [IP:][PUBLISHED:]TARGET[/PROTOCOL]` per port. */
export function portFlags(context: PlanContext, service: Service): readonly Flag[] {
  return service.ports.map((port, index) => {
    const path = pathTo(['services', service.name, 'ports', index]);
    if (port.mode !== '' && port.mode !== 'ingress' && port.mode !== 'host') {
      context.ledger.dropped([...path, 'mode'], 'Only Swarm knows modes of publishing.');
    }
    const published = publishedPort(context, service, port, pathTo([...path, 'published']));
    return { flag: '--publish', value: writtenPort(context, port, path) ?? portText(port, published), path };
  });
}

/**
 * The short form as it was written, where that holds variables: Docker's command reads it as Docker Compose does, whatever
 * it becomes. Source: docker/go-connections, `ParsePortSpec`, which both call.
 */
function writtenPort(context: PlanContext, port: Port, path: KeyPath): Text | undefined {
  const template = context.loaded.origins.at(path)?.template;
  if (context.engine.name !== 'docker' || !template) return undefined;
  const now = evaluate(template, (name) => context.loaded.environment[name]);
  const read = now.ok ? parsePort(now.value) : now;
  if (!now.ok || !read.ok || read.value.length !== 1) return undefined;
  const [only] = read.value;
  const same = (['target', 'published', 'host_ip', 'protocol'] as const).every((key) => only?.[key] === port[key]);
  return same ? context.variables?.textAt(path, now.value) : undefined;
}

/** The port of the host, or the range out of which the engine takes one; none: it takes any. */
function publishedPort(context: PlanContext, service: Service, { published = '' }: Port, path: KeyPath): Text {
  const range = publishedRange(published);
  const replicas = service.scale ?? service.deploy?.replicas ?? 1;
  const isDocker = context.engine.name === 'docker';
  if (!range) return isDocker ? userText(context, path, published) : [];
  const free = range.end - range.start + 1;
  if (replicas > free && range.start > 0) {
    const places = free === 1 ? `the port ${range.start}` : `the ports ${published}`;
    const message = `${service.name} has ${replicas} containers, and only ${free === 1 ? 'one' : free} of them can have ${places} of the host: the others do not start`;
    context.ledger.note(message, path);
  }
  if (isDocker) return userText(context, path, published);
  if (free === 1) return text(String(range.start));
  const difference =
    replicas > 1
      ? 'Podman takes no free port out of a range: each container has the one of its number'
      : `Podman takes no free port out of a range, so that it is always ${range.start}`;
  context.ledger.approximated(path, '--publish', difference, 'Name the port of the host');
  return replicas > 1 ? text({ of: 'number', after: range.start - 1 }) : text(String(range.start));
}

/** A port as the command line has it. */
function portText(port: Port, published: Text): Text {
  const host =
    port.host_ip === undefined || port.host_ip === ''
      ? undefined
      : port.host_ip.includes(':')
        ? `[${port.host_ip}]`
        : port.host_ip;
  const target = `${port.target}${port.protocol === '' || port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
  if (host !== undefined) return text(`${host}:`, published, `:${target}`);
  return published.length === 0 ? text(target) : text(published, `:${target}`);
}

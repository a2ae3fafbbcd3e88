import type { Project, Service } from '@transpose/core';
import { parseLink } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import type { Text } from '../text.ts';
import { literalOf, text } from '../text.ts';
import type { AttachmentPlan, LinkPlan } from '../types.ts';

/** The label of Docker's driver that names the interface in the container (moby, `netlabel.Ifname`). */
const interfaceOption = 'com.docker.network.endpoint.ifname';

/** The value of Podman's `--network` for one network: `NAME:alias=A,ip=…`. Source: podman-create(1), `--network`. */
export function podmanAttachmentLine(one: AttachmentPlan): Text {
  return text(one.name, ...podmanAttachmentOptions(one).map((option, index) => text(index === 0 ? ':' : ',', option)));
}

/** The options behind the network's name. Podman's name server knows containers by their own names without being told. */
export function podmanAttachmentOptions(one: AttachmentPlan): readonly Text[] {
  const interfaceName = one.driverOptions.find(([name]) => name === interfaceOption)?.[1];
  return [
    ...one.aliases.map((alias) => text('alias=', alias)),
    ...(one.ipv4 ? [text('ip=', one.ipv4)] : []),
    ...(one.ipv6 ? [text('ip6=', one.ipv6)] : []),
    ...(one.mac ? [text('mac=', one.mac)] : []),
    ...(interfaceName ? [text('interface_name=', interfaceName)] : []),
  ];
}

/** What Podman cannot say of an attachment goes into the ledger; aliases that others link by are added. */
export function podmanAttachment(context: PlanContext, service: Service, one: AttachmentPlan): AttachmentPlan {
  const { ledger } = context;
  if (one.linkLocal.length > 0)
    ledger.dropped([...one.path, 'link_local_ips'], 'Podman gives no link-local addresses.');
  if (one.gatewayPriority !== undefined)
    ledger.dropped(
      [...one.path, 'gw_priority'],
      'With Podman the first network has the default route.',
      'set `priority`',
    );
  for (const [name] of one.driverOptions) {
    if (name !== interfaceOption)
      ledger.dropped([...one.path, 'driver_opts', name], 'Podman has no options of a driver per container.');
  }
  const written = service.networks[one.key]?.aliases ?? [];
  const aliases = one.aliases.filter((alias) => {
    const name = literalOf(alias) ?? '';
    if (!/[,:]/.test(name)) return true;
    // The names of the container and of the service are among them.
    const index = written.indexOf(name);
    ledger.dropped(
      index < 0 ? one.path : [...one.path, 'aliases', index],
      "Podman's `--network` cannot say an alias with a comma or a colon.",
      'rename the alias',
    );
    return false;
  });
  return { ...one, aliases: [...aliases, ...linkedAliases(context, service, one.key)] };
}

/** Podman has no links: names that other services link by become aliases in the networks that they share. */
function linkedAliases(context: PlanContext, service: Service, network: string): readonly Text[] {
  const names = new Set([service.name, service.container_name, ...(service.networks[network]?.aliases ?? [])]);
  const found: Text[] = [];
  for (const { from, alias, path } of linksTo(context.project, service.name)) {
    if (!from.networks[network] || names.has(alias) || context.project.services[alias]) continue;
    context.ledger.approximated(
      path,
      '--network',
      `Podman has no links: ${alias} is a name for all containers of the network.`,
    );
    names.add(alias);
    found.push(text(alias));
  }
  return found;
}

interface Link {
  readonly from: Service;
  readonly alias: string;
  readonly path: KeyPath;
}

/** The links of a project by the service that they lead to; gathered once. */
const linksOf = new WeakMap<Project, ReadonlyMap<string, readonly Link[]>>();

function linksTo(project: Project, name: string): readonly Link[] {
  const links = linksOf.get(project) ?? gatheredLinks(project);
  linksOf.set(project, links);
  return links.get(name) ?? [];
}

function gatheredLinks(project: Project): ReadonlyMap<string, readonly Link[]> {
  const links = new Map<string, Link[]>();
  for (const from of Object.values(project.services)) {
    for (const [index, link] of from.links.entries()) {
      const { target: key, alias } = parseLink(link);
      const known = links.get(key) ?? [];
      known.push({ from, alias, path: pathTo(['services', from.name, 'links', index]) });
      links.set(key, known);
    }
  }
  return links;
}

/** What becomes of the links themselves: names of services resolve anyhow. */
export function podmanLinks(context: PlanContext, service: Service): readonly LinkPlan[] {
  service.links.forEach((link, index) => {
    const { target: key, alias } = parseLink(link);
    const path = pathTo(['services', service.name, 'links', index]);
    const other = context.project.services[key];
    const shared = Object.keys(service.networks).some((network) => other?.networks[network]);
    if (!shared)
      context.ledger.dropped(
        path,
        `Podman has no links, and ${key} is in no network of the service.`,
        'put both into one network',
      );
    else if (alias === key) context.ledger.carried(path, '--network');
    else if (context.project.services[alias])
      context.ledger.dropped(path, `Podman has no links, and ${alias} is another service's name.`);
  });
  service.external_links.forEach((_, index) => {
    context.ledger.dropped(
      ['services', service.name, 'external_links', index],
      'Podman has no links.',
      'put both containers into one network',
    );
  });
  return [];
}

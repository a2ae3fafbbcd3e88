import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { labelsOf } from '../routes/labels/labels.ts';
import type { FoundPort } from './found.ts';
import { isPort } from './found.ts';

/** Where labels tell a proxy which port of the service to ask. */
const portLabels = [
  /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/,
  /^traefik\.tcp\.services\.[^.]+\.loadbalancer\.server\.port$/,
  /^traefik\.udp\.services\.[^.]+\.loadbalancer\.server\.port$/,
  /^traefik\.(?:[\w-]+\.)?port$/,
];
const upstreamLabel = /^caddy(?:_\d+)?(?:\..+)?\.reverse_proxy(?:\.\d+_|$)/;
const upstreams = /\{\{\s*upstreams(?:\s+https?)?\s+(\d{1,5})\s*\}\}/;

/** Whether labels or variables tell a proxy to route to the service, by whatever port. */
export function isRouted({ labels, deploy, environment }: Service): boolean {
  const keys = [...Object.keys(labels), ...Object.keys(deploy?.labels ?? {})];
  return (
    keys.some((key) => /^traefik\.(?:http|tcp|udp)\.routers\.|^traefik\.frontend\.|^caddy(?:_\d+)?$/i.test(key)) ||
    environment['VIRTUAL_HOST'] !== undefined
  );
}

/** The ports that routes of proxies lead to: labels of Traefik and Caddy, `VIRTUAL_PORT` of nginx-proxy. */
export function routedPorts(service: Service): readonly FoundPort[] {
  const labels = labelsOf(service);
  const byName = new Map(labels.map(({ key, value }) => [key, value]));
  const found = labels.flatMap(({ key, value, path: at }): readonly FoundPort[] => {
    const text = portLabels.some((pattern) => pattern.test(key))
      ? value
      : upstreamLabel.test(key)
        ? upstreams.exec(value)?.[1]
        : undefined;
    const port = Number(text ?? Number.NaN);
    const protocol = key.startsWith('traefik.udp.') ? 'UDP' : 'TCP';
    const appProtocol = schemeOf(key, byName);
    return isPort(port)
      ? [{ port, protocol, evidence: { kind: 'label', path: at }, ...(appProtocol !== undefined && { appProtocol }) }]
      : [];
  });
  const virtual = Number(service.environment['VIRTUAL_PORT'] ?? Number.NaN);
  if (!isPort(virtual)) return found;
  return [
    ...found,
    {
      port: virtual,
      protocol: 'TCP',
      evidence: { kind: 'label', path: pathTo(['services', service.name, 'environment', 'VIRTUAL_PORT']) },
    },
  ];
}

/** The scheme that a label beside that of the port names, as the Service says it. */
function schemeOf(key: string, labels: ReadonlyMap<string, string>): string | undefined {
  const scheme = labels.get(key.replace(/\.port$/, '.scheme'))?.toLowerCase();
  return scheme === 'h2c' ? 'kubernetes.io/h2c' : scheme === 'https' ? scheme : undefined;
}

import type { Service } from '@transpose/core';
import type { RouteSource } from '../route.ts';

/** Proxies that take their routes from labels and variables of other containers, and what goes with them. */
const images: readonly (readonly [source: RouteSource, name: RegExp])[] = [
  ['traefik', /^(?:library\/|traefik\/)?traefik$/],
  ['nginx-proxy', /^(?:nginxproxy|jwilder)\/nginx-proxy$/],
  [
    'nginx-proxy',
    /^(?:nginxproxy\/acme-companion|jrcs\/letsencrypt-nginx-proxy-companion|(?:nginxproxy|jwilder)\/docker-gen)$/,
  ],
  ['caddy', /^lucaslorentz\/caddy-docker-proxy$/],
];

/** Which proxy a service runs; undefined for all others. */
export function proxyOf({ image }: Service): RouteSource | undefined {
  const name = image?.repository ?? '';
  return images.find(([, pattern]) => pattern.test(name))?.[0];
}

export const isTraefik = (service: Service): boolean => proxyOf(service) === 'traefik';

import type { Host } from '@transpose/core';
import { absolutePath } from '@transpose/core';
import { dataOf, jsonOf, textOf } from '../http-answer.ts';

/** Where the images of a registry are asked for. */
export interface Endpoint {
  /** `https://registry-1.docker.io` */
  readonly url: URL;
  /** The registry that the user logs in to. */
  readonly registry: string;
  /** The next one is asked when this one fails or does not have the image, as a mirror may; or when nothing there speaks TLS. */
  readonly goesOn: 'when-missing' | 'without-tls' | 'never';
}

/** What the engine of this machine is told of registries, which counts here as well. Source: dockerd, `daemon.json`. */
export interface EngineSettings {
  readonly mirrors: readonly string[];
  readonly insecure: ReadonlySet<string>;
}

/** Reads the settings of the engine, where they can be read. Throws a reason in words. */
export function engineSettings(host: Host): EngineSettings {
  const home = host.env['HOME'] || host.env['USERPROFILE'];
  const paths = [
    ...(home ? [`${home}/.config/docker/daemon.json`, `${home}/.docker/daemon.json`] : []),
    '/etc/docker/daemon.json',
  ];
  const settings = paths.flatMap((path) => {
    const read = host.readFile(absolutePath(host, path));
    return read.ok ? [dataOf(jsonOf(read.value, path))] : [];
  });
  const texts = (key: string): readonly string[] =>
    settings.flatMap((one) => (Array.isArray(one[key]) ? one[key] : []).flatMap((text) => textOf(text) ?? []));
  return { mirrors: texts('registry-mirrors'), insecure: new Set(texts('insecure-registries')) };
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;

/**
 * The endpoints of a registry in the order in which they are tried. Mirrors are for Docker Hub; without TLS only a
 * registry of this machine is asked, or one that the engine calls insecure.
 * Source: moby, `registry/service_v2.go`, lookupV2Endpoints.
 */
export function endpointsOf(registry: string, { mirrors, insecure }: EngineSettings): readonly Endpoint[] {
  const direct = (url: string, goesOn: Endpoint['goesOn'] = 'never'): Endpoint => ({
    url: new URL(url),
    registry,
    goesOn,
  });
  const mirror = (text: string): readonly Endpoint[] => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url ? [{ url, registry: url.host, goesOn: 'when-missing' }] : [];
  };
  if (registry === 'docker.io') return [...mirrors.flatMap(mirror), direct('https://registry-1.docker.io')];
  const isPlain = loopback.test(registry) || insecure.has(registry);
  return isPlain
    ? [direct(`https://${registry}`, 'without-tls'), direct(`http://${registry}`)]
    : [direct(`https://${registry}`)];
}

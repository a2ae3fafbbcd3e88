import type { Healthcheck, Project, Service } from '@transpose/core';
import { parseSeconds, parseUser } from '@transpose/core';
import type { ImageHealthcheck, ImageRecord } from './image-record.ts';
import type { ImageLookup } from './image-lookup.ts';
import { dockerImageName, noImages } from './image-lookup.ts';

/**
 * The project with what the engine takes from the images where the file leaves it open: the healthcheck, the numbers of
 * users and groups, and the command that follows a cleared entrypoint.
 */
export function withImages(project: Project, images: ImageLookup): Project {
  if (images === noImages) return project;
  const services = Object.entries(project.services).map(([name, service]) => {
    const record = images(dockerImageName(project, service));
    return [name, record ? completed(service, record) : service] as const;
  });
  return { ...project, services: Object.fromEntries(services) };
}

function completed(service: Service, record: ImageRecord): Service {
  const { user, entrypoint, command = [], group_add: groups } = service;
  const healthcheck = mergedHealth(service.healthcheck, record.healthcheck ?? undefined);
  const cleared = entrypoint?.length === 0 && command.length === 0 && (record.command ?? []).length > 0;
  const numbers = user === undefined ? undefined : numericText(record, user);
  return {
    ...service,
    ...(healthcheck && { healthcheck }),
    ...(numbers !== undefined && { user: numbers }),
    ...(cleared && { command: record.command }),
    group_add: groups.map((group) => String(named(record.groups, group) ?? group)),
  };
}

/**
 * A service with what its image runs where the file does not say it. A start script of the image runs the command that it
 * is given, so the command counts.
 */
export function withImageProcess(service: Service, record: ImageRecord | undefined): Service {
  if (!record) return service;
  const { entrypoint, command = [] } = service;
  const [first = ''] = record.entrypoint ?? [];
  const isScript = first === '' || /(?:entrypoint|\.sh)$/.test(first);
  const own = entrypoint ?? (isScript ? undefined : record.entrypoint);
  const words = command.length > 0 || entrypoint !== undefined ? command : (record.command ?? []);
  return { ...service, command: words, ...(own && { entrypoint: own }) };
}

/** `node` as `1000:1000`, where the record has the numbers of the names. */
export function numericText({ users, groups }: ImageRecord, text: string): string {
  const { user, group } = parseUser(text);
  const [uid = user, gid] = named(users, user)?.split(':') ?? [];
  const own = group === undefined ? gid : (named(groups, group) ?? group);
  return own === undefined ? uid : `${uid}:${own}`;
}

const named = <T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  values && Object.hasOwn(values, name) ? values[name] : undefined;

/** Field by field, as the engine does it. Source: moby, `daemon/commit.go`, merge. */
function mergedHealth(own: Healthcheck | undefined, image: ImageHealthcheck | undefined): Healthcheck | undefined {
  if (!image || own?.disable === true || own?.test?.[0] === 'NONE') return own;
  const { test, interval, timeout, start_period: period, start_interval: start, retries } = image;
  const times = Object.entries({ interval, timeout, start_period: period, start_interval: start }).flatMap(
    ([name, text]) => (text === undefined ? [] : [[name, (parseSeconds(text) ?? 0) * 1e9] as const]),
  );
  const fromImage = {
    ...Object.fromEntries(times.filter(([, nanoseconds]) => nanoseconds > 0)),
    ...(retries !== undefined && retries > 0 && { retries }),
    ...(test && test.length > 0 && { test }),
  };
  const written = Object.entries(own ?? {}).filter(
    ([name, value]) => value !== undefined && value !== 0 && !(name === 'test' && own?.test?.length === 0),
  );
  return { ...fromImage, ...Object.fromEntries(written) };
}

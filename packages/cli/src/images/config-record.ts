import { formatDuration } from '@transpose/core';
import type { ImageRecord, ImageRecords } from '@transpose/targets';
import { readImages } from '@transpose/targets';
import { dataOf, isData } from './http-answer.ts';
import type { ImageAnswer } from './image-source.ts';

/**
 * The record of an image by its configuration, as engines and registries give it: `Config` or `config` with Docker's
 * names, and the architecture. What is there and not as it has to be is a problem. Sources: OCI Image Configuration;
 * Docker Engine API, ImageInspect.
 */
export function recordOfImage(
  name: string,
  { config: answer, platforms }: ImageAnswer,
): ImageRecord | { readonly problem: string } {
  const image = dataOf(answer);
  const config = image['Config'] ?? image['config'];
  if (!isData(config)) return { problem: 'the answer has no configuration of an image' };
  const os = image['Os'] ?? image['os'] ?? 'linux';
  if (os !== 'linux' && os !== '') return { problem: `it is an image for ${JSON.stringify(os)}, not for linux` };
  const architecture = image['Architecture'] ?? image['architecture'];
  const record = {
    user: config['User'] ?? '',
    ports: keysOf(config['ExposedPorts']),
    entrypoint: config['Entrypoint'] ?? [],
    command: config['Cmd'] ?? [],
    ...(config['Shell'] ? { shell: config['Shell'] } : {}),
    volumes: keysOf(config['Volumes']),
    healthcheck: healthOf(config['Healthcheck']),
    working_dir: config['WorkingDir'] ?? '',
    ...(architecture ? { architecture } : {}),
    ...(platforms && { platforms }),
  };
  const { images, problems } = readImages({ [name]: record });
  const [problem] = problems;
  return problem === undefined ? (Object.values(images as ImageRecords)[0] ?? {}) : { problem };
}

/** Sets are objects with empty values. A port without a protocol is one of TCP. */
function keysOf(set: unknown): unknown {
  if (set === undefined || set === null) return [];
  if (!isData(set)) return set;
  return Object.keys(set)
    .map((key) => (/^\d+$/.test(key) ? `${key}/tcp` : key))
    .sort();
}

function healthOf(health: unknown): unknown {
  if (!isData(health) || Object.keys(health).length === 0) return null;
  const time = (from: string, to: string) => {
    const value = health[from];
    return Number.isSafeInteger(value) && (value as number) > 0 ? { [to]: formatDuration(value as number) } : {};
  };
  return {
    test: health['Test'] ?? [],
    ...time('Interval', 'interval'),
    ...time('Timeout', 'timeout'),
    ...time('StartPeriod', 'start_period'),
    ...time('StartInterval', 'start_interval'),
    ...(health['Retries'] ? { retries: health['Retries'] } : {}),
  };
}

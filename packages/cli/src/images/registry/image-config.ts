import { createHash } from 'node:crypto';
import type { ImageReference } from '@transpose/core';
import type { Data, HttpAnswer } from '../http-answer.ts';
import { answerLimits, dataOf, jsonOf, refusalText, textOf } from '../http-answer.ts';
import type { ImageAnswer } from '../image-source.ts';
import type { AskRegistry } from './client.ts';

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * The configuration of an image by its manifest, which a list of manifests gives for a platform; undefined: there is no
 * such image. What is asked for by its digest is what the digest says. Rejects with a reason in words.
 * Source: OCI Image Specification, Image Index, Image Manifest.
 */
export async function imageConfig(
  ask: AskRegistry,
  { repository = '', tag = 'latest', digest }: ImageReference,
  platform: string | undefined,
): Promise<ImageAnswer | undefined> {
  const first = await manifestOf(ask, repository, digest ?? tag);
  if (!first) return undefined;
  const { manifests } = first;
  if (!Array.isArray(manifests)) {
    const config = await configOf(ask, repository, first);
    return { config, platforms: [platformText(dataOf(config))] };
  }
  // What goes with the images, such as their provenance, is for no platform.
  const images = manifests.map(dataOf).filter(({ platform: of }) => dataOf(of)['os'] === 'linux');
  const platforms = [...new Set(images.map(({ platform: of }) => platformText(dataOf(of))))];
  const chosen =
    [platform, 'linux/amd64'].map((wanted) => images.find((one) => isFor(one, wanted))).find(Boolean) ?? images[0];
  if (!chosen) throw new Error('it has no image for linux');
  const manifest = await manifestOf(ask, repository, digestOf(chosen));
  if (!manifest || Array.isArray(manifest['manifests'])) throw new Error('its list of manifests leads to none');
  return { config: await configOf(ask, repository, manifest), platforms };
}

/** `linux/arm/v7`; every arm64 is v8. */
function platformText({ os, architecture, variant }: Data): string {
  const parts = [os ?? 'linux', architecture, architecture === 'arm64' ? undefined : variant];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('/');
}

function isFor({ platform }: Data, wanted: string | undefined): boolean {
  const text = platformText(dataOf(platform));
  return wanted !== undefined && (text === wanted || text.startsWith(`${wanted}/`));
}

async function manifestOf(ask: AskRegistry, repository: string, reference: string): Promise<Data | undefined> {
  const answer = await ask(repository, `manifests/${reference}`, manifestTypes);
  if (answer.status === 404) return undefined;
  return dataOf(jsonOf(whole(answer, reference), 'its manifest'));
}

async function configOf(ask: AskRegistry, repository: string, { config }: Data): Promise<unknown> {
  const descriptor = dataOf(config);
  const digest = digestOf(descriptor);
  const { size } = descriptor;
  if (typeof size === 'number' && size > answerLimits.bytes)
    throw new Error(`its configuration has ${size} bytes, more than ${answerLimits.bytes}`);
  const answer = await ask(repository, `blobs/${digest}`);
  return jsonOf(whole(answer, digest), 'its configuration');
}

const digestPattern = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

function digestOf({ digest }: Data): string {
  const text = textOf(digest);
  if (text === undefined) throw new Error('its manifest names no configuration (manifests of schema 1 are not read)');
  if (!digestPattern.test(text)) throw new Error(`its manifest names ${JSON.stringify(text)}, which is not a digest`);
  return text;
}

/** The body of an answer that is there, and is what was asked for. */
function whole(answer: HttpAnswer, reference: string): Buffer {
  if (answer.status !== 200) throw new Error(refusalText(answer));
  if (!reference.includes(':')) return answer.body;
  const [algorithm = ''] = reference.split(':', 1);
  if (!digestPattern.test(reference)) throw new Error(`digests of ${algorithm} are not read`);
  const actual = `${algorithm}:${createHash(algorithm).update(answer.body).digest('hex')}`;
  if (actual !== reference) throw new Error(`it gives ${actual} where ${reference} was asked for`);
  return answer.body;
}

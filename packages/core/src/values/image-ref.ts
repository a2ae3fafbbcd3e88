import type { ImageReference } from '../model/values.ts';

const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[A-Fa-f0-9:]+\])`;
const registryPattern = new RegExp(`^${host}(?::\\d+)?$`);
const repositoryPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[A-Fa-f0-9]{32,}$/;

/**
 * Takes an image reference apart: `[REGISTRY/]REPOSITORY[:TAG][@DIGEST]`. What is before the first slash is a
 * registry when it has a dot, a colon or a capital, or is `localhost`. Never fails: Compose checks no references, so an
 * illegal one keeps its text alone. Source: distribution/reference.
 */
export function parseImageReference(text: string): ImageReference {
  const illegal = { text };
  const digestAt = text.indexOf('@');
  const digest = digestAt < 0 ? undefined : text.slice(digestAt + 1);
  const named = digestAt < 0 ? text : text.slice(0, digestAt);

  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  const hasRegistry = /[.:A-Z]/.test(first) || first === 'localhost';
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const repository = colon < 0 ? rest : rest.slice(0, colon);

  if (hasRegistry && !registryPattern.test(first)) return illegal;
  if (!repositoryPattern.test(repository) || repository.length > 255) return illegal;
  if (tag !== undefined && !tagPattern.test(tag)) return illegal;
  if (digest !== undefined && !digestPattern.test(digest)) return illegal;
  // A bare hash would be an image id, which is not a reference.
  if (/^[a-f0-9]{64}$/.test(text)) return illegal;
  return {
    text,
    ...(hasRegistry && { registry: first }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** A reference put together from its parts; an illegal one is its text. */
export function formatImageReference(reference: ImageReference): string {
  const { registry, repository, tag, digest } = reference;
  if (repository === undefined) return reference.text;
  return `${registry === undefined ? '' : `${registry}/`}${repository}${tag === undefined ? '' : `:${tag}`}${
    digest === undefined ? '' : `@${digest}`
  }`;
}

/**
 * A reference with nothing left to defaults: `postgres` is `docker.io/library/postgres:latest`. A digest needs no tag.
 * An illegal one is its text.
 */
export function qualifiedImage(reference: ImageReference): string {
  const { repository, tag, digest } = reference;
  if (repository === undefined) return reference.text;
  const registry = reference.registry === 'index.docker.io' ? 'docker.io' : (reference.registry ?? 'docker.io');
  return formatImageReference({
    ...reference,
    registry,
    repository: registry === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag === undefined && digest === undefined && { tag: 'latest' }),
  });
}

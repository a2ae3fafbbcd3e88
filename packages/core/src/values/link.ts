/** Another container, and the name that it has for this one. */
export interface Link {
  /** The service of `links`, the container of `external_links`. */
  readonly target: string;
  /** The target's own name where no other is given. */
  readonly alias: string;
}

/** Reads `TARGET[:ALIAS]`. Source: docker compose, `getLinks`, which ignores what follows a second colon. */
export function parseLink(text: string): Link {
  const [target = '', alias] = text.split(':');
  return { target, alias: alias || target };
}

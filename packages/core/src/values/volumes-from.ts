/** Whose mounts a service takes over: a service's, or those of a container that may be outside the project. */
export type VolumesFrom = { readonly mode?: string } & (
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'container'; readonly container: string }
);

/** Reads `SERVICE[:MODE]` or `container:NAME[:MODE]`. Source: docker compose, `getVolumesFrom`. */
export function parseVolumesFrom(text: string): VolumesFrom {
  const [first = '', second, third] = text.split(':');
  if (first === 'container' && second !== undefined)
    return { kind: 'container', container: second, ...(third !== undefined && { mode: third }) };
  return { kind: 'service', service: first, ...(second !== undefined && { mode: second }) };
}

const kinds: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolume', 'PersistentVolumeClaim']);

/** The claims among objects, with what they need. */
export const claimObjects = <T extends { readonly kind: string }>(objects: readonly T[]): readonly T[] =>
  objects.filter(({ kind }) => kinds.has(kind));

/** Placeholder until the target stands. */
export const dockerRunIsEmpty = true;

/** Placeholder until the target stands. */
export const systemdIsEmpty = true;

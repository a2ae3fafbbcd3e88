/** Placeholder until the loader stands. */
export const coreIsEmpty = true;

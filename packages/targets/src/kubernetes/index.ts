/** Placeholder until the target stands. */
export const kubernetesIsEmpty = true;

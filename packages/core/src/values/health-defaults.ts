/** When the engine tests a container's health, where the healthcheck does not say. Times in nanoseconds. Source: Dockerfile reference, HEALTHCHECK. */
export const healthDefaults = {
  interval: 30e9,
  timeout: 30e9,
  retries: 3,
  start_period: 0,
  start_interval: 5e9,
} as const;

/** A healthcheck with the engine's values where it gives none: it reads 0 as "the default", and so does Compose. */
export function healthTiming(
  check: { readonly [key in keyof typeof healthDefaults]?: number } | undefined,
): Readonly<Record<keyof typeof healthDefaults, number>> {
  const given = (key: keyof typeof healthDefaults): number => {
    const value = check?.[key] ?? 0;
    return value > 0 ? value : healthDefaults[key];
  };
  return {
    interval: given('interval'),
    timeout: given('timeout'),
    retries: given('retries'),
    start_period: given('start_period'),
    start_interval: given('start_interval'),
  };
}

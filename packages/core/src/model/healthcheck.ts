import type { Nanoseconds } from './values.ts';

/** Source: Compose Services, `healthcheck`. Absent fields are the image's or the engine's business. */
export interface Healthcheck {
  /** `['CMD', …]`, `['CMD-SHELL', line]`, `['NONE']`; absent: the image's test. */
  readonly test?: readonly string[];
  readonly interval?: Nanoseconds;
  readonly timeout?: Nanoseconds;
  readonly retries?: number;
  readonly start_period?: Nanoseconds;
  readonly start_interval?: Nanoseconds;
  readonly disable?: boolean;
}

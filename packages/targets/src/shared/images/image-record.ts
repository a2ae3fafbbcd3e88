/** What the configuration of an image says. What is left out is not known; an empty text or list says that there is none. */
export interface ImageRecord {
  /** `USER`, as the image has it; empty: root. */
  readonly user?: string;
  /** What /etc/passwd of the image says: `UID:GID`, or `UID`, by name. */
  readonly users?: Readonly<Record<string, string>>;
  /** What /etc/group of the image says: the number, by name. */
  readonly groups?: Readonly<Record<string, number>>;
  /** `EXPOSE`: `80/tcp`. */
  readonly ports?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** `SHELL`, for lines of healthchecks; empty: `/bin/sh -c`. */
  readonly shell?: readonly string[];
  /** `VOLUME` paths. */
  readonly volumes?: readonly string[];
  /** `HEALTHCHECK` in the words of Compose; null: there is none. */
  readonly healthcheck?: ImageHealthcheck | null;
  readonly working_dir?: string;
  /** `amd64`, `arm64`. */
  readonly architecture?: string;
  /** `linux/amd64`: all that the image is published for. An engine knows only the one that it has. */
  readonly platforms?: readonly string[];
}

export interface ImageHealthcheck {
  /** `['CMD', …]`, `['CMD-SHELL', line]`, `['NONE']`. */
  readonly test?: readonly string[];
  /** Lengths of time as Compose has them: `30s`. */
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: number;
}

/** Records by the names of images, as Compose files write them. `postgres:17` and `docker.io/library/postgres:17` are one. */
export type ImageRecords = Readonly<Record<string, ImageRecord>>;

/** A length of time in nanoseconds. Compose reads `1m30s`; the Engine API takes nanoseconds. */
export type Nanoseconds = number;

/** A size in bytes. `-1` stands for "unlimited" where Compose allows it. */
export type Bytes = number;

/** A map with names that users chose: made without a prototype, in source order. */
export type Named<T> = Readonly<Record<string, T>>;

/** A reference to an image, in its parts. All but `text` are undefined where the text is not a legal reference. */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** `ghcr.io`, `localhost:5000`; undefined for Docker Hub's short names. */
  readonly registry?: string;
  /** Without registry, tag and digest: `library`-less, as written (`postgres`, `bitnami/redis`). */
  readonly repository?: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

import type { Bytes, Named } from './values.ts';
import type { FileReference } from './resource.ts';
import type { Ulimit } from './service.ts';

/** How an image is built. Source: Compose Build Specification. */
export interface Build {
  /** A directory (absolute) or a URL. */
  readonly context: string;
  /** Relative to the context, or absolute. */
  readonly dockerfile?: string;
  readonly dockerfile_inline?: string;
  readonly target?: string;
  /** `null`: the value is taken from the environment of the build. */
  readonly args: Named<string | null>;
  readonly labels: Named<string>;
  readonly additional_contexts: Named<string>;
  readonly cache_from: readonly string[];
  readonly cache_to: readonly string[];
  readonly no_cache?: boolean;
  readonly no_cache_filter: readonly string[];
  readonly pull?: boolean;
  readonly network?: string;
  readonly platforms: readonly string[];
  readonly provenance?: string;
  readonly sbom?: string;
  readonly privileged?: boolean;
  readonly isolation?: string;
  readonly entitlements: readonly string[];
  readonly extra_hosts: Named<readonly string[]>;
  readonly secrets: readonly FileReference[];
  /** `id` to path; the path is empty for `default`. */
  readonly ssh: Named<string>;
  readonly shm_size?: Bytes;
  readonly tags: readonly string[];
  readonly ulimits: Named<Ulimit>;
}

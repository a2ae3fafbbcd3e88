import type { Bytes, Named } from './values.ts';

/** A mount of a service in its long form. Source: Compose Services, `volumes`. */
export interface Mount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'image' | 'npipe' | 'cluster';
  /** A path (bind, absolute), the key of a top-level volume, an image; absent for anonymous volumes and tmpfs. */
  readonly source?: string;
  /** Path in the container. */
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: BindOptions;
  readonly volume?: VolumeOptions;
  readonly tmpfs?: { readonly size?: Bytes; readonly mode?: number };
  readonly image?: { readonly subpath?: string };
}

export interface BindOptions {
  readonly propagation?: string;
  /** Make the source when it is missing. Short forms say true; a long form without `bind` says nothing. */
  readonly create_host_path?: boolean;
  readonly recursive?: string;
  readonly selinux?: string;
}

export interface VolumeOptions {
  readonly labels: Named<string>;
  readonly nocopy?: boolean;
  readonly subpath?: string;
}

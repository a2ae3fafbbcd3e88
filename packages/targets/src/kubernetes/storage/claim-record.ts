import type { VolumeSettings } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import type { DataSource } from './data-source.ts';

/** What is known of a claim besides its name. */
export interface ClaimGiven {
  /** It exists already. */
  readonly external?: boolean;
  /** The PersistentVolume of a share, which is there already and has no size of ours. */
  readonly volumeName?: string;
  /** As the volume's driver is told it: a quantity. */
  readonly size?: string | undefined;
  /** What it needs by what is there today: a number of bytes, by the path of the machine. */
  readonly occupied?: readonly [path: string, bytes: number] | undefined;
  /** What is usual for the data at this place: a quantity. */
  readonly usual?: string | undefined;
  /** `x-transpose` of the volume. */
  readonly settings?: VolumeSettings;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** What Docker has for it. */
  readonly from?: DataSource;
}

/** A claim, and who mounts it. */
export interface ClaimRecord extends ClaimGiven {
  readonly name: string;
  /** The services that mount it, and where that is. */
  readonly users: Map<string, KeyPath>;
  readonly occupancy: Map<string, number>;
  readonly usuals: Set<string>;
  readonly sources: DataSource[];
}

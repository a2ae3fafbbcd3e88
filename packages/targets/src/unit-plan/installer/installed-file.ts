import type { ContainerPlan } from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import type { Markers } from '../markers.ts';
import type { UnitField } from '../unit-field.ts';

/** A file that the installer puts somewhere. */
export interface InstalledFile {
  /** `unit`: for systemd; `quadlet`: for its generator; `config`: beside them; `secret`: into Podman's store. */
  readonly kind: 'unit' | 'quadlet' | 'config' | 'secret';
  /** When installed; may begin with the project's marker. No spaces. */
  readonly name: string;
  /** Relative to the installer. */
  readonly source: string;
  readonly content: string;
  /** Permission bits when installed, and `UID:GID` when they are not those of who installs. */
  readonly mode: number;
  readonly owner?: string;
  /** Permission bits in the output. */
  readonly outputMode: number;
  /** What is written as an example when secret values are left out; undefined: it holds none. */
  readonly withoutSecrets?: string;
  /** Units that restart when it changes. */
  readonly units: readonly string[];
}

export interface Installation {
  readonly plan: ContainerPlan;
  readonly markers: Markers;
  /** `systemd units`, `Quadlet files`. */
  readonly what: string;
  readonly scope: 'system' | 'user';
  readonly files: readonly InstalledFile[];
  /** Whether the paths that are put in may hold spaces. */
  readonly spaces: boolean;
  /** Whether the installer puts the project's name in; else it is there already, and so are the directories that systemd knows. */
  readonly templateNames: boolean;
  /** The project directory on the host; undefined: the installer finds it and puts it in. */
  readonly hostDirectory?: string;
  /** Whether secret values are left out: the files with them are the user's to write. */
  readonly omitsSecrets: boolean;
  readonly ledger: CheckedLedger<UnitField>;
}

/** The script that puts the units into their places. */
export const installerName = 'install.sh';

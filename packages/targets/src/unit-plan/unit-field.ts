import type { EngineOption } from '../container-plan/engine-field.ts';
import type { UnitKey } from '../shared/formats/unit-key.ts';

/** Where a key is in a unit or Quadlet file, for the account: a key of the file, with what is in its value, or several. */
export type UnitField =
  | `${UnitKey}=`
  | `${'GlobalArgs' | 'PodmanArgs'}=${EngineOption}`
  | `${HookKey}= ${Extract<EngineOption, '--env' | '--privileged' | '--user' | '--workdir'> | 'mkdir'}`
  | `Network= ${'interface_name' | 'mac'}=`
  | 'Mount= subpath='
  | 'Volume= nocopy'
  | 'Restart=on-failure'
  | `${'Requires' | 'Wants'}=, After=`
  | 'Requires=, After=, PartOf='
  | 'Requires=, ExecStartPost= or Notify='
  | 'Requires= or Wants='
  | 'Image= or ImageTag='
  | 'Volume= or Mount='
  | 'NoNewPrivileges=, SeccompProfile= or PodmanArgs=--security-opt';

/** Keys for the commands of hooks. */
export type HookKey = Extract<UnitKey, 'ExecStartPost' | 'ExecStartPre' | 'ExecStop'>;

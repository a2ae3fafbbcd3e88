/** Why a service does not become ready, in words of the Compose file. */
export interface Fault {
  readonly kind:
    | 'image'
    | 'crash'
    | 'probe'
    | 'container'
    | 'unschedulable'
    | 'claim'
    | 'quota'
    | 'admission'
    | 'refused'
    | 'conflict'
    | 'foreign'
    | 'data'
    | 'build'
    | 'timeout';
  /** The service, or the name of the object when it belongs to none. */
  readonly service: string;
  /** The key of the Compose file that decides it: `['services', 'web', 'image']`. The nearest one that is written counts. */
  readonly path: readonly string[];
  /** One sentence. */
  readonly what: string;
  /** The words of the cluster, or the last lines of the log. */
  readonly details: readonly string[];
  /** What to do. */
  readonly hint: string;
  /** Milliseconds for which it has to last before there is no hope that it passes. */
  readonly patience: number;
}

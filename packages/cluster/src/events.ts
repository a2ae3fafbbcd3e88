import type { Fault } from './faults/fault.ts';
import type { ObjectName } from './client/resource.ts';

/** What `up`, `down`, `restart` and `copyData` tell while they work. Values of Secrets are in none. */
export type ClusterEvent =
  | {
      readonly type: 'applied';
      readonly object: ObjectName;
      readonly what: 'created' | 'changed' | 'unchanged' | 'replaced' | 'restarted';
    }
  | { readonly type: 'removed'; readonly object: ObjectName }
  | { readonly type: 'kept'; readonly object: ObjectName; readonly why: string }
  | {
      readonly type: 'service';
      readonly service: string;
      readonly state: ServiceState;
      /** For people: `pulling`, `2/3 ready`. */
      readonly text: string;
    }
  | {
      readonly type: 'copy';
      readonly claim: string;
      /** `volume shop_db`, `directory /srv/media`. */
      readonly source: string;
      readonly state: CopyState;
      /** Bytes: sent so far, or of all files. */
      readonly bytes: number;
      /** Bytes that are to be sent, or of all files. */
      readonly total: number;
      readonly files: number;
    }
  | { readonly type: 'stopped'; readonly object: ObjectName; readonly replicas: number }
  | { readonly type: 'started'; readonly object: ObjectName; readonly replicas: number }
  | {
      readonly type: 'image';
      readonly image: string;
      readonly service: string;
      readonly what: 'building' | 'loading' | 'pushing';
    }
  | { readonly type: 'warning'; readonly text: string }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'retry'; readonly why: string }
  | {
      readonly type: 'done';
      readonly ok: boolean;
      /** Objects that were created, changed, replaced or removed. */
      readonly writes: number;
      readonly milliseconds: number;
    };

export type ServiceState = 'waiting' | 'starting' | 'ready' | 'completed' | 'failed';

export type CopyState = 'comparing' | 'sending' | 'verifying' | 'copied' | 'skipped';

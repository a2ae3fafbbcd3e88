import type { Ledger } from './ledger.ts';

/** A ledger that keeps what it is told, for a plan that may be thrown away. */
export interface DeferredLedger extends Ledger {
  /** Tells it to another ledger, in order. */
  tell(ledger: Ledger): void;
}

export function deferredLedger(): DeferredLedger {
  const told: ((ledger: Ledger) => void)[] = [];
  return {
    carried: (...of) => void told.push((to) => to.carried(...of)),
    approximated: (...of) => void told.push((to) => to.approximated(...of)),
    dropped: (...of) => void told.push((to) => to.dropped(...of)),
    resolved: (...of) => void told.push((to) => to.resolved(...of)),
    besides: (...of) => void told.push((to) => to.besides(...of)),
    note: (...of) => void told.push((to) => to.note(...of)),
    tell: (ledger) => told.forEach((say) => say(ledger)),
  };
}

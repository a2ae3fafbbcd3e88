import type { KeyPath } from '../../account/key-path.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { PathTable } from '../../account/path-table.ts';
import type { Severity } from '../../account/severity.ts';
import type { RouteGiven, Verdict } from './route.ts';
import type { KubernetesField } from '../objects/field.ts';

export const carriedAs = (path: KeyPath, field: KubernetesField): Verdict => ({
  path,
  support: { kind: 'carried', field },
});

export const resolvedBy = (path: KeyPath, by: string): Verdict => ({ path, support: { kind: 'resolved', by } });

export function approximatedAs(
  path: KeyPath,
  field: KubernetesField,
  difference: string,
  instead?: string,
  severity: Severity = 'differs',
): Verdict {
  const hint = instead === undefined ? {} : { instead };
  return { path, support: { kind: 'approximated', field, difference, ...hint, severity } };
}

export function droppedAs(path: KeyPath, reason: string, instead?: string, severity: Severity = 'differs'): Verdict {
  return { path, support: { kind: 'dropped', reason, ...(instead === undefined ? {} : { instead }), severity } };
}

/** TLS of a host: the Gateway has it, which `--gateway-class` writes. */
export const gatewayTls = (path: KeyPath, { gatewayClass }: RouteGiven): Verdict =>
  gatewayClass === undefined
    ? approximatedAs(
        path,
        'HTTPRoute.spec.parentRefs',
        'TLS ends at the Gateway, whose https listener has the certificate',
        'Annotate the Gateway for cert-manager, or give its listener a certificate',
      )
    : carriedAs(path, 'Gateway.spec.listeners');

/** Whether something is said of a path. */
export function saidOf(verdicts: readonly Verdict[]): (path: KeyPath) => boolean {
  const said = new PathTable<true>();
  for (const { path } of verdicts) said.set(path, true);
  return (path) => said.get(path) === true;
}

/** Tells the ledger. */
export function tell(ledger: CheckedLedger<KubernetesField>, { path, support }: Verdict): void {
  switch (support.kind) {
    case 'carried':
      return ledger.carried(path, support.field);
    case 'approximated':
      return ledger.approximated(path, support.field, support.difference, support.instead, support.severity);
    case 'dropped':
      return ledger.dropped(path, support.reason, support.instead, support.severity);
    case 'resolved':
      return ledger.resolved(path, support.by);
  }
}

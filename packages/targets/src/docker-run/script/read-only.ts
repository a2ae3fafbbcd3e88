import type { ContainerPlan, ServicePlan } from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

/**
 * The engine copies nothing into a container with `read_only`, and Docker Compose refuses to start one with such a secret
 * or config: it starts without the file here. Source: moby, `ContainerExtractToDir`; docker compose, `pkg/compose/secrets.go`.
 */
export function withoutCopiesIntoReadOnly(plan: ContainerPlan, ledger: CheckedLedger<EngineField>): ContainerPlan {
  return { ...plan, services: plan.services.map((service) => withoutCopies(service, ledger)) };
}

function withoutCopies(service: ServicePlan, ledger: CheckedLedger<EngineField>): ServicePlan {
  if (service.files.length === 0 || !service.flags.some(({ flag }) => flag === '--read-only')) return service;
  for (const { path } of service.files) {
    ledger.dropped(
      path,
      'Content cannot be copied into a container with `read_only`; Docker Compose does not start it at all, here it starts without the file',
      'Give the top-level entry a `file`, which is mounted',
    );
  }
  return { ...service, files: [] };
}

import type { ContainerPlan, ServicePlan } from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { crontabFields } from '../../shared/cron.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

/**
 * For each service with a schedule the line of crontab(5) that runs it by a command, and a note that says so: no engine
 * knows schedules.
 */
export function crontabLines(
  plan: ContainerPlan,
  ledger: CheckedLedger<EngineField>,
  command: (service: ServicePlan) => string,
): readonly string[] {
  return plan.services.flatMap((service) => {
    if (!service.schedule) return [];
    const line = `${crontabFields(service.schedule)} ${command(service).replaceAll('%', '\\%')}`;
    ledger.note(`"${service.service}" runs on a schedule: add this line with \`crontab -e\`: ${line}`, [
      'services',
      service.service,
    ]);
    return [line];
  });
}

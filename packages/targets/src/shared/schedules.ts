import type { Project, Report } from '@transpose/core';
import { serviceSettings } from '@transpose/core';
import { pathTo } from '../account/key-path.ts';
import type { TargetCode } from '../account/codes.ts';
import type { CronSchedule } from './cron.ts';
import { readCron } from './cron.ts';

/** When the services with `x-transpose.schedule` run; without those that `reportSchedules` refuses. */
export function schedulesOf(project: Project): ReadonlyMap<string, CronSchedule> {
  const found = new Map<string, CronSchedule>();
  for (const service of Object.values(project.services)) {
    const { schedule } = serviceSettings(service);
    const read = schedule === undefined ? undefined : readCron(schedule);
    if (read?.ok) found.set(service.name, read.value);
  }
  return found;
}

/** Reports schedules that nothing can run. */
export function reportSchedules(project: Project, report: Report<TargetCode>): void {
  for (const service of Object.values(project.services)) {
    const { schedule } = serviceSettings(service);
    const read = typeof schedule === 'string' ? readCron(schedule) : undefined;
    if (read?.ok === false)
      report.add({
        code: 'illegal-value',
        message: read.message,
        path: pathTo(['services', service.name, 'x-transpose', 'schedule']),
      });
  }
}

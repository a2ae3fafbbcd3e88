import type { Project, Report, Service } from '@transpose/core';
import { serviceSettings } from '@transpose/core';
import type { TargetCode } from '../codes.ts';
import type { CronSchedule } from './cron.ts';
import { readCron } from './cron.ts';

/** When a service runs by `x-transpose.schedule`; undefined without one, and for one that `reportSchedules` refuses. */
export function scheduleOf(service: Service): CronSchedule | undefined {
  const { schedule } = serviceSettings(service);
  if (schedule === undefined) return undefined;
  const read = readCron(schedule);
  return read.ok ? read.value : undefined;
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
        path: ['services', service.name, 'x-transpose', 'schedule'],
      });
  }
}

import { calendarEvents } from '../shared/cron.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { InstalledFile } from './installer/installed-file.ts';
import type { Replica } from './markers.ts';
import { installedUnit } from './target-unit.ts';
import type { UnitContext } from './unit-context.ts';
import { unitTitle } from './unit-context.ts';
import { stems } from './unit-names.ts';
import { pathTo } from '../account/key-path.ts';

/**
 * The timer of a container with a schedule, by the clock of the machine. A run that was missed while the machine was off
 * is made up for, and none begins while the last one goes on, as with a CronJob. Source: systemd.timer(5).
 */
export function timerFiles(context: UnitContext, replica: Replica): readonly InstalledFile[] {
  const { names } = context;
  const { service, schedule } = replica.service;
  if (!schedule) return [];
  const { header, description } = unitTitle(context, `schedule of ${service}`, pathTo(['services', service]));
  const unit = {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [description, unitEntry('PartOf', names.target)],
      },
      {
        name: 'Timer',
        entries: [
          ...calendarEvents(schedule).map((value) => unitEntry('OnCalendar', value)),
          unitEntry('Persistent', 'true'),
        ],
      },
      { name: 'Install', entries: [unitEntry('WantedBy', names.target)] },
    ],
  };
  return [installedUnit(names.timer(replica), `${stems.container(replica)}.timer`, unit)];
}

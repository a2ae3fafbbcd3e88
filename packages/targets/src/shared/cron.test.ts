import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { calendarEvents, crontabFields, readCron } from './cron.ts';

function events(text: string): readonly string[] | string {
  const read = readCron(text);
  return read.ok ? calendarEvents(read.value) : read.message;
}

const schedules: readonly (readonly [string, readonly string[], string])[] = [
  ['0 3 * * *', ['*-*-* 03:00:00'], '0 3 * * *'],
  ['*/15 * * * *', ['*-*-* *:00,15,30,45:00'], '0,15,30,45 * * * *'],
  ['0 9-17/4 * * MON-fri', ['Mon..Fri *-*-* 09,13,17:00:00'], '0 9,13,17 * * 1-5'],
  ['5 4 ? JAN,jul ?', ['*-01,07-* 04:05:00'], '5 4 * 1,7 *'],
  ['0 0 */10 * *', ['*-*-01,11,21,31 00:00:00'], '0 0 1,11,21,31 * *'],
  ['10/20 1 * * *', ['*-*-* 01:10,30,50:00'], '10,30,50 1 * * *'],
  ['1 1 * * sat,0,wed', ['Wed,Sat,Sun *-*-* 01:01:00'], '1 1 * * 0,3,6'],
  ['@weekly', ['Sun *-*-* 00:00:00'], '0 0 * * 0'],
  ['0 0 13 * 5', ['*-*-13 00:00:00', 'Fri *-*-* 00:00:00'], '0 0 13 * 5'],
];

describe('a schedule', () => {
  it.each(schedules)('%s as calendar events and as fields of a crontab', (text, calendar, fields) => {
    const read = readCron(text);
    expect(events(text)).toEqual(calendar);
    expect(read.ok && crontabFields(read.value)).toBe(fields);
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is understood by systemd', () => {
    for (const event of schedules.flatMap(([, calendar]) => calendar)) {
      const ran = spawnSync('systemd-analyze', ['calendar', event], { encoding: 'utf8' });
      expect(ran.stdout).toContain(`Normalized form: ${event}`);
    }
  });

  it.each([
    '@every 1h',
    '@reboot',
    '',
    '0 3 * *',
    '0 3 * * * *',
    '60 * * * *',
    '* * 0 * *',
    '* * * * 7',
    '*/0 * * * *',
    '5-1 * * * *',
    '1-2-3 * * * *',
    'x * * * *',
    '1, * * * *',
    'TZ=UTC 0 3 * * *',
    '* * * foo *',
  ])('%s is refused with a message', (text) => {
    expect(events(text)).toEqual(expect.any(String));
  });
});

import type { Support } from '../account/support.ts';
import { dropped } from '../account/support.ts';
import { approximated, carried } from './unit-rows.ts';
import { table } from '../shared/formats/table.ts';

const delays = 'systemd waits as long each time; Docker begins with 100 ms and doubles that up to a minute.';
const bond = 'The service also stops and restarts when its dependency does.';

/** What both kinds of units do otherwise than a command line, by key. */
export const unitRows: Readonly<Record<string, Support>> = table({
  'services.depends_on': approximated(
    'Requires=, After=',
    bond,
    'use `--loose`, or set `restart: true` if that is wanted',
  ),
  'services.depends_on.condition': approximated(
    'Requires=, ExecStartPost= or Notify=',
    bond,
    'use `--loose`, or set `restart: true` if that is wanted',
  ),
  'services.depends_on.required': carried('Requires= or Wants='),
  'services.depends_on.restart': carried('PartOf='),
  'services.deploy.restart_policy': approximated('Restart=', delays),
  'services.deploy.restart_policy.condition': approximated('Restart=', delays),
  'services.deploy.restart_policy.delay': carried('RestartSec='),
  'services.deploy.restart_policy.max_attempts': approximated(
    'StartLimitBurst=',
    'systemd counts the attempts of some time; Docker counts until a start lasts 10 s.',
  ),
  'services.deploy.restart_policy.window': dropped('Without `max_attempts` no attempts are counted.'),
  'services.restart': approximated('Restart=', delays, 'set `--systemd-version 254` where systemd is as new'),
});

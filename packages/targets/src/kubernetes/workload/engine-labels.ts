import type { Severity } from '../../account/severity.ts';
import { katenaryRow } from './katenary-labels.ts';

/** What becomes of a label that only another program reads, which does not run in a cluster. */
export interface UnreadLabel {
  readonly reason: string;
  readonly instead: string;
  readonly severity: Severity;
}

const schedules: Omit<UnreadLabel, 'severity'> = {
  reason:
    'Its program asks Docker for it, and runs commands in containers by its socket, which a cluster does not have',
  instead: 'Write a service with the command, and x-transpose: {schedule: "0 3 * * *"}: it becomes a CronJob',
};

/** Programs that read labels from Docker's socket and act by it. Source: the documentation of each. */
const programs: readonly (readonly [RegExp, UnreadLabel])[] = [
  [/^(?:ofelia|chadburn)\..+\.schedule$/, { ...schedules, severity: 'breaks' }],
  [/^swarm\.cronjob\.schedule$/, { ...schedules, severity: 'breaks' }],
  [/^deck-chores\..+\.(?:cron|date|interval)$/, { ...schedules, severity: 'breaks' }],
  [/^(?:ofelia|chadburn|swarm\.cronjob|deck-chores)\./, { ...schedules, severity: 'cosmetic' }],
  [
    /^(?:com\.centurylinklabs\.watchtower|wud|diun)\./,
    {
      reason: 'Its program asks Docker which images run, by its socket, which a cluster does not have',
      instead: 'Renew the tag in the Compose file and apply again, or let a program for Kubernetes do it',
      severity: 'cosmetic',
    },
  ],
  [
    /^autoheal(?:$|\.)/,
    {
      reason: 'Its program restarts unhealthy containers by the socket of Docker, which a cluster does not have',
      instead: 'Set x-transpose: {probes: {liveness: …}}: Kubernetes then does it itself',
      severity: 'differs',
    },
  ],
  [
    /^docker-volume-backup\./,
    {
      reason: 'Its program stops and asks containers by the socket of Docker, which a cluster does not have',
      instead: 'Back up the claims with what the cluster has for it, or dump the database in a CronJob',
      severity: 'loses',
    },
  ],
];

/** What is said of a label that nothing reads in a cluster; undefined: nobody is known to read it elsewhere. */
export function unreadLabel(key: string): UnreadLabel | undefined {
  const katenary = katenaryRow(key);
  if (katenary) return { reason: 'It is a label of Katenary, which is not read', ...katenary };
  return programs.find(([pattern]) => pattern.test(key))?.[1];
}

import { busyboxImage } from '../engine/images.ts';
import type { Trial } from './trial.ts';
import { containers, inside } from './trial.ts';

/** A database with a volume that has no name, and a service with a file that is copied and hooks; `value`: a version of it. */
const project = (value: string): string => `
x-s: &s { image: ${busyboxImage}, command: [sleep, infinity], stop_signal: SIGKILL }
services:
  db:
    <<: *s
    volumes: [/anonymous, data:/data]
    environment: { VALUE: "${value}" }
    healthcheck: { test: ["CMD", "true"], interval: 1s }
  web:
    <<: *s
    environment: { VALUE: "${value}" }
    configs: [{ source: page, target: /page }]
    depends_on: { db: { condition: service_healthy } }
    post_start: [{ command: [touch, /warm] }]
volumes: { data: }
configs: { page: { content: "page ${value}" } }
`;

const ways = [
  { words: ['up'], from: undefined, version: '1' },
  { words: ['up'], from: '1', version: '2' },
  { words: ['down'], from: '1', version: '1' },
] as const;

/** What the containers are and have, without the names that an engine gives. */
function facts(one: Trial): string {
  const names = Object.keys(containers(one, 'kills')).toSorted();
  const state = names.map((name) => {
    const format = '{{.State.Running}} {{index .Config.Labels "com.docker.compose.config-hash"}} {{len .Mounts}}';
    return `${name} ${one.lines('container', 'inspect', '--format', format, name).join()}`;
  });
  return [...state, inside(one, 'kills-web-1', 'cat', '/page').stdout].join('\n');
}

const read = (one: Trial) =>
  inside(one, 'kills-db-1', 'sh', '-c', 'cat /anonymous/mark /data/mark 2>/dev/null').stdout.trim();

/**
 * Ended at any moment, the next `up` is right: equal to one that nothing ended, with the data. The moments are spread over the
 * time that a whole run takes; a kill and an interrupt take turns.
 */
export function killChecks(one: Trial, moments: number): void {
  const fresh = new Map<string, string>();
  const lengths: number[] = [];
  begin(one, undefined);
  // In this order each run begins where the one before has ended.
  for (const { words, version } of ways) {
    one.write('kills', project(version));
    const started = Date.now();
    one.script('kills', ...words);
    lengths.push(Date.now() - started);
    if (words[0] === 'up') fresh.set(version, facts(one));
  }
  for (let moment = 0; moment < moments; moment += 1) {
    const at = moment % ways.length;
    const { words, from, version } = ways[at] ?? ways[0];
    // The golden ratio spreads the moments evenly, however many there are.
    const share = ((moment + 1) * 0.618034) % 1;
    const seconds = ((lengths[at] ?? 0) * share) / 1000 + 0.02;
    const signal = moment % 2 === 0 ? 'KILL' : 'INT';
    begin(one, from);
    one.write('kills', project(version));
    const ended = one.run('kills', 'timeout', '-s', signal, seconds.toFixed(3), './run.sh', ...words);
    const up = one.script('kills', 'up');
    const seen = facts(one);
    const data = read(one);
    const kept = from === undefined || (words[0] === 'down' ? data.endsWith('data') : data === 'anonymous\ndata');
    const what = `${words.join(' ')} from ${from ?? 'nothing'} ended by ${signal} after ${seconds.toFixed(2)} s`;
    one.checks.that(`${what}: the next up is right`, up.status === 0 && seen === fresh.get(version), {
      ended: ended.stderr,
      up,
      seen,
      fresh: fresh.get(version),
    });
    one.checks.that(`${what}: the data is kept`, kept, data);
  }
  one.script('kills', 'down', '-v');
}

/** Brings the project to where the run begins: nothing, or a version of it with data in its volumes. */
function begin(one: Trial, version: string | undefined): void {
  one.write('kills', project(version ?? '1'));
  one.script('kills', 'down', '-v');
  if (version === undefined) return;
  one.script('kills', 'up');
  inside(one, 'kills-db-1', 'sh', '-c', 'echo anonymous >/anonymous/mark; echo data >/data/mark');
}

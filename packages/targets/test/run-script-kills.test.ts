import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheapState } from '../../../test-fixtures/engine/cheap-engine.ts';
import { callsOf, cheapState, copyOfEngine, writeCheapEngine } from '../../../test-fixtures/engine/cheap-engine.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptDirectory } from './script-runs.ts';
import { scriptDirectory } from './script-runs.ts';

/*
 * Interrupted at any moment, the next `up` is right. The moments are the calls of the engine: each run is ended before each
 * of its calls, in turn by a kill, which it cannot answer, and by an interrupt, which it can.
 */

const project = (value: string) => `
name: shop
services:
  db:
    image: 'postgres:${value}'
    volumes: [/cache, data:/data]
    environment: { POSTGRES_PASSWORD: pw }
    healthcheck: { test: [CMD, pg_isready] }
  web:
    image: nginx
    configs: [{ source: page, target: /page }]
    environment: { VALUE: '${value}' }
    volumes: [/uploads]
    pre_start: [{ command: [migrate] }]
    post_start: [{ command: [warm] }]
    depends_on: { db: { condition: service_healthy, restart: true } }
volumes: { data: }
configs: { page: { content: 'x' } }
`;

let directory: ScriptDirectory;
/** Copies of the engine's state, by what was done to get there. */
let states: string;

beforeAll(() => {
  directory = scriptDirectory(project('1'));
  writeCheapEngine(directory.path);
  states = mkdtempSync(join(tmpdir(), 'engine-states-'));
});

afterAll(() => {
  directory.remove();
  rmSync(states, { recursive: true });
});

interface Ending {
  readonly at: number;
  readonly by: 'INT' | 'KILL';
}

/** Runs the script as the leader of a process group; gives its exit code, undefined when a signal ended it. */
function run(words: readonly string[], ending?: Ending): Promise<number | undefined> {
  rmSync(join(directory.path, 'engine/calls'), { force: true });
  const env = {
    PATH: `${join(directory.path, 'bin')}:${process.env['PATH']}`,
    HOME: directory.path,
    TMPDIR: directory.path,
    ...(ending === undefined ? {} : { KILL_AT: String(ending.at), KILL_BY: ending.by }),
  };
  return new Promise((resolve, reject) => {
    const line = 'echo $$ >engine/group; exec sh ./run.sh "$@"';
    const child = spawn('sh', ['-c', line, 'sh', ...words], {
      cwd: directory.path,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (ending === undefined && code !== 0) reject(new Error(`${words.join(' ')} ended with ${code}: ${said}`));
      else resolve(code ?? undefined);
    });
  });
}

const engineAt = () => join(directory.path, 'engine');

function setState(name: string): void {
  rmSync(engineAt(), { recursive: true });
  copyOfEngine(join(states, name), engineAt());
}

/** Does something from an earlier state, and keeps what comes of it; gives the state and how many calls it took. */
async function keep(name: string, from: string | undefined, version: string, words: readonly string[]) {
  if (from === undefined) {
    rmSync(engineAt(), { recursive: true });
    writeCheapEngine(directory.path);
  } else setState(from);
  directory.write(project(version));
  await run(words, { at: 0, by: 'INT' });
  copyOfEngine(engineAt(), join(states, name));
  return { state: cheapState(directory.path), calls: callsOf(directory.path) };
}

/** The state without the names of anonymous volumes. */
function withoutVolumes(state: CheapState): unknown {
  const text = JSON.stringify(state, (key, value: unknown) => (key === 'mounts' ? undefined : value));
  return JSON.parse(text.replaceAll(/,source=[0-9a-f]{64}/g, ''));
}

const anonymousOf = ({ containers }: CheapState): readonly string[] =>
  Object.entries(containers).flatMap(([name, { mounts }]) => mounts.map((mount) => `${name} ${mount}`));

test('an up, upgrade or down that is ended at any call is taken up by the next up', { timeout: 600_000 }, async () => {
  await keep('empty', undefined, '1', ['ps']);
  const first = await keep('first', 'empty', '1', ['up']);
  const upgrade = await keep('upgrade', 'first', '2', ['up']);
  const down = await keep('down', 'upgrade', '2', ['down']);
  // The data of anonymous volumes goes over to the new containers.
  expect(anonymousOf(upgrade.state)).toEqual(anonymousOf(first.state));

  const runs = [
    { from: 'empty', version: '1', words: ['up'], calls: first.calls, expected: first.state, data: [] },
    {
      from: 'first',
      version: '2',
      words: ['up'],
      calls: upgrade.calls,
      expected: upgrade.state,
      data: anonymousOf(first.state),
    },
    { from: 'upgrade', version: '2', words: ['down'], calls: down.calls, expected: upgrade.state, data: [] },
  ];
  let moments = 0;
  const wrong: unknown[] = [];
  for (const { from, version, words, calls, expected, data } of runs) {
    directory.write(project(version));
    for (const [by, first] of [
      ['KILL', 1],
      ['INT', 2],
    ] as const) {
      for (let at = first; at <= calls; at += 2) {
        setState(from);
        moments += 1;
        const code = await run(words, { at, by });
        const moment = { from, words, by, at };
        if (code === 0) wrong.push({ moment, code });
        try {
          await run(['up']);
        } catch (error) {
          wrong.push({ moment, error });
          continue;
        }
        const state = cheapState(directory.path);
        if (JSON.stringify(withoutVolumes(state)) !== JSON.stringify(withoutVolumes(expected)))
          wrong.push({ moment, state: withoutVolumes(state) });
        const kept = anonymousOf(state);
        if (!data.every((volume) => kept.includes(volume))) wrong.push({ moment, data, kept });
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(moments).toBeGreaterThan(80);
});

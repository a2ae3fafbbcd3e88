import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectFixtures } from '../../../test-fixtures/index.ts';
import type { Call } from '../../../test-fixtures/units/calls.ts';
import { asQuadlet, byName, callOf, withoutContents, withoutValues } from '../../../test-fixtures/units/calls.ts';
import { composeText, escaped, hostileText, matrixProject, places, serviceWith } from './hostile-text.ts';
import { hasManager } from './systemd-manager.ts';
import { commandsOf, convertLoaded, generated, loadFiles, quadletGenerator, unitDirectory } from './unit-runs.ts';
import type { UnitDirectory } from './unit-runs.ts';

const system = '/etc/systemd/system';
const quadlets = '/etc/containers/systemd';

/** The calls that the run script shows. */
function scriptCalls(directory: string, shown: string, engine: string): readonly Call[] {
  const file = join(directory, 'shown');
  writeFileSync(file, shown);
  const stub = `mkdir() { :; }; ${engine}() { if [ "$1" = create ]; then printf '%s\\0' "$@"; printf '\\1\\0'; fi; }; . "$1"`;
  const ran = spawnSync('bash', ['-c', stub, 'bash', file], { encoding: 'utf8' });
  return ran.stdout
    .split('\x01\0')
    .slice(0, -1)
    .map((call) => callOf(call.split('\0').slice(0, -1)));
}

function serviceCalls(directory: UnitDirectory): readonly Call[] {
  return directory
    .list(system)
    .filter((name) => name.endsWith('.service') && !/-(?:network|volume|build)\.service$/.test(name))
    .map((name) => {
      const made = commandsOf(directory.read(`${system}/${name}`) ?? '').find(
        (words) => words.includes('create') && words.includes('--name'),
      );
      return callOf(made ?? []);
    });
}

/** Holds the words of the run script, of units and of Quadlet files side by side. */
function expectSameWords(files: Parameters<typeof unitDirectory>[0]): void {
  for (const engine of quadletGenerator === undefined ? ['docker'] : ['docker', 'podman']) {
    const units = unitDirectory(files, 'systemd', { engine });
    const scratch = mkdtempSync(join(tmpdir(), 'words-'));
    try {
      units.install('--project-directory', scratch);
      const script = convertLoaded(loadFiles(files), 'docker-run', { engine, keep: 'none' });
      for (const file of script) writeFileSync(join(scratch, file.path), file.content, { mode: file.mode });
      const shown = spawnSync('sh', [join(scratch, 'run.sh'), '--dry-run', '--project-directory', scratch, 'up'], {
        encoding: 'utf8',
        cwd: scratch,
      });
      const ofUnits = byName(serviceCalls(units)).map(withoutValues);
      expect(ofUnits.length).toBeGreaterThan(0);
      // Units name the project directory, which the script goes to. No text of a user holds its path.
      const relative = (calls: readonly Call[]) =>
        JSON.parse(JSON.stringify(calls).replaceAll(scratch, '.')) as readonly Call[];
      const ofScript = byName(scriptCalls(scratch, shown.stdout, engine)).map(withoutValues);
      expect(relative(ofUnits.map(withoutContents))).toEqual(relative(ofScript));
      if (engine === 'podman') expect(quadletCalls(files)).toEqual(ofUnits.map(asQuadlet));
    } finally {
      units.remove();
      rmSync(scratch, { recursive: true });
    }
  }
}

describe.skipIf(!hasManager)('the words of the run script, of units and of Quadlet files', () => {
  for (const { name, files } of projectFixtures())
    test(`are the same for ${name}`, { timeout: 120_000 }, () => expectSameWords(files));

  test('are the same for hostile texts in every place', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: places, maxLength: places }), (values) =>
        expectSameWords(hostileEverywhere(values)),
      ),
      // What looks like a relative path is a text of the user, too.
      { numRuns: 5, examples: [[Array.from({ length: places }, (_, index) => `${index} ./x=./y`)]] },
    );
  });

  test('are the same for each metacharacter in each place', { timeout: 240_000 }, () =>
    expectSameWords(matrixProject()),
  );
});

/** What Quadlet's generator makes of the same project. */
function quadletCalls(files: Parameters<typeof unitDirectory>[0]): readonly Call[] {
  const directory = unitDirectory(files, 'quadlet', { 'compose-labels': true });
  try {
    directory.install();
    const { units, complaints } = generated(directory.at(quadlets));
    expect(complaints).toBe('');
    const calls = [...units].flatMap(([, unit]) => {
      const made = commandsOf(unit).find((words) => words.includes('run') && words.includes('--name'));
      return made ? [callOf(made.map(filledIn))] : [];
    });
    return byName(calls).map(withoutValues).map(withoutContents).map(asQuadlet);
  } finally {
    directory.remove();
  }
}

function hostileProject(values: readonly string[]): string {
  const entries = (prefix: string) =>
    Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, escaped(value)]));
  const web = {
    image: 'registry.example/web:1',
    command: ['first', ...values.map(escaped)],
    environment: entries('V'),
    labels: entries('l'),
  };
  return composeText({ name: 'shop', services: { web } });
}

/** Texts in all places of a service that take any. */
function hostileEverywhere(values: readonly string[]): string {
  const left = values.map(escaped);
  const web = serviceWith(() => left.shift() ?? '');
  return composeText({ name: 'shop', services: { web }, volumes: { data: {} } });
}

describe.skipIf(!hasManager)('hostile texts reach the engine byte for byte', () => {
  const texts = fc.array(hostileText, { minLength: 3, maxLength: 12 });

  test('through units', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(texts, (values) => {
        const directory = unitDirectory(hostileProject([...values, '']), 'systemd');
        try {
          expect(directory.install()).toMatchObject({ status: 0 });
          expect(sent(serviceCalls(directory)[0])).toEqual(expected([...values, ''], false));
          expect(environmentOf(directory.read('/etc/transpose/shop/web.env') ?? '')).toEqual(
            [...values, ''].map((value, index) => `V${index}=${value}`),
          );
        } finally {
          directory.remove();
        }
      }),
      { numRuns: 6 },
    );
  });

  test.skipIf(quadletGenerator === undefined)('through Quadlet files', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(texts, (values) => {
        const directory = unitDirectory(hostileProject([...values, ';', '', 'last']), 'quadlet');
        try {
          expect(directory.install()).toMatchObject({ status: 0 });
          const { units, complaints } = generated(directory.at(quadlets));
          expect(complaints).toBe('');
          const words = commandsOf(units.get('shop-web-1.service') ?? '').find((one) => one.includes('run')) ?? [];
          expect(sent(callOf(words.map(filledIn)))).toEqual(expected([...values, ';', '', 'last'], true));
        } finally {
          directory.remove();
        }
      }),
      { numRuns: 6 },
    );
  });
});

/** What systemd fills in for the words that the generator cannot hand on. */
const filledIn = (word: string): string => ({ '${TRANSPOSE_SEMICOLON}': ';', '${TRANSPOSE_EMPTY}': '' })[word] ?? word;

function sent(call: Call | undefined) {
  const options = call?.options ?? [];
  return {
    command: call?.command.slice(1),
    environment: options.filter((one) => one.startsWith('--env ')),
    labels: options.filter((one) => one.startsWith('--label l')),
  };
}

function expected(values: readonly string[], inline: boolean) {
  const named = (prefix: string) => values.map((value, index) => `${prefix}${index}=${value}`).toSorted();
  return {
    command: ['first', ...values],
    environment: inline ? named('--env V') : values.map((_, index) => `--env V${index}`).toSorted(),
    labels: named('--label l'),
  };
}

/** The variables of a file for `EnvironmentFile=`; a shell that sources it reads the same. */
function environmentOf(file: string): readonly string[] {
  const script = 'set -a; env -0 >"$2"; . "$1"; env -0 | grep -z ^V | sort -z -t V -k 2 -n';
  const path = join(mkdtempSync(join(tmpdir(), 'env-')), 'env');
  writeFileSync(path, file);
  const ran = spawnSync('env', ['-i', 'PATH=/usr/bin:/bin', 'dash', '-c', script, 'dash', path, `${path}.before`]);
  rmSync(join(path, '..'), { recursive: true });
  return ran.stdout.toString().split('\0').slice(0, -1);
}

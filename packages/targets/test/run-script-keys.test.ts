import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Place } from '@transpose/core';
import { below, loadProject, memoryHost, rootPlace } from '@transpose/core';
import type { Account } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { describe, expect, test } from 'vitest';
import type { Scalar } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { KeyFixture } from '../../../test-fixtures/index.ts';
import { keyFixtures } from '../../../test-fixtures/index.ts';
import { escaped, hostileText, withBreaksEscaped } from './hostile-text.ts';
import { scriptDirectory } from './script-runs.ts';

/**
 * Puts hostile text into every string of the key table that takes it, as it is and out of a variable, runs the script
 * with a command in the place of docker, and looks for the text, byte for byte, in what that command is given.
 */

/** A string of a fixture, by its number among all scalars. */
interface Leaf {
  readonly fixture: KeyFixture;
  readonly index: number;
  readonly key: string;
}

const textOf = (fixture: KeyFixture): string => new TextDecoder().decode(fixture.files['compose.yaml']);

/** The strings at or below the key of a fixture. */
function leavesOf(fixture: KeyFixture): readonly Leaf[] {
  const found: Leaf[] = [];
  let index = 0;
  const visit = (node: unknown, place: Place | undefined, key: string): void => {
    if (isScalar(node)) {
      if (typeof node.value === 'string' && `${key}.`.startsWith(`${fixture.key}.`))
        found.push({ fixture, index, key });
      index += 1;
    } else if (isMap(node)) {
      for (const pair of node.items) {
        const inside = below(place, isScalar(pair.key) ? String(pair.key.value) : '');
        visit(pair.value, inside, inside?.keyPath ?? key);
      }
    } else if (isSeq(node)) node.items.forEach((item, at) => visit(item, below(place, at), key));
  };
  visit(parseDocument(textOf(fixture)).contents, rootPlace, '');
  return found;
}

/** The fixture with another text in the place of a leaf, or behind it. */
function withText({ fixture, index }: Leaf, change: (before: string) => string): string {
  const document = parseDocument(textOf(fixture));
  const scalars: Scalar[] = [];
  const visit = (node: unknown): void => {
    if (isScalar(node)) scalars.push(node);
    else if (isMap(node)) for (const pair of node.items) visit(pair.value);
    else if (isSeq(node)) node.items.forEach(visit);
  };
  visit(document.contents);
  const scalar = scalars[index];
  if (!scalar) throw new Error('no such scalar');
  scalar.value = change(String(scalar.value));
  scalar.type = 'QUOTE_DOUBLE';
  return withBreaksEscaped(document.toString({ lineWidth: 0 }));
}

/** What the fixtures take from the environment. */
const usual = { TOKEN: 'token' };

/** What becomes of a project; undefined where its text is not a legal value. */
function account(compose: string, fixture: KeyFixture, env: Readonly<Record<string, string>>): Account | undefined {
  const files = { ...fixture.files, 'compose.yaml': compose };
  const host = memoryHost({
    files: Object.fromEntries(Object.entries(files).map(([path, content]) => [`/project/${path}`, content])),
    cwd: '/project',
    env: { HOME: '/root', ...usual, ...env },
  });
  const loaded = loadProject(host);
  const target = targetNamed('docker-run');
  if (!loaded.project || !target) return undefined;
  const result = convert({ host, loaded, target });
  return result.files.length > 0 ? result.account : undefined;
}

const isCarried = ({ entries }: Account, key: string): boolean =>
  entries.some((entry) => entry.key === key && entry.support.kind !== 'dropped' && entry.support.kind !== 'resolved');

/** Keys whose values are read before the engine's command gets them, so that the text does not come out as it went in. */
const readByUs = new Set([
  'name',
  'services.build.extra_hosts',
  'services.deploy.restart_policy.condition',
  'services.devices',
  'services.external_links',
  'services.extra_hosts',
  'services.links',
  'services.pull_policy',
  'services.restart',
  'services.volumes',
  'services.volumes_from',
]);

/** The words that the command in the place of docker was given, the values of its variables, and what came through a pipe. */
async function given(
  compose: string,
  { fixture }: Leaf,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly items: readonly string[]; readonly err: string; readonly code: number }> {
  const all = { ...usual, ...env };
  const directory = scriptDirectory(compose, all, {}, fixture.files);
  try {
    const log = join(directory.path, 'log');
    writeFileSync(
      join(directory.path, 'bin/docker'),
      `#!/bin/sh
printf '%s\\0' "$@" >>"${log}"
env -0 >>"${log}"
case $1 in cp | build) cat >>"${log}"; printf '\\0' >>"${log}" ;; esac
case $1 in wait) echo 0 ;; ps) echo container ;; esac
if [ -n "$STOPPING" ] && [ "$1 $2" = 'container inspect' ]; then echo true; exit; fi
case "$1 $2" in *\\ inspect) exit 1 ;; esac
`,
    );
    chmodSync(join(directory.path, 'bin/docker'), 0o755);
    const { err, code } = await directory.run(['up', '--build'], { env: all });
    await directory.run(['stop'], { env: { ...all, STOPPING: 'yes' } });
    return { items: existsSync(log) ? readFileSync(log, 'utf8').split('\0') : [], err, code };
  } finally {
    directory.remove();
  }
}

/** Whether an item holds the text: as it is, in a field of CSV, or in a line for the shell of a container. */
function holds(item: string, text: string, before: string | undefined): boolean {
  if (item.includes(text) || item.includes(text.replaceAll('"', '""'))) return true;
  if (before !== '--health-cmd') return false;
  const words = spawnSync('sh', ['-c', `printf '%s\\0' ${item}`], { encoding: 'utf8' });
  return words.status === 0 && words.stdout.split('\0').includes(text);
}

/** Ways to say a text: alone or behind what stood there. */
const ways = [(text: string) => () => text, (text: string) => (before: string) => before + text];

const leaves = keyFixtures().flatMap(leavesOf);
const plainText = 'plainx';

describe('hostile text', () => {
  const taking = leaves.flatMap((leaf) => {
    const way = ways.find((one) => {
      const found = account(withText(leaf, one('it\'s; "x" $$y `z`\n')), leaf.fixture, {});
      return found && isCarried(found, leaf.key);
    });
    return way && !readByUs.has(leaf.key) ? [{ ...leaf, way }] : [];
  });

  test('is taken by as many keys as the table has for free text', () => {
    const keys = new Set(taking.map(({ key }) => key));
    for (const key of [
      'services.environment',
      'services.labels',
      'services.command',
      'configs.content',
      'volumes.driver_opts',
    ])
      expect(keys).toContain(key);
    expect(keys.size).toBeGreaterThan(60);
  });

  test.each(taking.map((leaf) => [`${leaf.key} (${leaf.index})`, leaf] as const))(
    'in %s reaches the engine',
    { timeout: 120_000 },
    async (_, leaf) => {
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          // At the start of a path the tilde is the home directory, and the slash at its end is taken away.
          fc.pre(!text.startsWith('~') && !text.endsWith('/'));
          const compose = withText(leaf, leaf.way(escaped(text)));
          const known = account(compose, leaf.fixture, {});
          fc.pre(known !== undefined && isCarried(known, leaf.key));
          const { items, err, code } = await given(compose, leaf, {});
          if (code !== 0 && /is not the name of an image|is external/.test(err)) return;
          expect({
            err: code === 0 ? '' : err,
            found: items.some((item, index) => holds(item, text, items[index - 1])),
          }).toEqual({
            err: '',
            found: true,
          });
        }),
        { numRuns: 1 },
      );
      // Out of a variable, with another value than when the script was written.
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          const compose = withText(leaf, leaf.way('${HOSTILE-}'));
          if (!account(compose, leaf.fixture, { HOSTILE: plainText })) return;
          const script = scriptDirectory(compose, { HOSTILE: plainText }, {}, leaf.fixture.files);
          const stays = script.read('run.sh').includes('${HOSTILE-');
          script.remove();
          if (!stays) return;
          const { items, err, code } = await given(compose, leaf, { HOSTILE: text });
          if (code !== 0 && /is not the name of an image/.test(err)) return;
          const found = items
            .filter((item) => !item.startsWith('HOSTILE='))
            .some((item, index, all) => item.endsWith(text) || holds(item, text, all[index - 1]));
          expect({ err: code === 0 ? '' : err, found }).toEqual({ err: '', found: true });
        }),
        { numRuns: 1 },
      );
    },
  );
});

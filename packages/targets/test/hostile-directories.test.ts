import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quadletRun, scriptRun, unitsRun } from './engine-calls.ts';
import { hasCommand } from './script-runs.ts';
import { hasManager } from './systemd-manager.ts';
import { quadletGenerator, unitDirectory } from './unit-runs.ts';

/** Directories that a stranger's archive may be unpacked as. */
const directories = [
  'with a space',
  ' outer spaces ',
  '%n %h 100%',
  'semi;colon&and|or',
  '(touch hacked)[*]#~!{x}<>?',
  '-dash',
  'a,b=c',
  'ünïcode 🐳 \u00a0\u2028',
  `quotes ' " \\ \``,
  '$HOME $$ ${X} $(touch hacked)',
  'line\nfeed',
  'tab\tand\rreturn',
  'col:on',
];

const project = JSON.stringify({
  name: 'shop',
  services: {
    web: { image: 'registry.example/web:1', volumes: [{ type: 'bind', source: './bound', target: '/bound' }] },
  },
});

/** What is bound at `/bound`. */
function sourceOf(calls: readonly (readonly string[])[]): string | undefined {
  const words = calls.find((call) => call.includes('shop-web-1') && call.some((word) => /^(?:create|run)$/.test(word)));
  const mount = words?.find((word) => word.includes('/bound') && word.includes('bound:/bound')) ?? '';
  if (mount !== '') return mount.slice(0, mount.indexOf(':/bound'));
  const fields = words?.find((word) => word.includes('/bound') && word.includes('target=')) ?? '';
  return /(?:^|,)"?(?:source|src)=((?:""|[^",])*|[^,"]*)/s.exec(fields)?.[1]?.replaceAll('""', '"');
}

function inDirectory<T>(name: string, run: (directory: string, above: string) => T): T {
  const above = mkdtempSync(join(tmpdir(), 'odd-'));
  const directory = join(above, name);
  mkdirSync(directory);
  try {
    const result = run(directory, above);
    // Nothing of the name has run.
    expect(readdirSync(above).filter((one) => !['bin', 'log'].includes(one))).toEqual([name]);
    expect(readdirSync(directory)).not.toContain('hacked');
    return result;
  } finally {
    rmSync(above, { recursive: true });
  }
}

const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

describe.each(directories.map((name) => [JSON.stringify(name), name] as const))('in the directory %s', (_, name) => {
  test.each(shells)('the script runs, through %s', (...shell) => {
    inDirectory(name, (directory, above) => {
      const { calls, places } = scriptRun(project, directory, above, shell);
      expect(sourceOf(calls)).toBe('./bound');
      expect(new Set(places)).toEqual(new Set([directory]));
    });
  });

  /** An installer says that it cannot, and installs nothing; or the directory is bound as it is called. */
  const targets = [
    ['systemd', unitsRun, hasManager],
    ['quadlet', quadletRun, hasManager && quadletGenerator !== undefined],
  ] as const;
  test.each(targets.filter(([, , can]) => can))('%s binds it, or nothing is installed', (target, run) => {
    inDirectory(name, (directory) => {
      const units = unitDirectory(project, target);
      const { status, err } = units.install('--project-directory', directory);
      const installed = units.list('/');
      units.remove();
      if (status === 0) expect(sourceOf(run(project, directory).calls)).toBe(`${directory}/bound`);
      else expect({ installed, said: err.includes('hold a path like this') }).toEqual({ installed: [], said: true });
    });
  });
});

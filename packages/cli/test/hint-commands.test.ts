import { spawnSync } from 'node:child_process';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { expect, test } from 'vitest';
import { nextStepLines } from '../src/print/next-steps.ts';
import { styleFor } from '../src/print/style.ts';

/** What a shell would do something with; without a slash, so that it is a file name. */
const hostile = `it's "a" $(echo ran) \`echo ran\` $HOME; echo ran & #|*?<>(){}[]~!\\ x`;
const written = hostile.replaceAll('$', '$$$$');

/** A project whose files are all missing, too large or outside, so that hints say how to make the objects. */
const project = {
  name: 'shop',
  services: {
    web: {
      image: 'a:1',
      configs: ['missing', 'large'],
      secrets: ['missing', 'unset', 'there'],
      volumes: [`/etc/${written}.conf:/etc/app.conf:ro`, `./${written}.key:/etc/app.key:ro`],
      deploy: { placement: { constraints: ['node.labels.disk==fast', `node.labels.x==${written}`] } },
    },
  },
  configs: { missing: { file: `./m ${written}` }, large: { file: `./l ${written}` } },
  secrets: {
    missing: { file: `./s ${written}` },
    unset: { environment: written },
    there: { external: true, name: written },
  },
};

/** The words that a POSIX shell makes of a command, which it does not run. */
function wordsOf(command: string): readonly string[] {
  const script = `set -f -- ${command}\nfor word; do printf '%s\\0' "$word"; done`;
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: '' } });
  expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
  return stdout.split('\0').slice(0, -1);
}

function hintsFor(target: (typeof targets)[number]) {
  const files = {
    '/my shop/compose.yaml': JSON.stringify(project),
    [`/my shop/l ${hostile}`]: 'x'.repeat(300_000),
  };
  const host = memoryHost({ files, cwd: '/my shop' });
  const loaded = loadProject(host);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { account, diagnostics, nextSteps } = convert({ host, loaded, target, layout: 'directory' });
  // Some parts of an entry are joined in its own; they are commands of their own.
  const said = account.entries.flatMap(({ support, parts = [] }) => [support, ...parts]) as readonly object[];
  const texts = said.flatMap((one) => ('instead' in one ? String(one.instead) : []));
  const hints = [
    ...texts,
    ...account.notes.map(({ message }) => message),
    ...diagnostics.map(({ hint }) => hint ?? ''),
  ];
  return { hints, nextSteps };
}

test.each(targets.map((target) => [target.name, target] as const))(
  '%s: a shell reads the commands of hints as they are meant',
  (_, target) => {
    const commands = hintsFor(target).hints.flatMap((hint) =>
      [...hint.matchAll(/\brun ((?:kubectl|docker|podman|systemctl|transpose|sh) [^]*)$/gi)].map(
        ([, line = '']) => line,
      ),
    );
    const words = commands.map(wordsOf);
    if (target.name !== 'kubernetes') return;
    const expected = [
      `--from-file=missing=./m ${hostile}`,
      `--from-file=large=./l ${hostile}`,
      `--from-file=missing=./s ${hostile}`,
    ];
    for (const word of expected) expect(words.map((line) => line.at(-1))).toContain(word);
  },
);

test.each(targets.map((target) => [target.name, target] as const))(
  '%s: the next steps name their files, whatever the output is called',
  (_, target) => {
    const { nextSteps } = hintsFor(target);
    expect(nextSteps.length).toBeGreaterThan(0);
    const output = `${hostile}/`;
    const lines = nextStepLines(
      nextSteps,
      { kind: 'directory', directory: '/', output },
      target.stream,
      styleFor(false),
    );
    const [, ...commands] = lines.trimEnd().split('\n');
    expect(commands.map((line) => wordsOf(line.trim()))).toEqual(
      nextSteps.map(({ words }) => words.map((word) => (typeof word === 'string' ? word : `${output}${word.file}`))),
    );
  },
);

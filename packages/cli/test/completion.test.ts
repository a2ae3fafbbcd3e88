import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { targets } from '@transpose/targets';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));

const compose = `services:
  web: {image: nginx}
  worker: {image: nginx, profiles: [batch]}
  db: {image: postgres}
`;
const candidates = (words: readonly string[]): readonly string[] => {
  const { out } = runCommand(['__complete', '--', ...words], { files: { '/shop/compose.yaml': compose } });
  return out.split('\n').flatMap((line) => line.split('\t')[0] || []);
};

describe('candidates', () => {
  it.each<[string[], string[]]>([
    [['conv'], ['convert']],
    [['-f', 'compose.yaml', 'che'], ['check']],
    [['convert', '-t', ''], targets.map(({ name }) => name).toSorted()],
    [['convert', '--target', 'doc'], ['docker-run']],
    [
      ['convert', 'w'],
      ['web', 'worker'],
    ],
    [
      ['convert', '-o', 'k8s/', ''],
      ['db', 'web', 'worker'],
    ],
    [
      ['explain', 'services.w'],
      ['services.web', 'services.worker'],
    ],
    [['--profile', ''], ['batch']],
    [
      ['convert', '--scale', 'w'],
      ['web=', 'worker='],
    ],
    [
      ['convert', '--expose', 'n'],
      ['node-port', 'none'],
    ],
    [['convert', '-t', 'quadlet', '--single'], ['--single-file']],
    [['convert', '-t', 'kubernetes', '--single'], []],
    [['completion', 'b'], ['bash']],
    [['convert', '-o', ''], []],
    [['no-command', 'zz'], []],
  ])('of %j are %j', (words, expected) => {
    expect(candidates(words)).toEqual(expected);
  });

  it('are names of files where no project can be read', () => {
    expect(runCommand(['__complete', '--', 'convert', ''], { files: {} })).toEqual({ code: 0, out: '', err: '' });
  });

  it('show nothing that is hidden', () => {
    expect(candidates([''])).not.toContain('__complete');
    expect(candidates(['convert', '--'])).not.toContain('--strict-all');
  });
});

it('says which shells there are', () => {
  const { code, err } = runCommand('completion tcsh');
  expect(code).toBe(2);
  expect(err).toContain('bash, zsh, fish, powershell');
});

/** What a shell makes of the words, with the real command behind it. */
function inShell(shell: readonly string[], script: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'completion-'));
  try {
    symlinkSync(bin, join(directory, 'transpose'));
    writeFileSync(join(directory, 'compose.yaml'), compose);
    const [command = '', ...args] = shell;
    const { stdout, stderr } = spawnSync(command, [...args, script], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: `${directory}:${process.env['PATH'] ?? ''}` },
    });
    expect(stderr).toBe('');
    return stdout;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

it('completes in bash', () => {
  const script = `
    eval "$(transpose completion bash)"
    try() { COMP_WORDS=(transpose "$@") COMP_CWORD=$#; _transpose 2>/dev/null; echo "\${COMPREPLY[*]}"; }
    try conv
    try convert -t q
    try convert w
    try -f compose.yaml convert --expose ''`;
  expect(inShell(['bash', '--norc', '-c'], script)).toBe(
    'convert\nquadlet\nweb worker\nload-balancer node-port none\n',
  );
});

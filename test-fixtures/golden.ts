import { loadProject, memoryHost } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { accountText } from '../packages/cli/src/print/account-text.ts';
import { styleFor } from '../packages/cli/src/print/style.ts';
import type { ProjectFixture } from './index.ts';

/** What a target writes for a project, and the account of it, by path from `golden/PROJECT/TARGET/`. */
export function goldenFiles(
  { name, files, executables }: ProjectFixture,
  target: Target,
): Readonly<Record<string, string>> {
  const directory = `/home/user/${name}`;
  const host = memoryHost({
    files: Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        `${directory}/${path}`,
        { kind: 'file', content, executable: executables.has(path) },
      ]),
    ),
    cwd: directory,
    env: { HOME: '/home/user' },
  });
  const loaded = loadProject(host);
  const result = convert({ host, loaded, target, salt: '0123456789abcdef'.repeat(2) });
  const errors = [...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
  return {
    ...Object.fromEntries(result.files.map(({ path, content }) => [path, content])),
    'account.txt': accountText(result.account, { width: 120, verbose: true }, styleFor(false)),
  };
}

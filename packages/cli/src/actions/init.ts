import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { shownText } from '@transpose/core';
import { localPath } from '../local-path.ts';
import type { OutputFile } from '@transpose/targets';
import { shellQuoted } from '@transpose/targets';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { applyWrite } from '../output/apply-write.ts';
import { plainWrite } from '../output/plan-write.ts';
import { systemErrorText } from '../output/system-error.ts';
import { startersDirectory } from '../starters.ts';
import type { Surroundings } from '../surroundings.ts';

export function initTemplate(around: Surroundings, shown: string, from: string): ExitCode {
  const directory = localPath(around.host, shown);
  const files = filesIn(join(startersDirectory(), from));
  const taken = existsSync(directory) && !statSync(directory).isDirectory() ? [basename(directory)] : [];
  const obstacles = [...taken, ...files.map(({ path }) => path).filter((path) => existsSync(join(directory, path)))];
  if (obstacles.length > 0) {
    around.err(`transpose: ${shownText(shown)} has ${obstacles.join(', ')} already: give a directory that is new\n`);
    return exitCodes.failed;
  }
  try {
    applyWrite(plainWrite(directory, files));
  } catch (error) {
    around.err(`transpose: cannot write ${systemErrorText(error, shown)}\n`);
    return exitCodes.failed;
  }
  const target = shown.includes('/') ? shown : `./${shown}`;
  around.err(
    `${files.map(({ path }) => `${target.replace(/\/$/, '')}/${path}\n`).join('')}Try: transpose convert -t ${shellQuoted(target)} -o out/\n`,
  );
  return exitCodes.done;
}

function filesIn(directory: string): readonly OutputFile[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => join(directory, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path: relative(directory, path), content: readFileSync(path, 'utf8'), mode: 0o644 }));
}

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { shownText } from '@transpose/core';
import type { OutputFile } from '@transpose/targets';
import { shellQuoted } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { applyWrite } from '../output/apply-write.ts';
import { plainWrite } from '../output/plan-write.ts';
import { systemErrorText } from '../output/system-error.ts';
import type { Action } from '../program.ts';
import { starters, startersDirectory } from '../starters.ts';
import type { Surroundings } from '../surroundings.ts';

interface InitOptions {
  readonly from: (typeof starters)[number];
}

export function addInitCommand(program: Command, around: Surroundings, choose: (action: Action) => void): void {
  const init = program
    .command('init')
    .summary('begin a format of your own')
    .description('Makes what one begins with.')
    .helpCommand(false)
    .addHelpText('after', '\nExamples:\n  transpose init template my-format --from nomad');
  init
    .command('template')
    .summary('begin templates for a format of your own')
    .description('Writes a directory of templates that works and says how it works. Nothing is ever overwritten.')
    .argument('<DIR>', 'directory to make')
    .addOption(new Option('--from <EXAMPLE>', 'what to begin with').choices([...starters]).default(starters[0]))
    .addHelpText('after', examples)
    .action((directory: string, options: InitOptions) => choose(() => initTemplate(around, directory, options.from)));
}

const examples = `
Examples:
  transpose init template my-format
  transpose init template my-format --from nomad
  transpose convert -t ./my-format -o out/`;

function initTemplate(around: Surroundings, shown: string, from: string): ExitCode {
  const directory = resolve(around.host.cwd, shown);
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

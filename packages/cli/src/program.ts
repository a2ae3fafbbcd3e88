import { nearestName, shownText } from '@transpose/core';
import type { Option } from 'commander';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { configCommand } from './commands/config.ts';
import { configSchemaCommand } from './commands/config-schema.ts';
import { convertCommand } from './commands/convert.ts';
import { copyDataCommand } from './commands/copy-data.ts';
import { downCommand } from './commands/down.ts';
import { explainCommand } from './commands/explain.ts';
import { fixCommand } from './commands/fix.ts';
import { imagesCommand } from './commands/images.ts';
import { initCommand } from './commands/init.ts';
import { psCommand } from './commands/ps.ts';
import { targetsCommand } from './commands/targets.ts';
import { upCommand } from './commands/up.ts';
import { diffCommand } from './commands/diff.ts';
import { execCommand } from './commands/exec.ts';
import { logsCommand } from './commands/logs.ts';
import { portForwardCommand } from './commands/port-forward.ts';
import { restartCommand } from './commands/restart.ts';
import { waitCommand } from './commands/wait.ts';
import type { Action, CommandDefinition } from './command-definition.ts';
import type { ExitCode } from './exit-codes.ts';
import { exitCodes } from './exit-codes.ts';
import { acceptProjectOptions, ignoredFlags, projectOptionsOf } from './project-options.ts';
import { takeConfig } from './plug-ins/config-options.ts';
import { loadPlugIns } from './plug-ins/load.ts';
import { wantedPlugIns } from './plug-ins/wanted.ts';
import type { Surroundings } from './surroundings.ts';
import { helpWidth } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** In the order in which help lists them. */
const commands: readonly CommandDefinition[] = [
  convertCommand,
  checkCommand,
  explainCommand,
  configCommand,
  fixCommand,
  upCommand,
  downCommand,
  psCommand,
  logsCommand,
  execCommand,
  restartCommand,
  waitCommand,
  diffCommand,
  portForwardCommand,
  copyDataCommand,
  imagesCommand,
  targetsCommand,
  configSchemaCommand,
  initCommand,
  completionCommand,
  completeCommand,
];

/** Runs the command with the words of its command line. What has to load more code first (users' templates) is a promise. */
export function run(words: readonly string[], around: Surroundings): ExitCode | Promise<ExitCode> {
  const wanted = wantedPlugIns(words, around);
  if (!wanted) return runWith(words, around);
  return loadPlugIns(wanted, around)
    .then((plugIns) => runWith(words, { ...around, plugIns }))
    .catch((error: unknown) => endWith(error, around));
}

function runWith(words: readonly string[], around: Surroundings): ExitCode | Promise<ExitCode> {
  let action: Action = () => exitCodes.done;
  const program = createProgram(words, around, (chosen) => {
    action = chosen;
  });
  try {
    if (words.length === 0) program.help();
    program.parse(words.map(plainWord), { from: 'user' });
    const code = action();
    return typeof code === 'number' ? code : code.catch((error: unknown) => endWith(error, around));
  } catch (error) {
    return endWith(error, around);
  }
}

/** Ends the run with what was thrown. */
function endWith(error: unknown, around: Surroundings): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UsageError) {
    around.err(`transpose: ${shownText(error.message)}\n`);
    return exitCodes.usage;
  }
  if (around.host.env['TRANSPOSE_DEBUG']) throw error;
  around.err(`transpose: internal error (a bug in transpose): ${shownText((error as Error).message)}\n`);
  around.err('Please report it with the files that lead to it. TRANSPOSE_DEBUG=1 shows where it happened.\n');
  return exitCodes.failed;
}

/** `--strict=all` and `--dry-run=server` have flags of their own: an optional value would take the name of a service. */
function plainWord(word: string): string {
  if (word === '--strict=all') return '--strict-all';
  if (word === '--dry-run=server') return '--dry-run-server';
  return word === '--strict=lost' ? '--strict' : word;
}

const examples = `
Examples:
  transpose convert -o k8s/                    Kubernetes manifests for the project in this folder
  transpose convert | kubectl apply -f -       the same, applied at once
  transpose convert -t docker-run -o run.sh    a script that runs the project with plain docker
  transpose up                                 run it on the cluster of the kubeconfig
  transpose check -t kubernetes                what would be lost, and where it is defined
  transpose explain services.web.ports         where a value comes from, and what becomes of it
  transpose config --format json               the project as Docker Compose sees it
  transpose convert -t ./my-templates -o out/  a format of your own: transpose init template my-templates
  transpose fix compose.yaml                   fix what needs no guessing

The options of "docker compose" (-f, -p, --profile, --env-file, --project-directory) go before or
after the command. Exit codes: 0 done, 1 errors in the input, 2 wrong use, 3 --strict or --check
found something.`;

function createProgram(words: readonly string[], around: Surroundings, choose: (action: Action) => void): Command {
  const program = new Command('transpose')
    .description('Reads a Docker Compose project and writes it as Kubernetes manifests, run scripts or systemd units.')
    .usage('COMMAND [OPTION]… [SERVICE]…')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help; for a command: transpose COMMAND --help')
    .helpCommand('help [COMMAND]', 'show help for a command')
    .addHelpText('after', examples)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({
      helpWidth: helpWidth(around),
      subcommandTerm: (command) => command.name(),
      optionDescription,
    })
    .configureOutput({
      writeOut: (text) => around.out(text),
      writeErr: (text) => around.err(text),
      outputError: (text, write) => write(usageMessage(text)),
      // Commander would ask process.stdout, which loads streams and the network.
      getOutHelpWidth: () => helpWidth(around),
      getErrHelpWidth: () => helpWidth(around),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  acceptProjectOptions(program);
  const config = around.plugIns?.config;
  program.hook('preAction', (_, command) => {
    if (config) sayConfig(config.file, takeConfig(command, config), command, around);
    sayIgnored(command, around);
  });
  for (const { name, summary, define } of commands) {
    const command = program.command(name, { hidden: summary === undefined }).summary(summary ?? '');
    // Hundreds of options take longer to make than the project to read. Some look at those of all commands.
    if (!words.includes(name) && !config && !words.includes(configSchemaCommand.name)) continue;
    define(command, around, choose, words);
    suggestOptions(command);
  }
  return program;
}

/** Commander suggests the options that help shows; those of targets are options, too. */
function suggestOptions(command: Command): void {
  const { outputError } = command.configureOutput();
  command.configureOutput({
    outputError: (text, write) => {
      const typed = /^error: unknown option '(--[\w-]{1,100})/.exec(text)?.[1];
      if (text.includes('Did you mean')) return outputError?.(text, write);
      const flags = command.options.flatMap(({ long }) => long ?? []);
      const near = typed === undefined ? undefined : nearestName(typed, flags);
      outputError?.(near === undefined ? text : `${text.trimEnd()}\n(Did you mean ${near}?)`, write);
    },
  });
}

/** Defaults that nobody sees would be a riddle. */
function sayConfig(file: string, flags: readonly string[], command: Command, around: Surroundings): void {
  const isQuiet =
    command.opts<{ quiet?: boolean }>().quiet === true || (projectOptionsOf(command).report ?? 'text') !== 'text';
  if (flags.length > 0 && !isQuiet) around.err(`transpose: ${file} gives ${flags.join(', ')}\n`);
}

/** A word on flags of `docker compose` that mean nothing here; one that promises to write nothing is kept to. */
function sayIgnored(command: Command, around: Surroundings): void {
  const { dryRun, report } = projectOptionsOf(command);
  if (dryRun && command.name() !== 'fix' && command.opts<{ output?: string }>().output !== undefined)
    throw new UsageError('--dry-run and -o exclude each other: leave out -o, or see the changes with convert --diff');
  const ignored = ignoredFlags(command);
  if (ignored.length > 0 && (report ?? 'text') === 'text')
    around.err(
      `transpose: ${ignored.join(', ')} ${ignored.length === 1 ? 'has' : 'have'} no effect on ${command.name()}\n`,
    );
}

/** An option's description with its choices, in the form of the targets' options: `(yaml, json; default: yaml)`. */
function optionDescription({ description, argChoices }: Option): string {
  if (!argChoices) return description;
  const [, text = '', usual] = /^(.*?)(?: \((default: .*)\))?$/.exec(description) ?? [];
  return `${text} (${[argChoices.join(', '), ...(usual === undefined ? [] : [usual])].join('; ')})`;
}

/** Commander's message as one sentence: `error: unknown option '--x'\n(Did you mean --y?)`. */
function usageMessage(text: string): string {
  const sentence = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/, ' (did you mean $1?)');
  return `transpose: ${shownText(sentence)}\n`;
}

import type { Command } from 'commander';
import { Option } from 'commander';
import type { ConversionOptions } from '../conversion.ts';
import { addOptionsOfTargets, allowReadOption } from '../conversion.ts';
import { addProjectOptions } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';

/** The options of all commands that talk to a cluster. */
export interface ClusterOptions extends ConversionOptions {
  readonly context?: string;
  readonly yes?: boolean;
  readonly progress?: 'auto' | 'tty' | 'plain' | 'json' | 'quiet';
}

export function addClusterOptions(command: Command, words: readonly string[], around: Surroundings): Command {
  command
    .option('--context <NAME>', 'context of the kubeconfig (default: the current one)')
    .addOption(allowReadOption());
  addProjectOptions(command);
  addOptionsOfTargets(command, words, around);
  return command;
}

/** The options of those that wait. */
export interface WaitingOptions extends ClusterOptions {
  readonly wait?: boolean;
  readonly waitTimeout?: string;
}

export const waitTimeoutOption = (): Option =>
  new Option('--wait-timeout <TIME>', 'how long to wait: 90s, 15m (default: 5m)');

export const progressOption = (): Option =>
  new Option('--progress <FORM>', 'how to show what happens; json: one event a line (default: auto)').choices([
    'auto',
    'tty',
    'plain',
    'json',
    'quiet',
  ]);

/** What the help of these commands says of the options that are hidden in it. */
export const conversionHelp = `
--namespace NAME, --scale SERVICE=N, --registry HOST/PATH and all other options of transpose convert -t kubernetes
are options of this command, too.`;

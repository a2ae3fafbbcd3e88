import { targets } from '@transpose/targets';
import type { Command } from 'commander';
import { defaultTarget } from '../conversion.ts';
import { exitCodes } from '../exit-codes.ts';
import { tableLines } from '../print/table.ts';
import type { Action } from '../program.ts';
import type { Surroundings } from '../surroundings.ts';

export function addTargetsCommand(program: Command, around: Surroundings, choose: (action: Action) => void): void {
  program
    .command('targets')
    .summary('list the formats that can be written')
    .description('Lists the formats that can be written: values of -t. Their options: transpose convert --help')
    .usage('[-h]')
    .action(() => {
      choose(() => {
        const rows = targets.map(({ name, summary }) => [
          name,
          name === defaultTarget ? `${summary} (default)` : summary,
        ]);
        around.out(
          tableLines(rows, around.terminal.columns)
            .map((line) => `${line}\n`)
            .join(''),
        );
        return exitCodes.done;
      });
    });
}

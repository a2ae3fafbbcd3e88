import { targets } from '@transpose/targets';
import { defaultTarget } from '../conversion.ts';
import { exitCodes } from '../exit-codes.ts';
import { tableLines } from '../print/table.ts';
import type { CommandDefinition } from '../command-definition.ts';

export const targetsCommand: CommandDefinition = {
  name: 'targets',
  summary: 'list the formats that can be written',
  define(command, around, choose) {
    command
      .description('Lists the formats that can be written: values of -t. Their options: transpose convert --help')
      .usage('[-h]')
      .action(() => {
        choose(() => {
          const rows = [...targets, ...(around.plugIns?.targets.values() ?? [])].map(({ name, summary }) => [
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
  },
};

import { Argument } from 'commander';
import { configSchema } from '../actions/config-schema.ts';
import type { CommandDefinition } from '../command-definition.ts';

/** What there are JSON schemas of. */
const schemaNames = ['config', 'compose', 'x-transpose', 'model', 'answer'] as const;
export type SchemaName = (typeof schemaNames)[number];

export const configSchemaCommand: CommandDefinition = {
  name: 'config-schema',
  summary: 'print JSON schemas for editors',
  define(command, around, choose) {
    command
      .description('Prints a JSON schema (draft 7) for editors and tests.')
      .usage('[NAME]')
      .addArgument(new Argument('[NAME]', 'whose schema').choices(schemaNames).default('config'))
      .addHelpText('after', examples)
      .action((name: SchemaName) => choose(() => configSchema(around, command.parent ?? command, name)));
  },
};

const examples = `
  config        transpose.config.json: defaults of options, and targets of your own
  compose       a Compose file, with x-transpose
  x-transpose   x-transpose of a project, a service or a volume
  model         what templates and programs (-t exec:PROGRAM) see of a project
  answer        what such a program answers

Examples:
  transpose config-schema >transpose.config.schema.json
  transpose config-schema compose >compose.schema.json`;

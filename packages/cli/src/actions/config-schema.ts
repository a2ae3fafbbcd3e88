import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonSchema, KeyTable } from '@transpose/core';
import { jsonSchema, projectType, settingsTypes } from '@transpose/core';
import { answerSchema } from '@transpose/targets';
import type { Command, Option } from 'commander';
import type { SchemaName } from '../commands/config-schema.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { isForFiles } from '../plug-ins/config-options.ts';
import type { Surroundings } from '../surroundings.ts';

export function configSchema(around: Surroundings, program: Command, name: SchemaName): ExitCode {
  around.out(`${JSON.stringify(schemaNamed(name, program), undefined, 2)}\n`);
  return exitCodes.done;
}

function schemaNamed(name: SchemaName, program: Command): JsonSchema {
  switch (name) {
    case 'config':
      return configFileSchema(program);
    case 'compose':
      return jsonSchema(projectType, settings);
    case 'x-transpose':
      return {
        $schema: 'http://json-schema.org/draft-07/schema#',
        anyOf: Object.entries(settingsTypes).map(([where, type]) => ({
          title: `x-transpose of a ${where}`,
          ...bare(type),
        })),
      };
    case 'model':
      return JSON.parse(readFileSync(schemaFile('model.schema.json'), 'utf8')) as JsonSchema;
    case 'answer':
      return answerSchema;
  }
}

/** Where `x-transpose` may appear in a Compose file. */
const settings: Readonly<Record<string, KeyTable>> = {
  '': { 'x-transpose': { type: settingsTypes.project, doc: 'Settings of Transpose for the project.' } },
  services: { 'x-transpose': { type: settingsTypes.service, doc: 'Settings of Transpose for the service.' } },
  volumes: { 'x-transpose': { type: settingsTypes.volume, doc: 'Settings of Transpose for the volume.' } },
};

function bare(type: (typeof settingsTypes)[keyof typeof settingsTypes]): JsonSchema {
  const { $schema: _, ...schema } = jsonSchema(type);
  return schema;
}

/** Beside the bundle, or (from the sources) in the docs. */
function schemaFile(name: string): URL {
  const beside = new URL(`schemas/${name}`, import.meta.url);
  return fileURLToPath(import.meta.url).endsWith('.ts') ? new URL(`../../../../docs/${name}`, import.meta.url) : beside;
}

/** The options of the commands as they are. */
function configFileSchema(program: Command): JsonSchema {
  const commands = program.commands.filter((command) => !command.name().startsWith('_'));
  const optionsOf = (some: readonly Command[]): JsonSchema => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      some.flatMap((command) =>
        command.options
          .filter((option) => option.long !== undefined && isForFiles(option, command))
          .map((option) => [option.name(), optionSchema(option)]),
      ),
    ),
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'transpose.config.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      options: { ...optionsOf(commands), description: 'Defaults of options, for all commands that have them.' },
      commands: {
        type: 'object',
        additionalProperties: false,
        description: 'Defaults for single commands, which count more.',
        properties: Object.fromEntries(commands.map((command) => [command.name(), optionsOf([command])])),
      },
      targets: {
        type: 'object',
        description: 'Targets of your own, by the names that -t gives them.',
        additionalProperties: { type: 'string', pattern: '^(exec:|package:|.*[/\\\\].*\\.[cm]?[jt]s$)' },
      },
    },
  };
}

function optionSchema({ required, optional, argChoices, description, flags }: Option): JsonSchema {
  const about = { description: description === '' ? flags : description };
  if (!required && !optional) return { type: 'boolean', ...about };
  if (argChoices) return { enum: argChoices, ...about };
  const texts = { type: 'array', items: { type: 'string' } };
  return { anyOf: [{ type: ['string', 'number'] }, texts], ...about };
}

import { statSync } from 'node:fs';
import type { Host } from '@transpose/core';
import { absolutePath } from '@transpose/core';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { importFile } from './import-module.ts';
import type { Config, ConfigOptions } from './named.ts';

/** A configuration file as it is read: its own targets are not loaded yet. */
export interface ReadConfig extends Config {
  readonly targets: Readonly<Record<string, unknown>>;
}

/** Reads the one configuration file of the working directory. That options exist is found out where they are used. */
export async function readConfig(files: readonly string[], { host }: Surroundings): Promise<ReadConfig | undefined> {
  const [file, other] = files;
  if (file === undefined) return undefined;
  if (other !== undefined) throw new UsageError(`there are ${file} and ${other}: keep one of them`);
  refuseStrangers(file, host);
  const data = file.endsWith('.json') ? jsonIn(file, host) : await importFile(file, host, file);
  return configOf(data, file);
}

/** In a directory that others may write to, such as /tmp, a file of theirs must not run code as this user. */
function refuseStrangers(file: string, host: Host): void {
  const uid = process.getuid?.();
  const path = absolutePath(host, file);
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  if (uid !== undefined && owner !== undefined && owner !== 0 && owner !== uid)
    throw new UsageError(
      `${file} belongs to another user (${owner}), so it is not read: --no-config goes on without it`,
    );
}

function jsonIn(file: string, host: Host): unknown {
  const read = host.readFile(absolutePath(host, file));
  if (!read.ok) throw new UsageError(`${file}: ${read.message}`);
  try {
    return JSON.parse(new TextDecoder().decode(read.value));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

const keys = ['$schema', 'options', 'commands', 'targets'];

function configOf(data: unknown, file: string): ReadConfig {
  const all = recordOf(data, file);
  const other = Object.keys(all).find((key) => !keys.includes(key));
  if (other !== undefined) throw new UsageError(`${file}: "${other}" is not one of ${keys.join(', ')}`);
  const commands = recordOf(all['commands'] ?? {}, `${file}: commands`);
  return {
    file,
    options: optionsOf(all['options'] ?? {}, `${file}: options`),
    commands: Object.fromEntries(
      Object.entries(commands).map(([name, options]) => [name, optionsOf(options, `${file}: commands.${name}`)]),
    ),
    targets: recordOf(all['targets'] ?? {}, `${file}: targets`),
  };
}

function optionsOf(data: unknown, place: string): ConfigOptions {
  const options = recordOf(data, place);
  for (const [name, value] of Object.entries(options)) {
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    if (!isList && !['string', 'number', 'boolean'].includes(typeof value))
      throw new UsageError(`${place}.${name} is not a text, a number, true, false or a list of texts`);
  }
  return options as ConfigOptions;
}

function recordOf(data: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new UsageError(`${place} is not an object`);
  return data as Readonly<Record<string, unknown>>;
}

import { absolutePath, loadProject } from '@transpose/core';
import type { ImageRecords } from '@transpose/targets';
import { readImages } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ProjectOptions } from '../project-options.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { inspectImages } from './inspect-images.ts';

/** The options of a command that converts, with what is known of the images. */
export interface ImagesOptions extends ProjectOptions {
  readonly images?: string;
  readonly allowRead?: readonly string[];
  readonly imageRecords?: ImageRecords;
}

export const imagesOption = (): Option =>
  new Option(
    '--images <SOURCE>',
    'what the images say of ports, users and the like: FILE of transpose images inspect, or local: ask the engine',
  );

/** Goes on with the records of the images that `--images` names; the engine is asked when it says so. */
export function withImageRecords<Options extends ImagesOptions>(
  around: Surroundings,
  command: Command,
  options: Options,
  services: readonly string[],
  goOn: (options: Options) => ExitCode | Promise<ExitCode>,
): ExitCode | Promise<ExitCode> {
  const { images } = options;
  if (images === undefined) return goOn(options);
  if (images !== 'local') return goOn({ ...options, imageRecords: imagesIn(around, images) });
  if (command.getOptionValueSource('images') === 'config')
    throw new UsageError('--images local can be given on the command line only: a configuration file names a FILE');
  const loaded = loadProject(around.host, loadOptionsOf(options, services));
  // Without a project the command itself tells why.
  if (!loaded.project) return goOn(options);
  return inspectImages(around, loaded, options.allowRead ?? []).then((found) =>
    found ? goOn({ ...options, imageRecords: found }) : exitCodes.failed,
  );
}

/** The records of a file that `transpose images inspect` wrote. */
function imagesIn({ host }: Surroundings, file: string): ImageRecords {
  const read = host.readFile(absolutePath(host, file));
  if (!read.ok) throw new UsageError(`--images ${file}: ${read.message}`);
  const data = jsonOf(read.value, file);
  const { images, problems } = readImages(data);
  if (problems.length > 0) throw new UsageError(`${file}: ${problems.join('; ')}`);
  return images;
}

function jsonOf(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

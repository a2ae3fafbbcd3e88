import { absolutePath } from '@transpose/core';
import type { ImageRecords } from '@transpose/targets';
import { readImages } from '@transpose/targets';
import type { Command } from 'commander';
import { loadEach } from '../each/convert-each.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import type { ImageSourceName } from './image-source.ts';
import type { ImagesOptions } from './images-option.ts';
import { loadedProject } from './images-option.ts';
import { inspectImages } from './inspect-images.ts';

const isSource = (text: string): text is ImageSourceName => text === 'local' || text === 'registry';

/** Goes on with the records of the images that `--images` names; the engine or the registries are asked when it says so. */
export function withImageRecords<Options extends ImagesOptions>(
  around: Surroundings,
  command: Command,
  options: Options,
  services: readonly string[],
  goOn: (options: Options) => ExitCode | Promise<ExitCode>,
): ExitCode | Promise<ExitCode> {
  const { images } = options;
  if (images === undefined) return goOn(options);
  if (!isSource(images)) return goOn({ ...options, imageRecords: imagesIn(around, images) });
  if (command.getOptionValueSource('images') === 'config')
    throw new UsageError(`--images ${images} can be given on the command line only: a configuration file names a FILE`);
  if (around.inThread) return goOn({ ...options, ...(around.imageRecords && { imageRecords: around.imageRecords }) });
  const loads = options.each ? loadEach(around, options, services) : [loadedProject(around, options, services)];
  const [loaded] = loads;
  // Without a project the command itself tells why.
  if (!loads.some(({ project }) => project)) return goOn(options);
  return inspectImages(around, loads, options.allowRead ?? [], images).then((imageRecords) => {
    if (!imageRecords) return exitCodes.failed;
    const isRead = options.each !== true && options.watch !== true && loaded !== undefined;
    return goOn({ ...options, imageRecords, ...(isRead && { loaded }) });
  });
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

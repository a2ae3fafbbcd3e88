import type { LoadResult } from '@transpose/core';
import { absolutePath, shownText } from '@transpose/core';
import type { ImageRecord, ImageRecords, ProjectImage } from '@transpose/targets';
import { projectImages } from '@transpose/targets';
import type { Surroundings } from '../surroundings.ts';
import { recordOfImage } from './config-record.ts';
import { engineSource } from './engine.ts';
import type { ImageSource, ImageSourceName } from './image-source.ts';
import { registrySource } from './registry/registry-source.ts';

/**
 * What the local engine or the registries know of the images of projects; undefined when they cannot be asked. Words for
 * people say why, and which images they do not have.
 */
export async function inspectImages(
  around: Surroundings,
  loads: readonly LoadResult[],
  allowRead: readonly string[],
  from: ImageSourceName,
): Promise<ImageRecords | undefined> {
  const { host } = around;
  const allowed = allowRead.map((path) => absolutePath(host, path));
  const images = loads.flatMap(({ project }) => (project ? projectImages(host, project, allowed) : []));
  const asked = eachOnce(images).filter(({ isBuilt }) => from === 'local' || !isBuilt);
  try {
    const source = from === 'local' ? engineSource(host) : registrySource(host);
    if (typeof source === 'string') throw new Error(source);
    const { records, missing } = await recordsOf(source, asked);
    if (missing.length > 0) around.err(`transpose: ${shownText(source.missing(missing.join(', ')))}\n`);
    return records;
  } catch (error) {
    around.err(`transpose: the images are not known: ${shownText((error as Error).message)}\n  ${elsewhere}\n`);
    return undefined;
  }
}

const elsewhere =
  'Where they can be asked, "transpose images inspect -o images.json" writes what they say: --images images.json takes it. Or leave --images out';

/** By name: the first that asks for an image says for which platform. */
const eachOnce = (images: readonly ProjectImage[]): readonly ProjectImage[] =>
  [...new Map(images.toReversed().map((image) => [image.name, image])).values()].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );

async function recordsOf(source: ImageSource, images: readonly ProjectImage[]) {
  const found: (ImageRecord | undefined)[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < images.length; index = next++) {
      const image = images[index];
      if (image) found[index] = await recordOf(source, image);
    }
  };
  await Promise.all(Array.from({ length: source.atOnce }, work));
  const records = images.flatMap(({ name }, index) => (found[index] ? [[name, found[index]] as const] : []));
  return {
    records: Object.fromEntries(records),
    missing: images.flatMap(({ name }, index) => (found[index] ? [] : [name])),
  };
}

async function recordOf(source: ImageSource, image: ProjectImage): Promise<ImageRecord | undefined> {
  const answer = await source.ask(image);
  if (answer === undefined) return undefined;
  const record = recordOfImage(image.name, answer);
  if ('problem' in record) throw new Error(`${image.name}: ${record.problem}`);
  return record;
}

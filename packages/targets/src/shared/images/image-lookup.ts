import type { Project, Service } from '@transpose/core';
import { parseImageReference, qualifiedImage } from '@transpose/core';
import type { ImageRecord, ImageRecords } from './image-record.ts';

/** Finds the record of an image by its name. */
export type ImageLookup = (name: string) => ImageRecord | undefined;

export const noImages: ImageLookup = () => undefined;

export function imageLookup(images: ImageRecords): ImageLookup {
  const qualified = (name: string) => qualifiedImage(parseImageReference(name));
  const records = new Map(Object.entries(images).map(([name, record]) => [qualified(name), record]));
  return records.size === 0 ? noImages : (name) => records.get(qualified(name));
}

/** The name that Docker knows the image of a service by. */
export const dockerImageName = (project: Pick<Project, 'name'>, { image, name }: Service): string =>
  image?.text ?? `${project.name}-${name}`.toLowerCase();

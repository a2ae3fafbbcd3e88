import type { ProjectImage } from '@transpose/targets';

/** What a source knows of an image. */
export interface ImageAnswer {
  /** The configuration, as engines and registries give it. */
  readonly config: unknown;
  /** `linux/amd64`, for all that the image is published for; only registries know them. */
  readonly platforms?: readonly string[];
}

/** What can be asked for the configuration of images: the engine of this machine, or the registries of the images. */
export interface ImageSource {
  /** Undefined where it does not have the image, or does not show it. Rejects with a reason in words. */
  ask(image: ProjectImage): Promise<ImageAnswer | undefined>;
  /** How many questions it takes at once. */
  readonly atOnce: number;
  /** Says which images it does not have, and what brings them. */
  missing(names: string): string;
}

export type ImageSourceName = 'local' | 'registry';

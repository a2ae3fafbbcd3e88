import type { LoadResult } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { ImageRecords } from '@transpose/targets';
import { Option } from 'commander';
import type { ProjectOptions } from '../project-options.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';

/** The options of a command that converts, with what is known of the images. */
export interface ImagesOptions extends ProjectOptions {
  readonly images?: string;
  readonly each?: boolean;
  readonly watch?: boolean;
  readonly allowRead?: readonly string[];
  readonly imageRecords?: ImageRecords;
  /** The project, where it was loaded for its images already: standard input can be read once. */
  readonly loaded?: LoadResult;
}

/** The project of a command line. */
export const loadedProject = (
  { host }: Surroundings,
  options: ImagesOptions,
  services: readonly string[],
): LoadResult => options.loaded ?? loadProject(host, loadOptionsOf(options, services));

export const imagesOption = (): Option =>
  new Option(
    '--images <SOURCE>',
    'what the images say of ports, users and the like: FILE of transpose images inspect, local (ask the engine) or registry',
  );

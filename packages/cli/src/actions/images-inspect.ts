import { loadProject } from '@transpose/core';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ImageSourceName } from '../images/image-source.ts';
import { inspectImages } from '../images/inspect-images.ts';
import { writeOutput } from '../output/write-output.ts';
import { maskedSurroundings } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import type { ProjectOptions } from '../project-options.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';

export interface ImagesInspectOptions extends ProjectOptions {
  readonly output?: string;
  readonly allowRead?: readonly string[];
  readonly from?: ImageSourceName;
}

/** Writes what the local engine or the registries know of the images of a project, for `--images FILE`. */
export async function imagesInspect(
  around: Surroundings,
  options: ImagesInspectOptions,
  services: readonly string[],
): Promise<ExitCode> {
  const loaded = loadProject(around.host, loadOptionsOf(options, services));
  reportDiagnostics(maskedSurroundings(around, loaded), loaded.diagnostics, options.report);
  if (!loaded.project) return exitCodes.failed;
  const images = await inspectImages(around, [loaded], options.allowRead ?? [], options.from ?? 'local');
  if (!images) return exitCodes.failed;
  return writeOutput(around, options.output, `${JSON.stringify(images, undefined, 2)}\n`);
}

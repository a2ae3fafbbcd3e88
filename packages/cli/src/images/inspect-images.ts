import type { LoadResult } from '@transpose/core';
import { absolutePath, shownText } from '@transpose/core';
import type { ImageRecord, ImageRecords } from '@transpose/targets';
import { projectImages } from '@transpose/targets';
import type { Surroundings } from '../surroundings.ts';
import { recordOfImage } from './config-record.ts';
import { askEngine, engineAddress } from './engine.ts';

/**
 * What the local engine knows of the images of a project; undefined when it cannot be asked. Words for people say why, and
 * which images it does not have.
 */
export async function inspectImages(
  around: Surroundings,
  { project }: LoadResult,
  allowRead: readonly string[],
): Promise<ImageRecords | undefined> {
  const { host } = around;
  const allowed = allowRead.map((path) => absolutePath(host, path));
  const names = project ? projectImages(host, project, allowed) : [];
  const address = engineAddress(host);
  const fail = (why: string): undefined => {
    around.err(`transpose: the images are not known: ${shownText(why)}\n`);
  };
  if (typeof address === 'string') return fail(address);
  const images: Record<string, ImageRecord> = {};
  const missing: string[] = [];
  // One after the other: they are few, and an engine that does not answer is asked once.
  for (const name of names) {
    const answer = await askEngine(address, `/images/${pathOf(name)}/json`).catch((error: unknown) => error as Error);
    if (answer instanceof Error) return fail(answer.message);
    if (answer === undefined) {
      missing.push(name);
      continue;
    }
    const record = recordOfImage(name, answer);
    if ('problem' in record) return fail(`what the engine says of ${name}: ${record.problem}`);
    images[name] = record;
  }
  if (missing.length > 0)
    around.err(
      `transpose: the engine does not have ${shownText(missing.join(', '))}: "docker pull" or "docker compose build" brings what is missing\n`,
    );
  return images;
}

const pathOf = (name: string): string => encodeURIComponent(name).replaceAll(/%(?:2F|3A|40)/g, decodeURIComponent);

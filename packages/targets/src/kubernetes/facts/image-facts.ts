import type { Service } from '@transpose/core';
import { parseImageReference, parseUser } from '@transpose/core';
import { dockerImageName } from '../../shared/images/image-lookup.ts';
import type { ImageRecord } from '../../shared/images/image-record.ts';
import type { ImagePort, KnownImage } from '../../shared/images/known-images.ts';
import { knownImage } from '../../shared/images/known-images.ts';
import { numericText, withImageProcess } from '../../shared/images/with-images.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import type { NumericUser } from '../security/numeric-user.ts';
import { numericUser } from '../security/numeric-user.ts';

/**
 * What is known of a service's image, by its record and the image table: of the image itself where it has a record, else
 * of the image that its Dockerfile starts from, because ports, data and user are inherited, else by its name.
 */
export function knownImageOf(basis: DockerfileBasis, service: Service): KnownImage | undefined {
  const record = recordOf(basis, service);
  const base = dockerfileOf(basis, service)?.base;
  const inherited = base === undefined ? undefined : namedImage(basis, base);
  const known = inherited ?? knownImage(service.image ?? {});
  return record ? recorded(record, known) : known;
}

/** The record of the image that a service runs. */
export const recordOf = ({ images, project }: DockerfileBasis, service: Service): ImageRecord | undefined =>
  images(dockerImageName(project, service));

/** The record of the image that a service's Dockerfile starts from. */
function baseRecordOf(basis: DockerfileBasis, service: Service): ImageRecord | undefined {
  const base = dockerfileOf(basis, service)?.base;
  return base === undefined ? undefined : basis.images(base);
}

function namedImage({ images }: DockerfileBasis, name: string): KnownImage | undefined {
  const known = knownImage(parseImageReference(name));
  const record = images(name);
  return record ? recorded(record, known) : known;
}

/** The record counts more than the table, which knows the port that clients mean first, and what the data are. */
function recorded({ ports, volumes }: ImageRecord, known: KnownImage | undefined): KnownImage {
  const listed = ports?.map((text): ImagePort => {
    const [port, protocol] = text.split('/');
    return { port: Number(port), protocol: protocol as ImagePort['protocol'] };
  });
  const isListed = (one: ImagePort) =>
    listed?.some(({ port, protocol }) => port === one.port && protocol === one.protocol) === true;
  const first = known?.ports.filter(isListed) ?? [];
  const others = listed?.filter(
    (one) => !first.some(({ port, protocol }) => port === one.port && protocol === one.protocol),
  );
  return {
    ports: others ? [...first, ...others.toSorted((one, other) => one.port - other.port)] : (known?.ports ?? []),
    dataPaths: known?.dataPaths ?? [],
    ...(volumes && { volumes }),
    dataStore: known?.dataStore,
  };
}

/** Who an image runs as when the file does not say it. */
export interface ImageUser extends NumericUser {
  /** The name, where nobody knows its number. */
  readonly unknown?: string;
}

/** By the Dockerfile, by the record of the image or of its base, and by the image table; undefined: nobody knows. */
export function imageUserOf(basis: DockerfileBasis, service: Service): ImageUser | undefined {
  const record = recordOf(basis, service);
  const base = baseRecordOf(basis, service);
  const text = dockerfileOf(basis, service)?.user ?? record?.user ?? base?.user;
  if (text === undefined) {
    const known = knownImage(parseImageReference(dockerfileOf(basis, service)?.base ?? service.image?.text ?? ''));
    return known && (known.uid === undefined ? {} : { uid: known.uid });
  }
  const numbers = numericUser(numericText(record?.users ? record : (base ?? {}), text));
  const { user: name } = parseUser(text);
  return numbers.uid === undefined && name !== '' ? { unknown: name } : numbers;
}

/** The CMD of a service's image, by its Dockerfile or by the record of the image that this starts from. */
export function builtCommandOf(basis: DockerfileBasis, service: Service): readonly string[] | undefined {
  const stage = dockerfileOf(basis, service);
  // An ENTRYPOINT takes away the CMD of the base image.
  return stage?.cmd ?? (stage?.entrypoint ? undefined : baseRecordOf(basis, service)?.command);
}

/** A service with what its image runs where the file does not say it. */
export const processOf = (basis: DockerfileBasis, service: Service): Service =>
  withImageProcess(service, recordOf(basis, service));

/** The shell that lines of healthchecks are for. */
export function shellOf(basis: DockerfileBasis, service: Service): readonly string[] {
  const written = dockerfileOf(basis, service)?.shell;
  const recordedShell = recordOf(basis, service)?.shell ?? baseRecordOf(basis, service)?.shell ?? [];
  return written ?? (recordedShell.length > 0 ? recordedShell : ['/bin/sh', '-c']);
}

/** Whether the Dockerfile of a service puts another program in the place of its base image's. */
export function replacesProgram(basis: DockerfileBasis, service: Service): boolean {
  const stage = dockerfileOf(basis, service);
  return stage?.cmd !== undefined || stage?.entrypoint !== undefined;
}

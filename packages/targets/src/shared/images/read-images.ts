import { nearestName, parseImageReference, parseSeconds, userId } from '@transpose/core';
import { table } from '../formats/table.ts';
import type { ImageRecords } from './image-record.ts';

/** Records that came from outside, or what is wrong with them: each with its place, `nginx:1.27: ports[0]`. */
export interface ReadImages {
  readonly images: ImageRecords;
  readonly problems: readonly string[];
}

/** Checks that data are records of images. */
export function readImages(data: unknown): ReadImages {
  const problems: string[] = [];
  const complain: Complain = (place, what) => problems.push(`${place}: ${what}`);
  if (!isObject(data)) complain('images', `${shown(data)} is not an object of records by the names of images`);
  else
    for (const [name, record] of Object.entries(data)) {
      if (parseImageReference(name).repository === undefined) complain(name, 'this is not the name of an image');
      checkObject(record, recordFields, `${name}: `, complain);
    }
  return { images: problems.length === 0 ? (data as ImageRecords) : {}, problems };
}

type Complain = (place: string, what: string) => void;
type Check = (value: unknown, place: string, complain: Complain) => void;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function checkObject(value: unknown, fields: Readonly<Record<string, Check>>, place: string, complain: Complain): void {
  if (!isObject(value)) return complain(place.replace(/(?:: |\.)$/, ''), `${shown(value)} is not an object`);
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const near = check ? undefined : nearestName(name, Object.keys(fields));
    if (check) check(field, `${place}${name}`, complain);
    else complain(`${place}${name}`, `there is no such field${near === undefined ? '' : `; did you mean "${near}"?`}`);
  }
}

/** A check for what is not as it has to be, in words. */
const check =
  (isLegal: (value: unknown) => boolean, what: string): Check =>
  (value, place, complain) => {
    if (!isLegal(value)) complain(place, `${shown(value)} is not ${what}`);
  };

const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && pattern.test(value);

const listOf =
  (item: Check): Check =>
  (value, place, complain) => {
    if (!Array.isArray(value)) return complain(place, `${shown(value)} is not a list`);
    for (const [index, one] of value.entries()) item(one, `${place}[${index}]`, complain);
  };

const mapOf =
  (item: Check): Check =>
  (value, place, complain) => {
    if (!isObject(value)) return complain(place, `${shown(value)} is not an object`);
    for (const [name, one] of Object.entries(value)) item(one, `${place}.${name}`, complain);
  };

const text = check(isText, 'a text');
const path = check((value) => isText(value) && value.startsWith('/'), 'an absolute path');
const duration = check(
  (value) => isText(value) && parseSeconds(value) !== undefined,
  'a length of time, such as 30s or 1m30s',
);
const count = check((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a number from 0 on');
const port = check((value) => {
  const number = isText(value) ? /^(\d{1,5})\/(?:tcp|udp|sctp)$/.exec(value)?.[1] : undefined;
  return number !== undefined && Number(number) > 0 && Number(number) < 65536;
}, 'a port with its protocol, such as 80/tcp');
const ids = check((value) => {
  const parts = isText(value) ? value.split(':') : [];
  return parts.length > 0 && parts.length < 3 && parts.every((part) => userId(part) !== undefined);
}, 'UID or UID:GID in numbers');
const test = check(
  (value) => Array.isArray(value) && value.every(isText) && /^(?:CMD|CMD-SHELL|NONE)$/.test(value[0] ?? 'NONE'),
  'a list that begins with CMD, CMD-SHELL or NONE',
);

const healthFields: Readonly<Record<string, Check>> = table({
  test,
  interval: duration,
  timeout: duration,
  start_period: duration,
  start_interval: duration,
  retries: count,
});

const recordFields: Readonly<Record<string, Check>> = table({
  user: text,
  users: mapOf(ids),
  groups: mapOf(
    check((value) => typeof value === 'number' && userId(String(value)) !== undefined, 'a number of a group'),
  ),
  ports: listOf(port),
  entrypoint: listOf(text),
  command: listOf(text),
  shell: listOf(text),
  volumes: listOf(path),
  healthcheck: (value, place, complain) => {
    if (value !== null) checkObject(value, healthFields, `${place}.`, complain);
  },
  working_dir: check(matches(/^(?:\/|$)/), 'an absolute path'),
  architecture: check(matches(/^[a-z0-9_/.-]{1,40}$/), 'the name of an architecture, such as amd64'),
  platforms: listOf(check(matches(/^[a-z0-9]+\/[a-z0-9_/.-]{1,40}$/), 'a platform, such as linux/amd64')),
});

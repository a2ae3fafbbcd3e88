import { getSystemErrorMap } from 'node:util';
import { shownText } from '@transpose/core';

/** What the system says of a file, for people: `/etc/x: permission denied`. `named`: the file as the user named it. */
export function systemErrorText(error: unknown, named?: string): string {
  const { message, errno, path } = error as NodeJS.ErrnoException;
  const text = errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1];
  const file = named ?? path;
  return shownText(file === undefined ? (text ?? message) : `${file}: ${text ?? message}`);
}

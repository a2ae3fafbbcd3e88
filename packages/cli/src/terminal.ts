import { isatty } from 'node:tty';

/** Whether a descriptor is a terminal. In a file of its own, because node:tty loads all of Node's streams and network. */
export function isTerminal(descriptor: number): boolean {
  return isatty(descriptor);
}

import { fileURLToPath } from 'node:url';

/** The folder of the fixtures, absolute, ending in a slash. */
export const fixturesDirectory: string = fileURLToPath(new URL('.', import.meta.url));

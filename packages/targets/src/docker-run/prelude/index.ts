/**
 * The fixed functions of the script, in sections; a section is printed when the project needs it. POSIX sh that dash,
 * bash and busybox run alike. A definition hands its words to a function: first what is no option (`secret NAME VALUE`,
 * `line NAME VALUE`, `file PATH MODE UID GID OWNED CONTENT`, `directory PATH`, `shares ID`), then `--`, then the options
 * of `create`, the image and the command.
 */
export * from './builds.ts';
export * from './command-line.ts';
export * from './commands.ts';
export * from './containers.ts';
export * from './copies.ts';
export * from './hooks.ts';
export * from './images.ts';
export * from './messages.ts';
export * from './place.ts';
export * from './queries.ts';
export * from './resources.ts';
export * from './values.ts';
export * from './variables.ts';
export * from './waits.ts';

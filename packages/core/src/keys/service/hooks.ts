import { commandLine, flag, key, listOrMap, object, text } from '../type.ts';

const common = {
  command: key(commandLine, 'Command to run.', { decode: 'words', zero: 'always' }),
  user: key(text, 'User to run it as; by default that of the service.'),
  privileged: key(flag, 'Run it with all privileges.', { decode: 'boolean' }),
  working_dir: key(text, 'Directory to run it in.'),
  environment: key(listOrMap, 'Environment variables of the command.', { decode: 'entries' }),
} as const;

/** A command in the service's own container. */
export const serviceHook = object(common, { required: ['command'] });

/** A command in a container of its own, run to its end before the service starts. */
export const initHook = object({
  ...common,
  image: key(text, 'Image to run it in; by default that of the service.'),
  per_replica: key(flag, 'Run it once per replica instead of once per service.', { decode: 'boolean' }),
});

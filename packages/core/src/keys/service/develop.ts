import { stringToList } from '../expand.ts';
import { serviceHook } from './hooks.ts';
import { bool, key, list, none, object, oneOf, text, textOrList, words } from '../type.ts';

const watch = object(
  {
    path: key(text, 'Path on the host to watch.', { path: 'watched' }),
    action: key(words('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'), 'What to do when a file changes.'),
    target: key(text, 'Path in the container to copy to.'),
    ignore: key(textOrList, 'Patterns of files that do not count.', { expand: stringToList, decode: 'texts' }),
    include: key(textOrList, 'Patterns of files that count.', { expand: stringToList, decode: 'texts' }),
    exec: key(serviceHook, 'Command to run after copying, for `sync+exec`.', { since: '2.32.0', zero: 'always' }),
    initial_sync: key(bool, 'Copy once at the start.', { since: '2.33.0', decode: 'boolean' }),
  },
  { required: ['path', 'action'] },
);

export const develop = oneOf(
  object({
    watch: key(list(watch), 'Files to watch, for `docker compose watch`.'),
  }),
  none,
);

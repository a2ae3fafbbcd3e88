import { key, list, object, oneOf, text, textOrList } from './type.ts';

export const include = list(
  oneOf(
    text,
    object(
      {
        path: key(textOrList, 'Compose file to include; further ones are laid over it.'),
        env_file: key(textOrList, 'Files of variables for the included files.'),
        project_directory: key(text, 'Base of relative paths in the included files.'),
      },
      { closed: true },
    ),
  ),
);

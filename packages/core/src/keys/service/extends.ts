import { key, object, oneOf, text } from '../type.ts';

export const extendsKey = oneOf(
  text,
  object(
    {
      service: key(text, 'Service to start from.'),
      file: key(text, 'File that has it; by default this one.'),
    },
    { required: ['service'], closed: true },
  ),
);

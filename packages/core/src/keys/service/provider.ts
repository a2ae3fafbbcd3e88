import { bool, key, list, map, number, object, oneOf, text } from '../type.ts';

const value = oneOf(text, number, bool);

export const provider = object(
  {
    type: key(text, 'Program that provides the service.'),
    options: key(map(oneOf(text, number, bool, list(value))), 'Options for the program.', {
      decode: 'option-lists',
    }),
  },
  { required: ['type'] },
);

import { key, map, none, number, object, oneOf, text } from '../type.ts';

export const logging = object({
  driver: key(text, 'Logging driver.'),
  options: key(map(oneOf(text, number, none)), 'Options of the driver.', { decode: 'options' }),
});

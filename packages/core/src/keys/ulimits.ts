import { integerOrText, key, map, object, oneOf } from './type.ts';

const names = { names: /^[a-z]+$/, otherNames: 'unchecked' } as const;

/** Limits of a service's processes. */
export const ulimits = map(
  oneOf(
    integerOrText,
    object(
      {
        soft: key(integerOrText, 'Soft limit.', { cast: 'integer' }),
        hard: key(integerOrText, 'Hard limit.', { cast: 'integer' }),
      },
      { required: ['soft', 'hard'], dropsExtensions: true },
    ),
  ),
  names,
);

/** Limits while building: unlike those of a service, strings are not turned into numbers. */
export const buildUlimits = map(
  oneOf(
    integerOrText,
    object(
      { soft: key(integerOrText, 'Soft limit.'), hard: key(integerOrText, 'Hard limit.') },
      { required: ['soft', 'hard'], dropsExtensions: true },
    ),
  ),
  names,
);

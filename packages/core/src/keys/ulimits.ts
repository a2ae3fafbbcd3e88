import { integerOrText, key, map, object, oneOf } from './type.ts';

export const ulimits = map(
  oneOf(
    integerOrText,
    object(
      {
        soft: key(integerOrText, 'Soft limit.', { cast: 'integer' }),
        hard: key(integerOrText, 'Hard limit.', { cast: 'integer' }),
      },
      { required: ['soft', 'hard'] },
    ),
  ),
  { names: /^[a-z]+$/, otherNames: 'unchecked' },
);

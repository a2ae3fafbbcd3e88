import { flag, key, list, numberOrText, object, oneOf, text } from '../type.ts';

export const healthcheck = object({
  test: key(oneOf(text, list(text)), 'Command that tells whether the container is healthy.', {
    merge: 'replace',
    decode: 'test',
  }),
  interval: key(text, 'Time between two tests.', { decode: 'duration', zero: 'kept' }),
  timeout: key(text, 'Time after which a test has failed.', { decode: 'duration', zero: 'kept' }),
  retries: key(numberOrText, 'Failures in a row that make the container unhealthy.', {
    cast: 'integer',
    decode: 'count',
    zero: 'kept',
  }),
  start_period: key(text, 'Time at the start in which failures do not count.', { decode: 'duration', zero: 'kept' }),
  start_interval: key(text, 'Time between two tests during the start period.', {
    since: '2.20.2',
    decode: 'duration',
    zero: 'kept',
  }),
  disable: key(flag, "Switch the image's test off.", { cast: 'boolean', decode: 'boolean' }),
});

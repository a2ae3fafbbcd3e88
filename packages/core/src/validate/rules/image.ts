import type { ServiceRule } from './rule.ts';
import { placeOf, textAt } from './rule.ts';

/** A service has an image, is built, or is provided by a program. */
export const image: ServiceRule = ({ name, service, path, report }) => {
  if (service.entries.has('build') || service.entries.has('provider') || textAt(service, ['image']) !== '') return;
  report.add({
    code: 'no-image',
    message: `service "${name}" has neither an image nor a build`,
    path,
    span: placeOf(service),
    hint: 'add `image:` or `build:`',
  });
};

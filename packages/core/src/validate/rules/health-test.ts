import { isSeq, isString, nodeAt } from '../../tree/node.ts';
import type { ServiceRule } from './rule.ts';

/** The first word of a test in list form says how it is run. */
export const healthTest: ServiceRule = ({ service, path, report }) => {
  const test = nodeAt(service, ['healthcheck', 'test']);
  const first = isSeq(test) ? test.items[0] : undefined;
  if (!first || (isString(first) && ['CMD', 'CMD-SHELL', 'NONE'].includes(first.value))) return;
  report.add({
    code: 'invalid-test',
    message: 'a health test in list form starts with "CMD", "CMD-SHELL" or "NONE"',
    path: [...path, 'healthcheck', 'test'],
    span: first.origin.span,
    hint: 'put "CMD" before the words, or write the test as one string',
  });
};

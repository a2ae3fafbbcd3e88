import { expect, it } from 'vitest';
import { loaderReport } from '../../report/report.ts';
import { parseYaml } from '../parse.ts';

it.each([
  ['a:\n\t\n  b: 1\n', 'remove the white space', ''],
  ['\t\r\na: 1\n', 'remove the white space', ''],
  ['a: 1\n\t# comment\n', 'write a space instead', ' '],
  ['a:\n-\t- b\n', 'write a space instead', ' '],
])('mends the tab of %j: %s', (text, title, edited) => {
  const report = loaderReport();
  parseYaml({ file: 'compose.yaml', text }, report);
  expect(report.diagnostics.map(({ code, mend }) => [code, mend?.title, mend?.edits[0]?.text])).toEqual([
    ['tab-indent', title, edited],
  ]);
});

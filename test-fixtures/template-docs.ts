import { helperGroups } from '../packages/targets/src/template/helpers/index.ts';
import { sampleCompose } from '../packages/targets/src/template/testing.ts';

/** `docs/template-helpers.md`: each helper with an example, which tests run. */
export function helpersPage(): string {
  const sections = helperGroups.flatMap(([title, helpers]) => [
    `## ${title}`,
    '',
    ...Object.values(helpers).flatMap(({ usage, doc, example: [template, output] }) => [
      `### ${usage}`,
      '',
      doc,
      '',
      fenced('handlebars', template),
      ...(output === '' ? [] : ['', fenced('text', output)]),
      '',
    ]),
  ]);
  return [
    '# Helpers of templates',
    '',
    'What is between double braces, besides paths of the [model](model.md). A helper makes a value, and may appear in',
    'another in parentheses: `{{shell (concat name "-" container.order)}}`. An argument that is not given is an error, unless',
    'the helper asks about it (`if`, `default`, `given`, `eq` …). Nothing is HTML-escaped. The examples see this project:',
    '',
    fenced('yaml', sampleCompose),
    '',
    '<!-- Made from packages/targets/src/template/helpers by `npm run docs`: edit those. -->',
    '',
    ...sections,
  ].join('\n');
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``;

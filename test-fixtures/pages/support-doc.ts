import { projectType } from '@transpose/core';
import type { KeyTable, Type } from '@transpose/core';
import type { Support } from '../../packages/targets/src/account/support.ts';
import { rowAt } from '../../packages/targets/src/account/support-table.ts';
import type { Target } from '../../packages/targets/src/target.ts';
import { wordingOf } from '../../packages/targets/src/account/wording.ts';

/** A page on what a target does with each key, in Markdown. */
export function supportPage(target: Target): string {
  const rows = keyPaths().flatMap((key) => {
    const support = ownRow(target, key);
    return support ? [[code(key), outcomeOf(support), wordsOf(support)]] : [];
  });
  return [
    `# What ${target.name} does with each Compose key`,
    '',
    `${target.summary}. A key without a row of its own has that of the key above it.`,
    'This is the general rule: `transpose check` says what becomes of each value in your files.',
    '',
    made,
    '',
    ...table(['Key', 'Outcome', 'Becomes, or why not'], rows),
    '',
  ].join('\n');
}

/** A page with a row per key and a column per target. */
export function supportMatrix(targets: readonly Target[]): string {
  const rows = keyPaths().flatMap((key) => {
    const supports = targets.map((target) => ownRow(target, key));
    if (supports.every((support) => support === undefined)) return [];
    const cells = targets.map((target) => {
      const support = rowAt(target.support, key.split('.'));
      return support ? outcomeOf(support) : '';
    });
    return [[code(key), ...cells]];
  });
  return [
    '# Compose keys by target',
    '',
    ...targets.map(({ name, summary }) => `- [${name}](${name}.md): ${summary}`),
    '',
    'carried: arrives whole. approximated: arrives, and something behaves differently. lost: does not arrive.',
    'resolved: has done its work before the target comes, or means nothing at run time.',
    '',
    made,
    '',
    ...table(
      ['Keys', ...targets.map(({ name }) => name)],
      ['carried', 'approximated', 'lost', 'resolved'].map((outcome) => [
        outcome,
        ...targets.map((_, column) => String(rows.filter((row) => row[column + 1] === outcome).length)),
      ]),
    ),
    '',
    ...table(['Key', ...targets.map(({ name }) => name)], rows),
    '',
  ].join('\n');
}

/**
 * A page with its generated parts made anew: between `<!-- keys: services.ports … -->` and `<!-- /keys -->` the rows of
 * those keys, between `<!-- options -->` and `<!-- /options -->` the options of the target.
 */
export function withGeneratedParts(target: Target, page: string): string {
  const part = (begin: string, lines: readonly string[], end: string) => [begin, '', ...lines, '', end].join('\n');
  return page
    .replaceAll(/(<!-- keys: ([^>]*?) -->)[^]*?(<!-- \/keys -->)/g, (_, begin: string, keys: string, end: string) =>
      part(begin, table(['Key', 'Outcome', 'Becomes, or why not'], keyRows(target, keys.split(/\s+/))), end),
    )
    .replaceAll(/(<!-- options -->)[^]*?(<!-- \/options -->)/g, (_, begin: string, end: string) =>
      part(begin, table(['Option', 'What it does', 'Default'], optionRows(target)), end),
    );
}

function keyRows(target: Target, keys: readonly string[]): readonly (readonly string[])[] {
  return keys.map((key) => {
    const support = rowAt(target.support, key.split('.'));
    if (!support) throw new Error(`no row in the support table for ${key}`);
    return [code(key), outcomeOf(support), wordsOf(support)];
  });
}

function optionRows({ options }: Target): readonly (readonly string[])[] {
  return options.map(({ name, value, choices, default: fallback, description }) => {
    const words = choices?.join('|') ?? value;
    const shown = typeof fallback === 'string' ? code(fallback) : '';
    return [code(words === undefined ? `--${name}` : `--${name} ${words}`), description, shown];
  });
}

const made = '<!-- Made from the support tables by `npm run docs`: edit those. -->';

/** The row that a target has for exactly this key. */
function ownRow(target: Target, key: string): Support | undefined {
  const path = key.split('.');
  const row = rowAt(target.support, path);
  return row && row !== rowAt(target.support, path.slice(0, -1)) ? row : undefined;
}

/** Every key of the key table, parents first. */
function keyPaths(): readonly string[] {
  const paths = new Set<string>();
  const addKeys = (keys: KeyTable, above: string): void => {
    for (const [name, { type }] of Object.entries(keys)) {
      const path = above === '' ? name : `${above}.${name}`;
      paths.add(path);
      addType(type, path);
    }
  };
  const addType = (type: Type, path: string): void => {
    if (type.is === 'object') addKeys(type.keys, path);
    else if (type.is === 'list' || type.is === 'map') addType(type.of, path);
    else if (type.is === 'one-of') for (const one of type.of) addType(one, path);
  };
  addKeys(projectType.keys, '');
  return [...paths];
}

function outcomeOf({ kind }: Support): string {
  return kind === 'dropped' ? 'lost' : kind;
}

function wordsOf(support: Support): string {
  const { why, instead } = wordingOf(support);
  switch (support.kind) {
    case 'carried':
      return code(support.field);
    case 'approximated':
      return sentences(`${code(support.field)}: ${why}`, instead);
    case 'dropped':
      return sentences(why, instead);
    case 'resolved':
      return why;
  }
}

const sentences = (...parts: readonly string[]): string =>
  parts.flatMap((part) => (part === '' ? [] : [`${part}.`])).join(' ');

export const code = (text: string): string => `\`${text}\``;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

import type { LoadResult, Report } from '@transpose/core';
import type { TargetCode } from '../../account/codes.ts';
import type { OptionValues } from '../../target.ts';
import { filledIn } from './filled-in.ts';

/** What `--keep` says of a variable: `all`, `none`, or names; `usual`: what nothing says. */
export function keptByChoice(
  values: OptionValues,
  loaded: LoadResult,
  report: Report<TargetCode>,
  usual: boolean,
): (name: string) => boolean {
  const given = values['keep'];
  const words = (Array.isArray(given) ? given : [given ?? '']).flatMap((word) => String(word).split(/[\s,]+/));
  const names = new Set(words.filter((word) => word !== ''));
  for (const name of names) {
    const isWord = name === 'all' || name === 'none';
    if (isWord ? names.size === 1 : isUsed(loaded, name)) continue;
    report.add({
      code: 'bad-option',
      message: isWord
        ? `--keep ${name}: nothing else can be said beside it`
        : `--keep ${name}: the project has no variable of this name`,
    });
  }
  const all = names.has('all') || (names.size === 0 && usual);
  return (name) => all || names.has(name);
}

function isUsed({ variables, tree, project }: LoadResult, name: string): boolean {
  return (
    variables.some((variable) => variable.name === name) ||
    filledIn(tree, (_, other) => other !== name).length > 0 ||
    [project?.secrets, project?.configs].some((tops) =>
      Object.values(tops ?? {}).some(({ environment }) => environment === name),
    ) ||
    Object.values(project?.services ?? {}).some(({ environment }) => environment[name] === null)
  );
}

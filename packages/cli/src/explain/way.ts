import type { Node, Path, Project } from '@transpose/core';
import type { Account, LedgerEntry, OutputFile, Target } from '@transpose/targets';
import { isPrivate } from '../output/plan-write.ts';
import { linesOnlyIn } from '../print/diff.ts';
import { someMaskedLines } from '../print/mask-lines.ts';
import { otherProjects } from './other-projects.ts';
import { shownValue } from './shown-value.ts';
import type { ValueSource } from './sources.ts';
import { sourcesOf } from './sources.ts';
import type { Variables } from './variables.ts';

/** The way of a value: where it comes from, what it is in the model, and what targets make of it. */
export interface Way {
  readonly path: Path;
  /** As in the model, secrets masked. */
  readonly value: unknown;
  readonly sources: readonly ValueSource[];
  readonly targets: readonly TargetWay[];
}

export interface TargetWay {
  readonly target: string;
  /** What became of the value, or of the parts of it that the input gives. */
  readonly uses: readonly LedgerEntry[];
  readonly fields: readonly FieldPlace[];
  /** Why the target makes nothing of the project. */
  readonly failed: boolean;
}

/** A field of the output, or a line of it. */
export interface FieldPlace {
  readonly file: string;
  readonly line: number | undefined;
  /** The field's name; of a target whose files do not know their fields the line, its secrets masked. */
  readonly name: string;
}

/** What a conversion gave. */
export interface TargetResult {
  readonly target: Target;
  readonly account: Account;
  readonly files: readonly OutputFile[];
  readonly failed: boolean;
  /** The files that the target would make of another project; undefined when it could make none. */
  filesOf(project: Project): readonly OutputFile[] | undefined;
}

export function wayOf(
  path: Path,
  node: Node,
  variables: Variables,
  project: Project,
  results: readonly TargetResult[],
): Way {
  return {
    path,
    value: shownValue(node, path),
    sources: sourcesOf(path, node, variables),
    targets: results.map((result) => ({
      target: result.target.name,
      uses: usesAt(result.account, path, node),
      fields: placesOf(result, project, path),
      failed: result.failed,
    })),
  };
}

/** The entries of the account at and below a path; else those of the value around it, or that a rule made it of. */
function usesAt({ entries }: Account, path: Path, node: Node): readonly LedgerEntry[] {
  const below = entries.filter((entry) => startsWith(entry.path, path));
  if (below.length > 0) return below;
  const around = entries.filter((entry) => startsWith(path, entry.path));
  if (around.length > 0) return around;
  const { source, start } = node.origin.span;
  return entries.filter(({ origin }) => origin.span.source === source && origin.span.start === start);
}

/**
 * What becomes of a value: the fields that the files know; else the lines that would be others were the value not given,
 * or another, or what holds it not there.
 */
function placesOf(result: TargetResult, project: Project, path: Path): readonly FieldPlace[] {
  const known = fieldsFrom(result.files, path);
  if (known.length > 0 || result.failed) return known;
  for (const other of otherProjects(project, path)) {
    const others = result.filesOf(other);
    if (!others) continue;
    const lines = linesNotIn(others, result.files);
    if (lines.length > 0) return lines;
    // A value may take lines away: a healthcheck that is disabled.
    const missing = linesNotIn(result.files, others);
    if (missing.length > 0)
      return missing.map(({ file, name }) => ({ file, line: undefined, name: `without it: ${name}` }));
  }
  return [];
}

/** The fields that come from a value or from parts of it, and those that a value around it became. */
function fieldsFrom(files: readonly OutputFile[], path: Path): readonly FieldPlace[] {
  return files.flatMap((file) =>
    (file.fields?.() ?? []).flatMap(({ name, line, from, whole }) =>
      startsWith(from, path) || (!whole && startsWith(path, from)) ? [{ file: file.path, line, name }] : [],
    ),
  );
}

/** The lines of files that other files do not have. */
function linesNotIn(others: readonly OutputFile[], files: readonly OutputFile[]): readonly FieldPlace[] {
  return files.flatMap(({ path: file, content, mode }): readonly FieldPlace[] => {
    if (file === '.gitignore') return [];
    const other = others.find((one) => one.path === file);
    if (!other) return [{ file, line: undefined, name: 'the whole file' }];
    const lines = content.split('\n').map((line) => `${line}\n`);
    const own = linesOnlyIn(content, other.content).filter((line) => !hash.test(lines[line - 1] ?? ''));
    const shown = someMaskedLines(file, isPrivate(mode), lines, own);
    return own.map((line, index) => ({ file, line, name: shown[index]?.trim() ?? '' }));
  });
}

/** A hash of all that a container is made of depends on each value: that is not worth a word. */
const hash = /\b[0-9a-f]{64}\b/;

const startsWith = (path: Path, beginning: Path): boolean =>
  beginning.length <= path.length && beginning.every((step, index) => step === path[index]);

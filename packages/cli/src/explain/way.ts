import type { Node, Path } from '@transpose/core';
import type { Account, LedgerEntry, OutputFile, Target } from '@transpose/targets';
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

/** A field of the output. */
export interface FieldPlace {
  readonly file: string;
  readonly line: number | undefined;
  readonly name: string;
}

/** What a conversion gave. */
export interface TargetResult {
  readonly target: Target;
  readonly account: Account;
  readonly files: readonly OutputFile[];
  readonly failed: boolean;
}

export function wayOf(path: Path, node: Node, variables: Variables, results: readonly TargetResult[]): Way {
  return {
    path,
    value: shownValue(node, path),
    sources: sourcesOf(path, node, variables),
    targets: results.map(({ target, account, files, failed }) => ({
      target: target.name,
      uses: usesAt(account, path, node),
      fields: fieldsFrom(files, path),
      failed,
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

/** The fields that come from a value or from parts of it, and those that a value around it became. */
function fieldsFrom(files: readonly OutputFile[], path: Path): readonly FieldPlace[] {
  return files.flatMap((file) =>
    (file.fields?.() ?? []).flatMap(({ name, line, from, whole }) =>
      startsWith(from, path) || (!whole && startsWith(path, from)) ? [{ file: file.path, line, name }] : [],
    ),
  );
}

const startsWith = (path: Path, beginning: Path): boolean =>
  beginning.length <= path.length && beginning.every((step, index) => step === path[index]);

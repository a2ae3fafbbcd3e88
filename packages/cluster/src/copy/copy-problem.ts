import { ApiError, ConnectionError, refusalHint } from '../client/api-error.ts';
import type { Fault } from '../faults/fault.ts';
import type { DataSource } from './request.ts';

/** Why data is not copied, and what to do. */
export class CopyProblem extends Error {
  readonly hint: string;
  /** Names of files, or the like. */
  readonly details: readonly string[];

  constructor(message: string, hint: string, details: readonly string[] = []) {
    super(message);
    this.hint = hint;
    this.details = details;
  }
}

export const missingClaim = (claim: string): CopyProblem =>
  new CopyProblem(
    `there is no claim "${claim}"`,
    'it is external: create it first, as the service that uses it needs it',
  );

/** A problem of a claim, at the mount that names its source. */
export const dataFault = (claim: string, source: DataSource | undefined, error: Error): Fault => ({
  kind: 'data',
  service: claim,
  path: (source?.path ?? []).map(String),
  what: error.message,
  details: error instanceof CopyProblem ? error.details : [],
  hint: error instanceof CopyProblem ? error.hint : hintFor(error, claim),
  patience: 0,
});

const hintFor = (error: Error, claim: string): string =>
  (error instanceof ApiError ? refusalHint(error) : undefined) ??
  (error instanceof ConnectionError || error instanceof ApiError
    ? `transpose copy-data ${claim} goes on where it was`
    : `what it said is above; transpose copy-data ${claim} goes on where it was`);

/** A fault of the Pod lies in no service: it is told at the mount that needs the Pod. */
export function withSource(fault: Fault, todo: readonly (readonly [string, readonly DataSource[]])[]): Fault {
  const source = todo[0]?.[1][0];
  const hints: Partial<Record<Fault['kind'], string>> = {
    image: '--image NAME takes another image, of a registry that the cluster reaches',
    admission:
      'the Pod needs root and the rights to give files their owners: fill the claims before the namespace forbids that',
  };
  return { ...fault, path: (source?.path ?? []).map(String), hint: hints[fault.kind] ?? fault.hint };
}

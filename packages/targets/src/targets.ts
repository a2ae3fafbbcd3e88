import { dockerRun } from './docker-run/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import type { Target } from './target.ts';

/** Every target, in the order of `transpose targets`. This list is the only registration. */
export const targets: readonly Target[] = [kubernetes, dockerRun];

export const targetNamed = (name: string): Target | undefined => targets.find((target) => target.name === name);

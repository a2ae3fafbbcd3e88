import { dockerRun } from './docker-run/index.ts';
import { helm } from './helm/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import { kustomize } from './kustomize/index.ts';
import { quadlet } from './quadlet/index.ts';
import { systemd } from './systemd/index.ts';
import type { Target } from './target.ts';

/** Every target, in the order of `transpose targets`. This list is the only registration. */
export const targets: readonly Target[] = [kubernetes, kustomize, helm, dockerRun, systemd, quadlet];

export const targetNamed = (name: string): Target | undefined => targets.find((target) => target.name === name);

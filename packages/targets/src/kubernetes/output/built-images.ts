import { planBuild } from '../../container-plan/build.ts';
import type { PlanContext } from '../../container-plan/context.ts';
import { docker } from '../../container-plan/engine.ts';
import { hideBuild } from '../../container-plan/secrets/hidden-secrets.ts';
import type { SecretBox } from '../../container-plan/secrets/secrets.ts';
import { secretBox } from '../../container-plan/secrets/secrets.ts';
import { text } from '../../container-plan/text.ts';
import type { BuildPlan } from '../../container-plan/types.ts';
import { noBuilders } from '../../shared/images/built-images.ts';
import { noImages } from '../../shared/images/image-lookup.ts';
import { schedulesOf } from '../../shared/schedules.ts';
import type { Conversion } from '../../target.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { builderOf, imageOf, isPushed } from '../pod/image.ts';
import { pathTo } from '../../account/key-path.ts';

/** An image that the project builds. */
export interface BuiltImage {
  readonly service: string;
  readonly name: string;
  /** Whether it can be pushed: its name says where to. */
  readonly pushed: boolean;
  readonly plan: BuildPlan;
}

/** The images that the services need and the project builds; `secrets` holds what their plans name. */
export function builtImages(
  context: KubernetesContext,
  conversion: Conversion,
): { readonly images: readonly BuiltImage[]; readonly secrets: SecretBox } {
  const secrets = secretBox();
  const planContext: PlanContext = {
    project: context.project,
    loaded: conversion.base.loaded,
    ledger: conversion.ledger,
    hidden: context.secrets,
    secrets,
    engine: docker,
    // Services with equal builds share one name here.
    builders: noBuilders,
    images: noImages,
    schedules: schedulesOf(context.project),
  };
  const needed = new Set(context.pods.emitted.map((service) => builderOf(context, service)));
  const images = [...needed].flatMap((service): readonly BuiltImage[] => {
    const made = service && planBuild(planContext, service);
    if (!made) return [];
    const plan = hideBuild(planContext, made);
    const name = imageOf(context, service);
    const [, ...flags] = plan.flags;
    const tag = { flag: '--tag', value: text(name), path: pathTo(['services', service.name, 'image']) } as const;
    const pushed = isPushed(context, service);
    return [{ service: service.name, name, pushed, plan: { ...plan, flags: [tag, ...flags] } }];
  });
  return { images, secrets };
}

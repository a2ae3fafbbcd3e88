import type { ContainerPlan, EnvironmentEntry, HookPlan } from '../../container-plan/types.ts';

/** Podman loses carriage returns of a variable that is an argument, and keeps those of its own environment. */
export function withCarriageReturns(plan: ContainerPlan): ContainerPlan {
  const hooks = (all: readonly HookPlan[]) =>
    all.map((hook) => ({ ...hook, environment: throughEnvironment(hook.environment) }));
  return {
    ...plan,
    services: plan.services.map((service) => ({
      ...service,
      environment: throughEnvironment(service.environment),
      preStart: hooks(service.preStart),
      postStart: hooks(service.postStart),
      preStop: hooks(service.preStop),
    })),
  };
}

const throughEnvironment = (entries: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] =>
  entries.map((entry) =>
    entry.secret === undefined && entry.value?.some((part) => typeof part === 'string' && part.includes('\r'))
      ? { ...entry, hidden: true as const }
      : entry,
  );

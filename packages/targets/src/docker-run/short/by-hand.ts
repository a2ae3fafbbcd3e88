import type { ContainerPlan, ServicePlan } from '../../container-plan/types.ts';

/**
 * A plan as a person writes commands: without what the engine does anyway. A container's own name and the aliases that
 * Compose adds to links are left out, and a network that is the only one is joined by plain options.
 */
export function asByHand(plan: ContainerPlan): ContainerPlan {
  return { ...plan, services: plan.services.map(byHand) };
}

const byHand = (service: ServicePlan): ServicePlan => ({
  ...service,
  links: service.links.filter(({ implied }) => !implied),
  networks: service.networks.map(({ ownName: _known, ...one }) => ({
    ...one,
    ...(service.networks.length === 1 && { plain: true }),
  })),
});

/** As many containers of a service as anybody would read the commands of. */
const mostByHand = 100;

export const countOf = (service: ServicePlan): number => Math.min(service.replicas, mostByHand);

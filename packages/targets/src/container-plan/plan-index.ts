import type { ContainerPlan, NetworkPlan, SecretValue, ServicePlan, VolumePlan } from './types.ts';

interface PlanIndex {
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly networks: ReadonlyMap<string, NetworkPlan>;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly secrets: ReadonlyMap<string, SecretValue>;
}

/** Gathered once for a plan. */
const indexes = new WeakMap<ContainerPlan, PlanIndex>();

function indexOf(plan: ContainerPlan): PlanIndex {
  const known = indexes.get(plan);
  if (known) return known;
  const index: PlanIndex = {
    services: new Map(plan.services.map((service) => [service.service, service])),
    networks: new Map(plan.networks.map((network) => [network.key, network])),
    volumes: new Map(plan.volumes.map((volume) => [volume.key, volume])),
    secrets: new Map(plan.secrets.map((secret) => [secret.variable, secret])),
  };
  indexes.set(plan, index);
  return index;
}

/** A service of a plan by its name; undefined where the plan has none of that name. */
export const serviceNamed = (plan: ContainerPlan, name: string): ServicePlan | undefined =>
  indexOf(plan).services.get(name);

/** A network of a plan by its key. */
export const networkAt = (plan: ContainerPlan, key: string): NetworkPlan | undefined => indexOf(plan).networks.get(key);

/** A volume of a plan by its key. */
export const volumeAt = (plan: ContainerPlan, key: string): VolumePlan | undefined => indexOf(plan).volumes.get(key);

/** A secret of a plan by its variable. */
export const secretOf = (plan: ContainerPlan, variable: string): SecretValue | undefined =>
  indexOf(plan).secrets.get(variable);

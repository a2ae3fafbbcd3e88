import { resolveBareNames } from '../normalize/normalize.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isSeq } from '../tree/node.ts';

/**
 * Bare names in lists of `environment` take their values here, where the variables of an include are known; those in
 * mappings do so only later, from the project's environment. Source: compose-go's `ResolveEnvironment`, a quirk.
 */
export function resolveListedNames(model: MapNode, lookup: (name: string) => string | undefined): MapNode {
  const services = model.entries.get('services');
  if (!isMap(services)) return model;
  const entries = new Map<string, Node>();
  for (const [name, service] of services.entries) {
    const environment = isMap(service) ? service.entries.get('environment') : undefined;
    const list = isSeq(environment) ? resolveBareNames(environment, lookup, true) : undefined;
    entries.set(
      name,
      isMap(service) && list ? { ...service, entries: new Map(service.entries).set('environment', list) } : service,
    );
  }
  return { ...model, entries: new Map(model.entries).set('services', { ...services, entries }) };
}

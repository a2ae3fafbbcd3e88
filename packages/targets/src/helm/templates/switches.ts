import type { Manifest } from '../../kubernetes/objects/objects.ts';
import type { KubernetesPlan } from '../../kubernetes/plan.ts';
import { templateOf } from '../../kubernetes/workload/template.ts';
import { oncePer } from '../../shared/once-per.ts';
import type { Chart } from '../chart/chart.ts';
import type { FormObjects } from '../environments/form-objects.ts';
import { idIn } from '../environments/form-objects.ts';
import { groupKey } from './network.ts';
import { valueKey } from '../names.ts';
import { flag } from '../values.ts';

/**
 * The value that decides whether an object is made which some environments have and others have not, though the services
 * that it belongs to are the same; undefined: there is none. `of`: its service and the key of that in values.yaml.
 */
export function switchOf(
  chart: Chart,
  object: Manifest,
  of?: { readonly service: string; readonly key: string },
): string | undefined {
  if (!isSwitched(chart, object, of?.service)) return undefined;
  const about = `whether ${object.kind} ${object.metadata.name} is made`;
  return chart.values.add({ path: switchPath(chart, object, of), value: true, about, schema: flag });
}

/** Whether it is one of these objects. */
export function isSwitched(chart: Chart, object: Manifest, service: string | undefined): boolean {
  const { forms, own, jobs, plan } = chart;
  const [base, ...others] = forms;
  if (!base || !forms.includes(own)) return false;
  const id = idIn(jobs, object);
  const users = service === undefined ? [...(servicesByText(plan).get(object.metadata.name) ?? [])] : [service];
  // What nobody names belongs to all services.
  const isOf = (one: FormObjects, other: FormObjects): boolean =>
    users.length > 0
      ? users.some((name) => other.services.has(name))
      : [...one.services].every((name) => other.services.has(name));
  return base.objects.has(id) ? others.some((other) => !other.objects.has(id) && isOf(base, other)) : isOf(own, base);
}

/** The services by the texts in their Pods: the names of what they use are among them. */
const servicesByText = oncePer(({ workloads }: KubernetesPlan) => {
  const services = new Map<string, Set<string>>();
  for (const { of, object } of workloads)
    for (const text of textsIn(templateOf(object)?.spec)) {
      const naming = services.get(text) ?? new Set();
      services.set(text, naming.add(of));
    }
  return services;
});

/** All strings in plain data. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function switchPath(
  chart: Chart,
  { kind, metadata: { name } }: Manifest,
  of: { readonly service: string; readonly key: string } | undefined,
): readonly string[] {
  if (kind === 'PersistentVolumeClaim') return ['persistence', chart.claims.get(name) ?? name, 'enabled'];
  if (kind === 'Secret') return ['secrets', chart.secrets.get(name) ?? name, 'enabled'];
  if (kind === 'ConfigMap') return ['configs', valueKey(name), 'enabled'];
  if (!of) return ['objects', valueKey(`${kind}-${name}`), 'enabled'];
  const owner = chart.context.names.service(of.service);
  return [of.key, groupKey(name, owner, kind.charAt(0).toLowerCase() + kind.slice(1)), 'enabled'];
}

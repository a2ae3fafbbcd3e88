import { objectId, renamedIn } from '../../kubernetes/objects/metadata.ts';
import type { Manifest } from '../../kubernetes/objects/objects.ts';
import { applyOrder } from '../../kubernetes/objects/apply-order.ts';
import type { KubernetesPlan } from '../../kubernetes/plan.ts';

/** The objects of one form of a project as they are, without values: the project itself, or an environment of it. */
export interface FormObjects {
  readonly services: ReadonlySet<string>;
  /** By the ids of their templates: kind and name, of a Job without its hash. */
  readonly objects: ReadonlyMap<string, Manifest>;
}

/** `mark`: a word that stands for what only templates know: the release's namespace, and the hashes of Jobs. */
export function formObjects(plan: KubernetesPlan, mark: string): FormObjects {
  const jobs = jobNames(plan);
  const marked = new Map([...jobs].map(([name, plain]) => [name, `${plain}-${mark}`]));
  const objects = [...applyOrder(plan), ...plan.omittedSecrets].map(
    (object) => [idIn(jobs, object), JSON.parse(renamedIn(JSON.stringify(object), marked)) as Manifest] as const,
  );
  const { emitted } = plan.context.pods;
  return { services: new Set(emitted.map(({ name }) => name)), objects: new Map(objects) };
}

/** The name without its hash of each Job. */
export const jobNames = ({ workloads, context }: KubernetesPlan): ReadonlyMap<string, string> =>
  new Map(
    workloads.flatMap(({ of, object }) =>
      object.kind === 'Job' ? [[object.metadata.name, context.names.service(of)] as const] : [],
    ),
  );

/** What makes an object the same in another form of the project. */
export const idIn = (jobs: ReadonlyMap<string, string>, { kind, metadata: { name } }: Manifest): string =>
  objectId(kind, kind === 'Job' ? (jobs.get(name) ?? name) : name);

import type { JobSpec } from '../api/models.ts';
import type { Container, Manifest, ObjectMeta, PodSpec, PodTemplateSpec } from './objects.ts';

/**
 * Where a value is in the output, by the API's types: `Pod.spec.hostname`, `Service.spec.ports[].name`. A misspelt one does
 * not compile. Fields of a Pod are named from the Pod, whatever workload it is in.
 */
export type KubernetesField =
  | OneField
  | Together<['Container.volumeMounts', 'Pod.spec.volumes']>
  | Together<['Deployment', 'DaemonSet', 'StatefulSet']>
  // What the script beside the manifests runs.
  | 'docker build';

type OneField =
  | { readonly [Root in keyof Roots]: Root | `${Root}${Below<Roots[Root], Levels>}` }[keyof Roots]
  | `Container.resources.${'limits' | 'requests'}.${'cpu' | 'memory'}`
  | `Container.resources.limits['${string}']`;

type Together<Fields extends readonly OneField[]> = Fields extends readonly [
  infer First extends OneField,
  ...infer Others extends readonly OneField[],
]
  ? Others extends readonly []
    ? First
    : `${First}, ${Together<Others>}`
  : never;

/** What fields are named from: the kinds that are written, and parts of them that have names of their own. */
type Roots = { readonly [Kind in Manifest['kind']]: Extract<Manifest, { readonly kind: Kind }> } & {
  readonly Container: Container;
  readonly Pod: PodTemplateSpec;
  readonly 'Job.spec.template.spec': Pick<PodSpec, 'restartPolicy'>;
  readonly 'CronJob.spec.jobTemplate.spec': JobSpec;
  readonly Workload: { readonly metadata: ObjectMeta };
  /** Of an object of any kind. */
  readonly metadata: ObjectMeta;
};

/** As deep as any field is named. */
type Levels = [1, 2, 3, 4, 5];

type Below<Value, Left extends readonly unknown[]> = Left extends readonly [unknown, ...infer Rest]
  ? Value extends readonly (infer Item)[]
    ? '[]' | `[]${Below<Item, Rest>}`
    : Value extends object
      ? { [Name in FieldsOf<Value>]: `.${Name}` | `.${Name}${Below<Value[Name], Rest>}` }[FieldsOf<Value>]
      : never
  : never;

/** A name that a user chooses is not a field. */
type FieldsOf<Value extends object> = string extends keyof Value
  ? never
  : Exclude<keyof Value, 'template' | 'jobTemplate'> & string;

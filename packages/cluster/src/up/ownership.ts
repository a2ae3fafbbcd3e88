import { ApiError } from '../client/api-error.ts';
import type { KubernetesObject } from '../client/resource.ts';

/** The project of an object that a conversion made: the value of its label. */
const projectLabel = 'app.kubernetes.io/part-of';
const serviceLabel = 'app.kubernetes.io/name';
const writerLabel = 'app.kubernetes.io/managed-by';

/** A project on a cluster: only objects that carry its labels are ever changed or removed. */
export interface ProjectPlace {
  /** The value of the label `app.kubernetes.io/part-of`. */
  readonly project: string;
  readonly namespace: string;
}

export const isOurs = ({ metadata }: KubernetesObject, project: string): boolean =>
  metadata.labels?.[writerLabel] === 'transpose' && metadata.labels[projectLabel] === project;

/** The service or volume that an object belongs to. */
export const ownerOf = ({ metadata }: KubernetesObject): string => metadata.labels?.[serviceLabel] ?? metadata.name;

/** A selector for all objects of the project, or for those of a service. */
export const selectorOf = ({ project }: ProjectPlace, service?: string): string =>
  [`${writerLabel}=transpose`, `${projectLabel}=${project}`, ...(service ? [`${serviceLabel}=${service}`] : [])].join(
    ',',
  );

export const ownLabels = ({ project }: ProjectPlace, name: string): Readonly<Record<string, string>> => ({
  [serviceLabel]: name,
  'app.kubernetes.io/instance': project,
  [projectLabel]: project,
  [writerLabel]: 'transpose',
});

/** Where the objects of a conversion belong. */
export function placeOf(objects: readonly KubernetesObject[]): ProjectPlace {
  const first = objects.find(({ metadata }) => metadata.namespace !== undefined);
  const project = first?.metadata.labels?.[projectLabel];
  const namespace = first?.metadata.namespace;
  if (project === undefined || namespace === undefined)
    throw new TypeError('objects need a namespace and the label app.kubernetes.io/part-of');
  return { project, namespace };
}

export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

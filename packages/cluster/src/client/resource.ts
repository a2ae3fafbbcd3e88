/** An object of the Kubernetes API, as far as we have to know it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
  };
}

/** An object as the server has it. */
export interface LiveObject extends KubernetesObject {
  readonly metadata: KubernetesObject['metadata'] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
  };
}

/** What names an object within a cluster. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** None: it belongs to no namespace. */
  readonly namespace?: string;
}

const plurals: Readonly<Record<string, string>> = {
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
};
const ofCluster = new Set(['Namespace', 'PersistentVolume']);

export function nameOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectName {
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace === undefined || ofCluster.has(kind) ? {} : { namespace }) };
}

/** The path of all objects of a kind: `/apis/apps/v1/namespaces/shop/deployments`. */
export function pathOfKind({ apiVersion, kind, namespace }: Omit<ObjectName, 'name'>): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = plurals[kind] ?? `${kind.toLowerCase()}s`;
  return `${group}${namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${plural}`;
}

export const pathOf = (object: ObjectName): string => `${pathOfKind(object)}/${encodeURIComponent(object.name)}`;

/** The path of the Pods of a namespace. */
export const podsPath = ({ namespace }: { readonly namespace: string }): string =>
  pathOfKind({ apiVersion: 'v1', kind: 'Pod', namespace });

export const podPath = (place: { readonly namespace: string }, name: string): string =>
  `${podsPath(place)}/${encodeURIComponent(name)}`;

/** `Deployment/web`. */
export const shownName = ({ kind, name }: Pick<ObjectName, 'kind' | 'name'>): string => `${kind}/${name}`;

export const sameObject = (one: ObjectName, other: ObjectName): boolean =>
  pathOf({ ...one, apiVersion: groupOf(one) }) === pathOf({ ...other, apiVersion: groupOf(other) });

/** A kind stays what it is when the version of its group changes. */
const groupOf = ({ apiVersion }: ObjectName): string => apiVersion.split('/').slice(0, -1).join('/');

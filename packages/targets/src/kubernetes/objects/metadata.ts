import { labelValue } from '../../shared/names/k8s-name.ts';
import type { Basis } from '../facts/basis.ts';
import type { ObjectMeta } from './objects.ts';

/** What names an object in a plan: `Deployment/web`. */
export const objectId = (kind: string, name: string): string => `${kind}/${name}`;

/** The labels that select the Pods of a service. They never change: selectors are immutable. */
export function selectorLabels(basis: Basis, name: string): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': labelValue(basis.project.name),
  };
}

/** The labels of every object; `name`: of the service or volume that it belongs to. */
export function commonLabels(basis: Basis, name: string): Readonly<Record<string, string>> {
  return {
    ...selectorLabels(basis, name),
    'app.kubernetes.io/part-of': labelValue(basis.project.name),
    'app.kubernetes.io/managed-by': 'transpose',
  };
}

/** The metadata of a namespaced object. `owner`: value of the label `app.kubernetes.io/name`, the object's own name by default. */
export function objectMeta(
  basis: Basis,
  name: string,
  owner: string = name,
  extra: Partial<ObjectMeta> = {},
): ObjectMeta {
  return {
    name,
    namespace: basis.namespace,
    ...extra,
    labels: { ...commonLabels(basis, owner), ...extra.labels },
  };
}

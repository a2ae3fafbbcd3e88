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

/** What can be the name of an object in a text. */
const objectName = /[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/g;

/** A text with other names for objects, in one pass whatever their number. */
export const renamedIn = (text: string, names: ReadonlyMap<string, string>): string =>
  names.size === 0 ? text : text.replace(objectName, (name) => names.get(name) ?? name);

import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { Manifest } from '../objects/objects.ts';
import type { Wait } from './wait.ts';
import { needsToken } from './wait.ts';
import { awaited } from './wait-containers.ts';

/** The account that waiting Pods use, when any asks the API server. */
export const waitAccount = (context: KubernetesContext): string =>
  context.names.reserve('ServiceAccount', 'wait-for-dependencies');

/** One account for the project, with the right to look at the awaited objects and nothing else. `accounts`: those that need it, too. */
export function waitAccess(
  context: KubernetesContext,
  waits: ReadonlyMap<string, readonly Wait[]>,
  jobName: (lead: string) => string,
  account: string,
  accounts: readonly string[],
): readonly Manifest[] {
  const objects = [...waits.values()]
    .flat()
    .flatMap((wait) => (needsToken(wait) ? [awaited(context, wait, jobName)] : []));
  if (objects.length === 0) return [];
  const names = (kind: string) => [
    ...new Set(
      objects.filter((object) => object.startsWith(`${kind}/`)).map((object) => object.slice(kind.length + 1)),
    ),
  ];
  const rule = (group: string, kind: string) => {
    const resourceNames = names(kind);
    // `kubectl wait` and `rollout status` get, list and watch the one object by its name.
    return resourceNames.length === 0
      ? []
      : [{ apiGroups: [group], resources: [`${kind}s`], resourceNames, verbs: ['get', 'list', 'watch'] }];
  };
  const metadata = objectMeta(context, account);
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [
        ...rule('batch', 'job'),
        ...rule('apps', 'deployment'),
        ...rule('apps', 'daemonset'),
        ...rule('apps', 'statefulset'),
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
      subjects: accounts.map((name) => ({ kind: 'ServiceAccount', name, namespace: context.namespace })),
    },
  ];
}

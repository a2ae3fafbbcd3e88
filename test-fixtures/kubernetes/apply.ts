import type { Answer, ApiServer } from './api-server.ts';
import { field, items } from './fields.ts';
import type { Manifest } from './manifests.ts';
import { podTemplateOf } from './manifests.ts';

const strict = 'fieldValidation=Strict&fieldManager=accept';

/**
 * Creates objects in a namespace that is theirs alone and takes them away again. Cluster-wide ones but the Namespace are
 * only tried, and so are all where nodes would run them. A server alone does not make Pods of what it took, so a Pod of
 * each template is tried as well, under the Pod Security level "baseline" unless the Namespace asks for another.
 */
export async function applySet(
  server: ApiServer,
  manifests: readonly Manifest[],
  namespace: string,
): Promise<{ readonly refused: readonly string[]; readonly warnings: readonly string[] }> {
  const refused: string[] = [];
  const warnings: string[] = [];
  const made: string[] = [];
  const create = async (manifest: Manifest): Promise<void> => {
    const label = `${manifest.kind} ${manifest.name}`;
    const resource = await server.resource(manifest.apiVersion, manifest.kind);
    if (!resource) {
      refused.push(`${label}: the server knows no such kind in ${manifest.apiVersion}`);
      return;
    }
    const within = field(manifest.data, 'metadata', 'namespace');
    if (resource.namespaced && within !== namespace) refused.push(`${label}: it is in the namespace ${String(within)}`);
    const collection = resource.namespaced
      ? `${resource.base}/namespaces/${namespace}/${resource.plural}`
      : `${resource.base}/${resource.plural}`;
    const dry = manifest.kind !== 'Namespace' && (server.hasNodes || !resource.namespaced);
    const answer = await server.request(
      'POST',
      `${collection}?${strict}${dry ? '&dryRun=All' : ''}`,
      manifest.text,
      manifest.type,
    );
    warnings.push(...answer.warnings.map((warning) => `${label}: ${warning}`));
    if (answer.status >= 300) refused.push(`${label}: ${messageOf(answer)}`);
    else if (!dry) made.push(`${collection}/${encodeURIComponent(manifest.name)}`);
  };

  try {
    for (const manifest of manifests) await create(manifest);
    if (!server.hasNodes && made.length > 0) refused.push(...(await tryPods(server, manifests, namespace)));
  } finally {
    for (const path of made.toReversed()) await remove(server, path);
  }
  return { refused, warnings };
}

async function tryPods(
  server: ApiServer,
  manifests: readonly Manifest[],
  namespace: string,
): Promise<readonly string[]> {
  const place = `/api/v1/namespaces/${namespace}`;
  const level = 'pod-security.kubernetes.io/enforce';
  const space = manifests.find(({ kind }) => kind === 'Namespace');
  if (field(space?.data, 'metadata', 'labels', level) === undefined) {
    const patch = JSON.stringify({ metadata: { labels: { [level]: 'baseline' } } });
    await server.request('PATCH', place, patch, 'application/merge-patch+json');
  }
  // A controller makes it where one runs.
  const account = JSON.stringify({ metadata: { name: 'default' } });
  await server.request('POST', `${place}/serviceaccounts`, account);
  const refused: string[] = [];
  for (const manifest of manifests) {
    const template = podTemplateOf(manifest);
    if (field(template, 'spec') === undefined) continue;
    const metadata = { ...(field(template, 'metadata') as object | undefined), name: 'tried' };
    const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: field(template, 'spec') });
    const answer = await server.request('POST', `${place}/pods?${strict}&dryRun=All`, pod);
    if (answer.status >= 300) refused.push(`the Pod of ${manifest.kind} ${manifest.name}: ${messageOf(answer)}`);
  }
  await server.request('DELETE', `${place}/serviceaccounts/default`);
  return refused;
}

/** Deletes an object; finalizers that no controller here takes away are taken away. */
async function remove(server: ApiServer, path: string): Promise<void> {
  const answer = await server.request('DELETE', `${path}?gracePeriodSeconds=0&propagationPolicy=Background`);
  if (items(answer.body, 'metadata', 'finalizers').length > 0)
    await server.request('PATCH', path, '{"metadata":{"finalizers":null}}', 'application/merge-patch+json');
  if (items(answer.body, 'spec', 'finalizers').length > 0) {
    const name = String(field(answer.body, 'metadata', 'name'));
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: { finalizers: [] } };
    await server.request('PUT', `${path}/finalize`, JSON.stringify(body));
  }
}

const messageOf = ({ status, body }: Answer): string => `${status} ${String(field(body, 'message'))}`;

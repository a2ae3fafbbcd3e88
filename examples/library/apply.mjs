// Applies a project to a cluster, object by object: node apply.mjs SERVER [DIR]
import { KubeConfig, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import { loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

const [server, directory] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromClusterAndUser({ name: 'cluster', server, skipTLSVerify: true }, { name: 'user' });
const client = KubernetesObjectApi.makeApiClient(config);

const host = nodeHost(directory);
const { files } = convert({ host, loaded: loadProject(host), target: kubernetes });
for (const object of files.flatMap(({ objects }) => objects)) {
  await client.patch(object, undefined, undefined, 'transpose', true, PatchStrategy.ServerSideApply);
  console.log(`${object.kind}/${object.metadata.name}`);
}

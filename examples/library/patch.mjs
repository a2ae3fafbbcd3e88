// Changes a project before it is converted, and says what became of the change: node patch.mjs REGISTRY [DIR]
import { loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

const [registry, directory] = process.argv.slice(2);
const host = nodeHost(directory);
const loaded = loadProject(host);
const services = Object.entries(loaded.project.services).map(([name, service]) => [
  name,
  { ...service, annotations: { ...service.annotations, 'example.com/registry': registry }, hostname: name },
]);
const project = { ...loaded.project, services: Object.fromEntries(services) };
const { files, account } = convert({ host, loaded: { ...loaded, project }, target: kubernetes });

// The objects beside the text can be changed as well.
for (const object of files.flatMap(({ objects }) => objects)) {
  const labels = { ...object.metadata.labels, 'example.com/by': 'patch.mjs' };
  console.log(JSON.stringify({ ...object, metadata: { ...object.metadata, labels } }));
}
for (const { path, support } of account.entries) console.error(`${path.join('.')}: ${support.kind}`);

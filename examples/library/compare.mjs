// Names the services that two projects have and that differ: node compare.mjs DIR OTHER
import { isDeepStrictEqual } from 'node:util';
import { configData, loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';

const [one, other] = process.argv.slice(2, 4).map((directory) => {
  const { tree } = loadProject(nodeHost(directory));
  return tree ? configData(tree, { format: 'yaml' }).services : {};
});
for (const name of Object.keys({ ...one, ...other }).sort()) {
  if (!(name in other)) console.log(`- ${name}`);
  else if (!(name in one)) console.log(`+ ${name}`);
  else if (!isDeepStrictEqual(one[name], other[name])) console.log(`~ ${name}`);
}

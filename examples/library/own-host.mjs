// Shows which files a load reads: node own-host.mjs [DIR]
import { loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';

const disk = nodeHost(process.argv[2]);
const readFile = (path) => {
  const result = disk.readFile(path);
  console.log(result.ok ? `read ${path}` : `${result.failure} ${path}`);
  return result;
};
loadProject({ ...disk, readFile });

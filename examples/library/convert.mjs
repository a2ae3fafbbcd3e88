// Converts a project, and says what is lost on the way: node convert.mjs [DIR]
import { loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

const host = nodeHost(process.argv[2]);
const loaded = loadProject(host);
const { files, account } = convert({ host, loaded, target: kubernetes });
for (const { path, content } of files) console.log(`# ${path}\n${content}`);
for (const { key, support } of account.entries)
  if (support.kind === 'dropped') console.error(`${key}: ${support.reason}`);

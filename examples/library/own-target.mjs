// A format of one's own, with an account of what it leaves out: node own-target.mjs [DIR]
import { loadProject, projectType } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { convert, dropped } from '@transpose/targets';

// A row per key; below it the nearest one counts. What becomes of single uses is said when they are written.
const leftOut = dropped('A Procfile has commands only');
const procfile = {
  name: 'procfile',
  summary: 'A Procfile with the commands of the services',
  options: [{ name: 'prefix', type: 'string', value: 'TEXT', description: 'put in front of each name' }],
  support: Object.fromEntries(Object.keys(projectType.keys).map((key) => [key, leftOut])),
  stream: 'Procfile',
  emit({ base, options, ledger }) {
    const lines = Object.values(base.project.services).flatMap(({ name, command }) => {
      if (!command) return [];
      ledger.carried(['services', name, 'command'], 'command line');
      return [`${options.prefix ?? ''}${name}: ${command.join(' ')}\n`];
    });
    return [{ path: 'Procfile', content: lines.join(''), mode: 0o644 }];
  },
};

const host = nodeHost(process.argv[2]);
const loaded = loadProject(host);
const { files, account } = convert({ host, loaded, target: procfile, options: { prefix: 'shop-' } });
for (const { content } of files) process.stdout.write(content);
for (const { key, support } of account.entries) console.error(`${key}: ${support.kind}`);

// What an editor underlines in a text that was not saved: node editor.mjs <compose.yaml
import { readFileSync } from 'node:fs';
import { diagnosticJson, loadProject, memoryHost } from '@transpose/core';

const host = memoryHost({ cwd: '/editor', files: { '/editor/compose.yaml': readFileSync(0, 'utf8') } });
console.log(JSON.stringify(loadProject(host).diagnostics.map(diagnosticJson), undefined, 2));

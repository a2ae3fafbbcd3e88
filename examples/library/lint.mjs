// Prints what is wrong with a project, and fails on errors: node lint.mjs [DIR]
import { loadProject, printDiagnostic } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';

const { diagnostics } = loadProject(nodeHost(process.argv[2]));
for (const diagnostic of diagnostics) console.log(printDiagnostic(diagnostic));
process.exitCode = diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;

'use strict';
// V8 optimizes functions on threads beside the program. Most projects are converted before that pays: it takes more CPU time
// than it saves up to ten thousand services. So it begins later (docs/decisions/0017-compiled-code.md).
const { setFlagsFromString } = require('node:v8');

/** By the version of Node, what V8 counts until it optimizes a function: seven to fifteen times what is usual. */
const flags = {
  20: ['--interrupt-budget=1000000'],
  22: ['--invocation-count-for-turbofan=30000'],
  24: ['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000'],
};

// V8 complains of flags that it does not know, so nothing is changed in versions of Node that are not in the table.
for (const flag of flags[process.versions.node.split('.')[0]] || []) setFlagsFromString(flag);

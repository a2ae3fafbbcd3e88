#!/usr/bin/env -S node --
// The two dashes keep Node from taking `--env-file` for itself (docs/decisions/0014-first-line.md). The syntax of this file
// is that of Node 12, so that an older Node gets as far as the sentence below.
'use strict';
var needed = [20, 19];
var given = process.versions.node.split('.').map(Number);
if (given[0] < needed[0] || (given[0] === needed[0] && given[1] < needed[1])) {
  process.stderr.write(
    'transpose: Node ' + needed.join('.') + ' or newer is needed, and this is Node ' + process.versions.node + '\n',
  );
  process.exitCode = 1;
} else {
  // Compiled code is kept where nobody but the user writes, or not at all. Other runtimes have caches of their own.
  var env = process.env;
  var caches = env.XDG_CACHE_HOME || (env.HOME ? env.HOME + '/.cache' : env.LOCALAPPDATA);
  var isNode = !process.versions.bun && !process.versions.deno;
  // What only prints is done before V8 optimizes anything. Compiled code is kept apart, as V8 takes it for the same flags only.
  var prints = /^(?:-V|--version|-h|--help|help|completion)$/.test(process.argv[2] || '--help');
  if (isNode && !prints) require('./optimize-later.cjs');
  if (isNode && caches && !env.NODE_DISABLE_COMPILE_CACHE && require('node:path').isAbsolute(caches))
    require('./compiled.cjs')(
      'transpose.cjs',
      require('node:path').join(__dirname, '../dist'),
      caches,
      prints ? '-prints' : '',
    );
  else require('../dist/transpose.cjs');
}

#!/usr/bin/env -S node --
// The two dashes keep Node 20 from taking `--env-file` for itself.
'use strict';
require('node:module').enableCompileCache?.();
require('../dist/transpose.cjs');

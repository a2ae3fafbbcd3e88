'use strict';
// Loads the files of the bundle together with the code that V8 compiled of them in earlier runs (docs/decisions/0017).
const { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** So many of the directories that are kept for versions of transpose and of Node. */
const most = 16;

/** The file that imports modules of the user, which a Script cannot. */
const importing = './plug-ins.cjs';

/** Runs a file of the bundle; `caches` is the user's directory for caches, `kind` tells runs with other flags of V8 apart. */
module.exports = function load(main, bundle, caches, kind = '') {
  const place = join(caches, 'transpose');
  const kept = join(
    place,
    `${readFileSync(join(bundle, 'build.txt'), 'latin1')}-${process.version}-${process.arch}${kind}`,
  );
  const isOurs = isPrivate(kept);
  const scripts = new Map();
  let isComplete = true;

  function run(name) {
    const filename = join(bundle, name);
    if (require.cache[filename]) return require.cache[filename].exports;
    const cachedData = isOurs ? contentOf(join(kept, name)) : undefined;
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
    const script = new Script(source, { filename, cachedData });
    scripts.set(name, script);
    isComplete = isComplete && cachedData !== undefined && script.cachedDataRejected === false;
    const module = (require.cache[filename] = { id: filename, filename, exports: {}, children: [], loaded: true });
    script.runInThisContext()(module.exports, requireFrom, module, filename, dirname(filename));
    return module.exports;
  }
  const requireFrom = (name) => {
    if (!name.startsWith('./')) return require(name);
    return name === importing ? require(join(bundle, name)) : run(name.slice(2));
  };

  // By then the functions are compiled that were called. All files anew: this run may have called others than before.
  process.once('exit', () => {
    if (!isComplete) attempt(() => keep(caches, place, kept, scripts));
  });
  return run(main);
};

function keep(caches, place, kept, scripts) {
  // One by one: where a file system takes no directories (`/proc`), `recursive` of Node 20 never ends.
  for (const directory of [caches, place, kept]) attempt(() => mkdirSync(directory, { mode: 0o700 }));
  if (!isPrivate(kept)) return;
  for (const [name, script] of scripts) {
    const fresh = join(kept, `${name}.${process.pid}`);
    writeFileSync(fresh, script.createCachedData(), { mode: 0o600 });
    renameSync(fresh, join(kept, name));
  }
  const age = (name) => -statSync(join(place, name)).mtimeMs;
  const old = readdirSync(place).sort((one, other) => age(one) - age(other));
  for (const name of old.slice(most)) rmSync(join(place, name), { recursive: true, force: true });
}

/** What is in this directory is code that runs with the rights of the user: nobody else may have written it. */
function isPrivate(directory) {
  try {
    const { uid, mode } = statSync(directory);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

function contentOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Without a cache everything works, a little later. */
function attempt(work) {
  try {
    work();
  } catch {
    // A file system that is full or takes no writes.
  }
}

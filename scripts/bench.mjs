// Measures whole commands: ours, the executable where it was made, and beside them `kompose convert` and
// `docker compose config` where they are on PATH. Numbers to look at, no test. Needs python3, and a build.
//   npm run bench                      print the table
//   npm run bench -- --write           write docs/performance.md too
//   npm run bench -- --rounds 9        so many runs of each command (default 5; a fifth of that for 10 000 services)
//   npm run bench -- --sizes 2,100     not all sizes
//   npm run bench -- --real DIR        the compose.yaml of each folder in DIR too
//   npm run bench -- --each DIR        all projects below DIR at once too
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem, type } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { watchTimes } from './bench-watch.mjs';
import { includedFiles, oneFile } from './bench-projects.mjs';
import { importSource, root } from './run-source.mjs';

const transpose = [process.execPath, join(root, 'packages/cli/bin/transpose.cjs')];
if (!existsSync(join(root, 'packages/cli/dist/transpose.cjs'))) {
  console.error('The command is not built yet: run `npm run build` first.');
  process.exit(2);
}
const { values } = parseArgs({
  options: {
    write: { type: 'boolean' },
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '2,10,100,1000,10000' },
    real: { type: 'string' },
    each: { type: 'string' },
  },
});
const system = process.platform === 'darwin' ? 'macos' : process.platform;
const executable = [join(root, `executables/transpose-${system}-${process.arch}`)];
const hasExecutable = existsSync(executable[0]);
const targets = (await importSource('packages/targets/src/targets.ts')).targets.map(({ name }) => name);
const runs = (command, ...words) => spawnSync(command, words, { stdio: 'ignore' }).status === 0;
const kompose = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'kompose'))
  .find((path) => existsSync(path));
const hasCompose = runs('docker', 'compose', 'version');

// Certificates that Node 20 reads at every start, and compiled code of other runs, do not matter here.
delete process.env.NODE_EXTRA_CA_CERTS;
const scratch = mkdtempSync(join(tmpdir(), 'transpose-bench-'));
process.env.XDG_CACHE_HOME = join(scratch, 'caches');
mkdirSync(process.env.XDG_CACHE_HOME);

const loadBefore = loadavg()[0];
const lines = [];
try {
  const node = ['node -e 0', [process.execPath, '-e', '0']];
  const start = ['--version', '--help', 'completion bash'].map((line) => [
    `transpose ${line}`,
    [...transpose, ...line.split(' ')],
  ]);
  const made = hasExecutable ? [['executable --version', [...executable, '--version']]] : [];
  table('Start', [node, ...start, ...made], Number(values.rounds) * 4, 1);
  for (const size of values.sizes.split(',').map(Number)) compare(`${size} services`, projectOf(size), size);
  for (const name of values.real === undefined ? [] : readdirSync(values.real)) {
    const folder = resolve(values.real, name);
    if (existsSync(join(folder, 'compose.yaml'))) compare(name, folder, 10);
  }
  if (values.each !== undefined) manyProjects(resolve(values.each));
  await watched(20);
  if (values.write) writeFileSync(join(root, 'docs/performance.md'), page());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Writes the project of so many services, and gives its folder. */
function projectOf(size) {
  const folder = join(scratch, `services-${size}`);
  const files = size > 1000 ? includedFiles(size, size / 100) : oneFile(size);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Measures what reads the project of a folder, and what writes it. */
function compare(title, folder, size) {
  const file = ['-f', join(folder, 'compose.yaml')];
  const rounds = Math.max(1, Math.round(Number(values.rounds) * (size > 1000 ? 0.2 : size < 100 ? 4 : 1)));
  const out = (target) => `${join(scratch, `out-${size}-${target}`)}/`;
  const node = ['node -e 0', [process.execPath, '-e', '0']];
  // The first run of a command compiles it; by then smaller projects have done so.
  const before = size > 100 ? 0 : 1;
  const config = ['config', '-q', ...file];
  const compose = hasCompose ? [['docker compose config', ['docker', 'compose', ...file, 'config', '-q']]] : [node];
  const made = (line) => (hasExecutable ? [[`executable ${line[0]}`, [...executable, ...line]]] : []);
  table(
    `Reading ${title}`,
    [...compose, ['transpose config', [...transpose, ...config]], ...made(config)],
    rounds,
    before,
  );
  // Without PATH: where kompose finds itself, it runs itself for each object to ask for its version.
  const others = kompose ? [['kompose convert', ['-', kompose, 'convert', '--stdout', ...file]]] : [];
  const conversions = targets.map((target) => [
    `transpose convert -t ${target}`,
    [...transpose, 'convert', '-q', '-t', target, '-o', out(target), ...file],
  ]);
  const first = kompose && size > 2 ? others : [node, ...others];
  const stream = ['convert', ...file];
  const streams = [['transpose convert', [...transpose, ...stream]], ...made(stream)];
  table(`Writing ${title}`, [...first, ...streams, ...conversions], rounds, before);
}

/** Measures what finds and converts all projects below a directory, in as many threads as the machine has cores. */
function manyProjects(directory) {
  const each = ['--each', directory];
  const convert = ['convert', '-q', '-o', `${join(scratch, 'each')}/`, ...each];
  const found = spawnSync(transpose[0], [...transpose.slice(1), 'check', ...each], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const [count = '?'] = /\d+(?= projects)/.exec(found.stdout + found.stderr) ?? [];
  say('', `## ${count} projects at once`, '', '| command | wall time | CPU time |', '| --- | --: | --: |');
  for (const words of [['check', '-q', ...each], convert]) {
    const [runs] = measure([[...transpose, ...words]], Number(values.rounds));
    const least = (key) => ms(Math.min(...runs.map((one) => one[key])) * 1000);
    say(`| \`transpose ${words[0]} --each\` | ${least('wall')} | ${least('cpu')} |`);
  }
}

/** Measures `--watch` with ten services: so many changes after five that do not count. */
async function watched(changes) {
  const commands = hasExecutable ? { transpose, executable } : { transpose };
  say(
    '',
    '## From a change to the written files, 10 services',
    '',
    '| command | least | median | most |',
    '| --- | --: | --: | --: |',
  );
  for (const [name, command] of Object.entries(commands)) {
    const all = await watchTimes(command, projectOf(10), changes + 5);
    const times = all.slice(5).sort((a, b) => a - b);
    const [least, middle, most] = [0, Math.floor(changes / 2), changes - 1].map((index) => ms(times[index]));
    say(`| \`${name} convert --watch\` | ${least} | ${middle} | ${most} |`);
  }
}

/** Runs commands in turn, and gives for each its runs. */
function measure(commands, rounds) {
  return JSON.parse(
    execFileSync('python3', [join(root, 'scripts/measure-commands.py')], {
      cwd: scratch,
      input: JSON.stringify({ rounds, commands }),
      maxBuffer: 2 ** 26,
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
}

/** Measures commands in turn, after runs that do not count; each is compared with the first, and with kompose. */
function table(title, commands, rounds, before) {
  const words = commands.map(([, one]) => one);
  measure(words, before);
  const rows = measure(words, rounds).map((results, index) => {
    const [name] = commands[index];
    const failed = results.some(({ status }) => status !== 0);
    const times = results.map(({ cpu }) => cpu * 1000).sort((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)];
    return { name, failed, least: times[0], middle, memory: Math.max(...results.map(({ memory }) => memory)) };
  });
  const bases = rows.filter(({ name }, index) => index === 0 || name === 'kompose convert');
  say(
    '',
    `## ${title}`,
    '',
    `| command | least | median |${bases.map(({ name }) => ` times ${name} |`).join('')} memory |`,
    `| --- | --: | --: |${bases.map(() => ' --: |').join('')} --: |`,
  );
  for (const { name, failed, least, middle, memory } of rows) {
    const times = bases.map((base) => ` ${(least / base.least).toFixed(2)} |`).join('');
    const command = `\`${name}\`${failed ? ' (exit code not 0)' : ''}`;
    say(`| ${command} | ${ms(least)} | ${ms(middle)} |${times} ${memory.toFixed(0)} MiB |`);
  }
}

function ms(time) {
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`;
}

function say(...some) {
  lines.push(...some);
  for (const line of some) console.log(line);
}

function page() {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()}`;
  return `${[
    '# Performance',
    '',
    'Made by `npm run bench -- --write`, after `npm run build`.',
    '',
    `- Machine: ${machine}; load ${loadBefore.toFixed(1)} when it began, ${loadavg()[0].toFixed(1)} at the end`,
    `- Node: ${process.version}; kompose: ${kompose ? 'measured' : 'not on PATH'}; docker compose: ${hasCompose ? 'measured' : 'not on PATH'}; executable: ${hasExecutable ? 'made' : 'not made'}`,
    '- Figures: CPU time (user and system) of the whole process; commands of a table run in turn, after a run that does',
    '  not count: it keeps the compiled code of the command (`docs/decisions/0017-compiled-code.md`)',
    '- `executable` is what `npm run executables` makes (`docs/decisions/0020-executables.md`)',
    '',
    'The projects are made by `scripts/bench-projects.mjs`: stacks of an application with a database, a cache, a gateway and',
    'workers, with secrets in variables, URLs and files, mounted files, networks with aliases, and health checks. The last',
    'is divided into 100 included files.',
    ...lines,
  ].join('\n')}\n`;
}

// Times loading and converting of generated projects. Numbers to look at, no test.
//   npm run bench                  print them
//   npm run bench -- --write       write docs/performance.md too
//   npm run bench -- --runs 9      take the least of so many runs (default 5)
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targetNamed } from '@transpose/targets';
import { includedFiles, oneFile, sharingFiles } from './bench-projects.mjs';
import { root } from './run-source.mjs';

const command = join(root, 'packages/cli/bin/transpose.cjs');
if (!existsSync(join(root, 'packages/cli/dist/transpose.cjs'))) {
  console.error('The command is not built yet: run `npm run build` first.');
  process.exit(2);
}
const { values } = parseArgs({ options: { write: { type: 'boolean' }, runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);

const projects = [
  ['plain', '10 in one file', 10, oneFile(10)],
  ['plain', '100 in one file', 100, oneFile(100)],
  ['plain', '1000 in one file', 1000, oneFile(1000)],
  ['plain', '10 000 in 100 included files', 10_000, includedFiles(10_000, 100)],
  ['sharing', '10 that share by anchors and `extends`', 10, sharingFiles(10)],
  ['sharing', '1000 that share by anchors and `extends`', 1000, sharingFiles(1000)],
].map(([kind, title, services, files]) => ({ kind, title, services, files }));
const targets = ['kubernetes', 'docker-run', 'systemd', 'quadlet'];

const scratch = mkdtempSync(join(tmpdir(), 'transpose-bench-'));
const busy = loadavg()[0];
try {
  for (const project of projects) writeFiles(project);
  const start = leastOf(() => run(['--version']));
  print(`transpose --version: ${start.toFixed(0)} ms`);

  for (let time = 0; time < 20; time += 1) load(projects[1].files);
  print('\nLoading');
  const loading = projects.map((project) => {
    const inProcess = leastOf(warm(project, () => load(project.files)));
    const config = leastOf(() => run(['config', '-q', ...chosen(project)]));
    return row(project, inProcess, config);
  });
  const spread = Math.max(...['plain', 'sharing'].map((kind) => spreadOf(loading.filter((one) => one.kind === kind))));
  print(`time per service: the most is ${spread.toFixed(1)} times the least`);

  const conversions = targets.map((name) => {
    print(`\nConverting to ${name}`);
    const rows = projects.slice(0, 3).map((project) => {
      const loaded = load(project.files);
      const request = { host: hostOf(project.files), loaded, target: targetNamed(name) };
      const inProcess = leastOf(warm(project, () => convert(request)));
      const out = () => `${mkdtempSync(join(scratch, 'out-'))}/`;
      const whole = leastOf(() => run(['convert', '-t', name, '-o', out(), ...chosen(project)]));
      return row(project, inProcess, whole);
    });
    return { name, rows };
  });
  if (values.write) writeFileSync(join(root, 'docs/performance.md'), page(start, loading, spread, conversions));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function hostOf(files) {
  const placed = Object.entries(files).map(([name, text]) => [`/project/${name}`, text]);
  return memoryHost({ cwd: '/project', files: Object.fromEntries(placed) });
}

function load(files) {
  const loaded = loadProject(hostOf(files));
  if (!loaded.project) throw new Error(`a project of the benchmark does not load: ${loaded.diagnostics[0]?.message}`);
  return loaded;
}

function directoryOf({ services, title }) {
  return join(scratch, `${services}-${title.replace(/\W+/g, '-')}`);
}

function writeFiles(project) {
  for (const [name, text] of Object.entries(project.files)) {
    const path = join(directoryOf(project), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function chosen(project) {
  return ['-f', join(directoryOf(project), 'compose.yaml'), '-p', 'bench'];
}

/** The time of a whole command, in ms. */
function run(args) {
  const begin = performance.now();
  const { status, signal, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  const time = performance.now() - begin;
  if (status !== 0) throw new Error(`${args.join(' ')}: ${signal ?? `exit ${status}`}: ${stderr.split('\n')[0]}`);
  return time;
}

/**
 * A measurement in this process, of CPU time, in ms: other work on the machine does not count. Small projects are
 * repeated, so that compiled code and a fair number of them are timed.
 */
function warm({ services }, work) {
  const times = Math.ceil(1000 / services);
  work();
  return () => {
    const begin = process.cpuUsage();
    for (let time = 0; time < times; time += 1) work();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000 / times;
  };
}

/** How many times the least time per service the most is. */
function spreadOf(rows) {
  const each = rows.map(({ perService }) => perService);
  return Math.max(...each) / Math.min(...each);
}

function leastOf(measure) {
  return Math.min(...Array.from({ length: runs }, measure));
}

function row({ kind, title, services }, inProcess, whole) {
  const perService = inProcess / services;
  print(
    `${title.padEnd(44)} ${ms(inProcess)}  ${(perService * 1000).toFixed(0).padStart(5)} µs each   command ${ms(whole)}`,
  );
  return { kind, title, inProcess, perService, whole };
}

function ms(time) {
  return `${time.toFixed(time < 10 ? 1 : 0).padStart(7)} ms`;
}

function print(line) {
  console.log(line);
}

function page(start, loading, spread, conversions) {
  const table = (name, rows) => [
    `| services | ${name}, in a program | each | the whole command |`,
    '| --- | --: | --: | --: |',
    ...rows.map(
      ({ title, inProcess, perService, whole }) =>
        `| ${title} | ${ms(inProcess).trim()} | ${(perService * 1000).toFixed(0)} µs | ${ms(whole).trim()} |`,
    ),
    '',
  ];
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()}`;
  return [
    '# Performance',
    '',
    'Made by `npm run bench -- --write`, after `npm run build`.',
    '',
    `- Machine: ${machine}; load ${busy.toFixed(1)} when it began`,
    `- Node: ${process.version}`,
    `- Figures: the least of ${runs} runs; in a program CPU time, of the whole command wall time`,
    `- \`transpose --version\`, which is the start of every command: ${ms(start).trim()}`,
    '',
    'The projects are made by `scripts/bench-projects.mjs`: services with an image, a command, an environment, a port, a',
    'volume, a health check, limits and a dependency, about 500 bytes each. "In a program" is `loadProject` or `convert`',
    'called again and again in one process; "the whole command" is `transpose` started anew, which also writes the files.',
    '',
    '## Loading',
    '',
    ...table('`loadProject`', loading),
    `The command is \`transpose config -q\`. Time per service: the most is ${spread.toFixed(1)} times the least.`,
    '',
    '## Converting',
    '',
    'The times in a program are those of the conversion alone, without loading.',
    '',
    ...conversions.flatMap(({ name, rows }) => [`### ${name}`, '', ...table('`convert`', rows)]),
  ].join('\n');
}

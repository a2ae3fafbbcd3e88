import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { OptionValues } from '@transpose/targets';
import type { Checks } from '../engine/checks.ts';
import { checker } from '../engine/checks.ts';
import { engineSandbox } from '../engine/engine-sandbox.ts';
import { importBusybox } from '../engine/images.ts';
import type { Outcome, Sandbox } from '../engine/sandbox.ts';
import { convertProject, writeOutput } from '../units/convert-project.ts';
import { unexplained } from './differences.ts';
import { dockerSandbox } from './dockerd.ts';
import type { OddProject } from './projects.ts';
import { fullImage, fullImageChanges, oddProjects } from './projects.ts';
import type { Snapshot } from './snapshot.ts';
import { dockerSnapshot, podmanSnapshot, shownByPodman } from './snapshot.ts';

/** A way to bring a project up and down again on an engine. */
interface Way {
  readonly name: string;
  /** Puts into the project's directory what is needed. */
  prepare?(project: OddProject, directory: string): void;
  readonly up: readonly string[];
  readonly down: readonly string[];
  snapshot(sandbox: Sandbox, project: string): Snapshot;
  /** The part of a snapshot that is compared. */
  shown(snapshot: Snapshot): Snapshot;
}

const converted =
  (target: string, folder: string, options: OptionValues): NonNullable<Way['prepare']> =>
  ({ name, compose, files }, directory) =>
    writeOutput(join(directory, folder), convertProject(target, name, compose, options, {}, files));

const whole = (snapshot: Snapshot): Snapshot => snapshot;
const compose = (...words: readonly string[]) => ['docker', 'compose', '--progress', 'quiet', ...words];
const reference: Way = {
  name: 'docker compose',
  up: compose('up', '-d'),
  down: compose('down', '--volumes'),
  snapshot: dockerSnapshot,
  shown: whole,
};
const onDocker: readonly Way[] = [
  {
    name: 'run.sh',
    prepare: converted('docker-run', '.', {}),
    up: ['./run.sh', 'up'],
    down: ['./run.sh', 'down', '--volumes'],
    snapshot: dockerSnapshot,
    shown: whole,
  },
  {
    name: 'units',
    prepare: converted('systemd', 'units', { scope: 'user' }),
    up: ['units/install.sh'],
    down: ['units/install.sh', 'remove', '--volumes'],
    snapshot: dockerSnapshot,
    shown: whole,
  },
];
const quadlet: Way = {
  name: 'quadlet',
  prepare: converted('quadlet', 'units', { scope: 'user' }),
  up: ['units/install.sh'],
  down: ['units/install.sh', 'remove', '--volumes'],
  snapshot: podmanSnapshot,
  shown: shownByPodman,
};

/**
 * Brings each of the odd projects up with Docker Compose, and with the run script and with systemd's units on the same real
 * Docker daemon, and compares what the engine shows and what the processes see; then with Quadlet files and Podman, where what
 * the processes see is compared. Prints the outcome of each; the last line counts them. Gives the exit code.
 */
export function compareOnDocker(root: string, only: readonly string[] = []): number {
  const unknown = only.filter((name) => !oddProjects.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`there are no projects ${unknown.join(', ')}`);
  const projects = oddProjects.filter((one) => only.length === 0 || only.includes(one.name));
  const sandbox = dockerSandbox(root, { systemd: true });
  if (!sandbox) return 0;
  const checks = checker();
  const expected = new Map<OddProject, Snapshot>();
  try {
    importBusybox(sandbox, fullImage, { engine: 'docker', changes: fullImageChanges });
    askForImages(sandbox, checks, root);
    for (const project of projects) {
      const before = sandbox.run(['sh', '-c', project.before ?? ':'], { env: { ENGINE: 'docker' } });
      const { up, facts } = take(sandbox, project, reference);
      const right = before.status === 0 && up.status === 0 && facts.size > 0;
      checks.that(`${project.name}: docker compose up`, right, [before.stderr, up.stderr]);
      if (!right) continue;
      expected.set(project, facts);
      for (const way of onDocker) compare(sandbox, checks, project, way, facts);
    }
  } finally {
    sandbox.stop();
  }
  compareOnPodman(root, checks, expected);
  console.log(`${checks.passed()} passed, ${checks.failed()} failed`);
  return checks.failed() === 0 ? 0 : 1;
}

/** `transpose images inspect` asks the real engine. */
function askForImages(sandbox: Sandbox, checks: Checks, root: string): void {
  const directory = join(sandbox.directory, 'projects/images');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'compose.yaml'), `services: {full: {image: ${fullImage}}, none: {image: "none:1"}}\n`);
  const command = [process.execPath, join(root, 'packages/cli/bin/transpose.cjs'), 'images', 'inspect'];
  const asked = sandbox.run(command, { cwd: directory });
  const shown = asked.status === 0 ? (JSON.parse(asked.stdout) as Record<string, object>) : {};
  const { architecture, ...known } = { architecture: '', ...shown[fullImage] };
  const wanted = {
    user: '65534:65534',
    ports: ['8080/tcp'],
    entrypoint: ['/bin/sh', '-c'],
    command: ['exec sleep infinity'],
    volumes: ['/data'],
    healthcheck: null,
    working_dir: '/tmp',
  };
  const isWhole = isDeepStrictEqual(known, wanted) && architecture !== '';
  checks.that('images inspect: says what the image was made with', isWhole, asked);
  checks.that('images inspect: names what is missing', asked.stderr.includes('does not have none:1:'), asked.stderr);
}

function compareOnPodman(root: string, checks: Checks, expected: ReadonlyMap<OddProject, Snapshot>): void {
  const newer = join(root, 'node_modules/.cache/transpose/quadlet');
  if (!existsSync(join(newer, 'usr/bin/podman'))) {
    console.log('skipped: Quadlet files, for there is no generator (scripts/fetch-quadlet.sh)');
    return;
  }
  const sandbox = engineSandbox({ systemd: true, over: newer });
  if (!sandbox) return;
  try {
    importBusybox(sandbox, fullImage, { changes: fullImageChanges });
    for (const [project, facts] of expected) {
      sandbox.run(['sh', '-c', project.before ?? ':'], { env: { ENGINE: 'podman' } });
      compare(sandbox, checks, project, quadlet, facts);
    }
  } finally {
    sandbox.stop();
  }
}

function compare(sandbox: Sandbox, checks: Checks, project: OddProject, way: Way, expected: Snapshot): void {
  const seen = take(sandbox, project, way);
  const what = `${project.name}: ${way.name}`;
  if (project.refusedBy === way.name) {
    checks.that(`${what} refuses it`, seen.up.status !== 0, seen.up);
    return;
  }
  checks.that(`${what}: up`, seen.up.status === 0, seen.up);
  const differences = unexplained(way.name, way.shown(expected), way.shown(seen.facts));
  checks.that(`${what} does what docker compose does`, differences.length === 0, differences);
  const gone = seen.left.length === 0 && seen.down.status === 0;
  checks.that(`${what}: down leaves nothing`, gone, [seen.left, seen.down]);
}

interface Taken {
  readonly up: Outcome;
  readonly down: Outcome;
  readonly facts: Snapshot;
  /** The names of what is still there afterwards. */
  readonly left: readonly string[];
}

function take(sandbox: Sandbox, project: OddProject, way: Way): Taken {
  const directory = join(sandbox.directory, 'projects', project.name);
  const files = { ...project.files, 'compose.yaml': `name: ${project.name}\n${project.compose}` };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  way.prepare?.(project, directory);
  const up = sandbox.run(way.up, { cwd: directory });
  const facts = way.snapshot(sandbox, project.name);
  const down = sandbox.run(way.down, { cwd: directory });
  const left = [...way.snapshot(sandbox, project.name).keys()].filter((path) =>
    / [^.]+\.(?:State\.Status|Driver)$/.test(path),
  );
  return { up, down, facts, left };
}

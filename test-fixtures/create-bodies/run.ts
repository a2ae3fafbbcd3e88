import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Project } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targetNamed } from '@transpose/targets';
import { difference } from '../corpus/difference.ts';
import type { FakeEngine, Recorded } from '../engine/fake-engine.ts';
import { fakeEngine } from '../engine/fake-engine.ts';
import type { Comparable } from './comparable.ts';
import { comparable, shellWordsOf } from './comparable.ts';
import type { Reference } from './references.ts';
import { references } from './references.ts';

/** Runs the references that the arguments name (all without one), prints the outcome, and gives the exit code. */
export async function runCreateBodies(args: readonly string[], root: string): Promise<number> {
  const folder = resolve(root, '../shared/create-bodies');
  if (!existsSync(folder)) return skipped(`there is no ${folder}`);
  if (!hasDocker()) return skipped('there is no docker command');
  const all = references(folder, resolve(root, '../shared/corpus'));
  const chosen = args.length === 0 ? all : all.filter(({ id }) => args.some((arg) => id.includes(arg)));
  const failures: string[] = [];
  for (const reference of chosen) {
    const failure = await judge(reference);
    if (failure !== undefined) failures.push(`${reference.id}: ${failure}`);
  }
  for (const failure of failures) console.log(failure);
  console.log(`${chosen.length - failures.length} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

function skipped(why: string): number {
  console.log(`skipped: ${why}`);
  return 0;
}

function hasDocker(): boolean {
  try {
    return /^28\./.test(
      execFileSync('docker', ['version', '--format', '{{.Client.Version}}'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString(),
    );
  } catch (error) {
    return /^28\./.test(String((error as { stdout?: Buffer }).stdout ?? ''));
  }
}

/** Why what our script makes the docker command send is not what Docker Compose sends; undefined when it is. */
async function judge(reference: Reference): Promise<string | undefined> {
  const { project: source } = reference;
  const host = memoryHost({
    files: source.files,
    cwd: source.cwd,
    env: source.env,
    ...(source.stdin === undefined ? {} : { stdin: source.stdin }),
  });
  const loaded = loadProject(host, { files: source.args.filter((arg) => arg !== '-f') });
  if (!loaded.project) return `not loaded: ${loaded.diagnostics.find(({ severity }) => severity === 'error')?.message}`;
  const target = targetNamed('docker-run');
  if (!target) return 'there is no target docker-run';
  const converted = convert({ host, loaded, target });
  const directory = mkdtempSync(join(tmpdir(), 'create-bodies-'));
  try {
    writeFiles(directory, source.files);
    for (const file of converted.files) writeFileSync(join(directory, file.path), file.content, { mode: file.mode });
    const requests = await requestsOf(loaded.project, directory, source.env);
    if (typeof requests === 'string') return requests;
    return firstDifference(reference, requests);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function writeFiles(directory: string, files: Reference['project']['files']): void {
  for (const [path, entry] of Object.entries(files)) {
    if (
      !path.startsWith('/project/') ||
      typeof entry === 'string' ||
      entry instanceof Uint8Array ||
      entry.kind !== 'file'
    )
      continue;
    const place = join(directory, path.slice('/project/'.length));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, entry.content);
  }
}

/** Runs `up` and `stop` of the script in a directory against an engine of its own. */
async function requestsOf(
  project: Project,
  directory: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly Recorded[] | string> {
  const socket = join(directory, '.engine.sock');
  const resources = [...Object.entries(project.networks), ...Object.entries(project.volumes)];
  const engine = await fakeEngine({
    socket,
    external: resources.flatMap(([, one]) => (one.external ? [one.name] : [])),
    jobs: jobsOf(project),
  });
  try {
    for (const command of [['up', '--no-build'], ['stop']]) {
      const { code, output } = await runScript(directory, socket, command, env);
      if (code !== 0)
        return `${command.join(' ')} ended with ${code}: ${output.trim().split('\n').slice(-3).join(' | ')}`;
    }
    return asInProject(engine, directory);
  } finally {
    await engine.close();
  }
}

/** Services that others wait for to complete. */
function jobsOf(project: Project): readonly string[] {
  return Object.values(project.services).flatMap((service) =>
    Object.entries(service.depends_on).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  );
}

function runScript(
  directory: string,
  socket: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  const environment = {
    ...env,
    PATH: process.env['PATH'],
    HOME: '/home/user',
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: join(directory, '.docker'),
  };
  return new Promise((resolvePromise, reject) => {
    const child = spawn('sh', [join(directory, 'run.sh'), ...command], {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolvePromise({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** The requests as if the project lay where the references were recorded, with names for the ids of containers. */
function asInProject(engine: FakeEngine, directory: string): readonly Recorded[] {
  let text = JSON.stringify(engine.requests).replaceAll(directory, '/project');
  for (const { id, name } of engine.containers.values()) text = text.replaceAll(id, name);
  return JSON.parse(text) as Recorded[];
}

const compared = ['network', 'volume', 'container', 'exec', 'archive'] as const;

function firstDifference(reference: Reference, ours: readonly Recorded[]): string | undefined {
  const theirs = Object.values(reference.phases).flatMap(({ requests }) => requests);
  const named = JSON.parse(JSON.stringify(theirs).replace(/\{id of ([^}]+)\}/g, '$1')) as Recorded[];
  for (const kind of compared) {
    const expected = grouped(named, kind, true);
    const actual = grouped(ours, kind, false);
    for (const name of new Set([...expected.keys(), ...actual.keys()])) {
      const [one, other] = [expected.get(name), actual.get(name)];
      if (!one || !other) return `${kind} ${name}: ${one ? 'not sent' : 'sent, but Compose does not'}`;
      const found = difference(...equalHealth(one, other));
      if (found !== undefined) return `${kind} ${name}: ${found}`;
    }
  }
  const unknown = ours.find(({ kind }) => kind === 'unknown');
  return unknown && `the fake engine does not know ${unknown.name}`;
}

/** The requests of one kind by name, in the order sent; the files of several archives are one list. */
function grouped(
  requests: readonly Recorded[],
  kind: Recorded['kind'],
  reference: boolean,
): ReadonlyMap<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const request of requests) {
    if (request.kind !== kind) continue;
    const items = kind === 'archive' ? archiveItems(request) : [comparable(request, reference)];
    groups.set(request.name, [...(groups.get(request.name) ?? []), ...items]);
  }
  return groups;
}

function archiveItems({ entries = [], query }: Recorded): readonly unknown[] {
  return entries.map(({ path, type, mode, uid, gid, size, sha256 }) => ({
    path: path.replace(/^\//, ''),
    type,
    mode,
    uid,
    gid,
    size,
    sha256,
    owned: query['copyUIDGID'] === 'true',
  }));
}

interface WithHealth {
  readonly body: { readonly Healthcheck?: { Test?: readonly string[]; ShellWords?: string } };
}

/** Where Compose sends words and we a line of quoted words, the line is split before it is compared. */
function equalHealth(expected: readonly unknown[], actual: readonly unknown[]): readonly [unknown, unknown] {
  const [one, other] = [structuredClone(expected) as WithHealth[], structuredClone(actual) as WithHealth[]];
  other.forEach((request, index) => {
    const health = (request as Comparable & WithHealth).body?.Healthcheck;
    if (!health) return;
    if (one[index]?.body?.Healthcheck?.Test?.[0] === 'words' && health.ShellWords !== undefined)
      health.Test = ['words', ...shellWordsOf(health.ShellWords)];
    delete health.ShellWords;
  });
  return [one, other];
}

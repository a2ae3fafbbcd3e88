import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadProject } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { nodeHost } from '@transpose/core/node';
import { writeOutput } from '../../units/convert-project.ts';
import { serverLacks } from '../api-server.ts';
import { standInImages } from './start-stacks.ts';
import { appImage } from './stacks.ts';
import type { Stack } from './stacks.ts';

/** The names that the program which stands in for others is called by. */
const standInPrograms: readonly string[] =
  'etcd elasticsearch mongod mongosh minio mc kafka kafka-topics app migrate healthy'.split(' ');

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(command: string, ...args: readonly string[]): Outcome {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status: done.status ?? 1, stdout: done.stdout ?? '', stderr: done.stderr ?? '' };
}

/** Why the stacks cannot run; undefined: they can. The cluster kit makes and loads images, for no registry is asked. */
export function clusterLacks(kit: string): string | undefined {
  const lacking = serverLacks();
  if (lacking !== undefined) return lacking;
  if (run('kubectl', 'get', 'nodes', '-o', 'name').stdout.trim() === '') return 'the cluster has no node';
  return existsSync(join(kit, 'load-image.sh')) ? undefined : `there is no cluster kit in ${kit} to load images with`;
}

/** Gives the cluster the images that its registry lacks: `appImage`, the images that wait, made of Debian packages. */
export function loadImages(kit: string, root: string): void {
  const cache = resolve(root, 'node_modules/.cache/transpose/images');
  const standIn = resolve(root, 'test-fixtures/kubernetes/e2e/stand-ins/stand-in');
  const need = (script: string, ...args: readonly string[]): void => {
    const done = run(join(kit, script), ...args);
    if (done.status !== 0) throw new Error(`${script}: ${done.stdout}${done.stderr}`);
  };
  const clusterDirectory = process.env['CLUSTER_DIR'] ?? join(homedir(), '.cache/cluster-kit');
  mkdirSync(cache, { recursive: true });
  const app = join(cache, 'app.tar');
  const packages = ['python3', 'python3-pymysql', 'python3-redis'];
  if (!existsSync(app)) need('image-from-debian.sh', '--out', app, appImage, ...packages, '--', 'python3');
  need('load-image.sh', app);
  const waiting = join(cache, 'kubectl.tar');
  if (!existsSync(waiting)) {
    const root = mkdtempSync(join(tmpdir(), 'kubectl-'));
    mkdirSync(join(root, 'bin'));
    run('sh', '-c', `cp "$(command -v kubectl)" ${root}/bin/kubectl`);
    need('mkimage.py', 'registry.k8s.io/kubectl:v1.34.1', waiting, '{"Env":["PATH=/bin"]}', root);
    rmSync(root, { recursive: true });
  }
  need('load-image.sh', waiting);
  need('load-image.sh', join(clusterDirectory, 'images/busybox.tar'), 'busybox:1.37');
  const standIns = join(cache, 'stand-ins.tar');
  if (!existsSync(standIns)) {
    const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
    const programs = join(folder, 'usr/local/bin');
    mkdirSync(programs, { recursive: true });
    for (const program of standInPrograms) cpSync(standIn, join(programs, program));
    cpSync(standIn, join(programs, 'stand-in'));
    need(
      'image-from-debian.sh',
      '--out',
      standIns,
      '--add',
      folder,
      'e2e/stand-in:1',
      'python3',
      'curl',
      'netcat-openbsd',
      '--',
      'app',
    );
    rmSync(folder, { recursive: true });
  }
  need('load-image.sh', standIns, ...standInImages);
}

/** A project that is converted into a directory and applied. */
export interface Deployed {
  readonly namespace: string;
  /** The directory with the manifests. */
  readonly output: string;
  /** The report's words about what is approximated or lost. */
  readonly said: readonly string[];
  kubectl(...args: readonly string[]): Outcome;
  /** Runs a shell line in the container of a service. */
  inside(service: string, line: string): Outcome;
}

/** Writes a stack below a directory and converts it there. */
export function convertStack(
  directory: string,
  name: string,
  { compose, files = {} }: Stack,
  env: Readonly<Record<string, string>> = {},
  options: OptionValues = {},
): Deployed {
  const project = join(directory, name);
  const output = join(project, 'k8s');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'compose.yaml'), compose);
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(project, path), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 });
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(project, '.env'), variables.join(''));
  const host = nodeHost(project);
  const loaded = loadProject(host);
  if (!loaded.project) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  // What the command keeps between two conversions.
  const salt = '0123456789abcdef'.repeat(2);
  const converted = convert({ host, loaded, target: kubernetes, options, salt });
  if (converted.files.length === 0) throw new Error(converted.diagnostics.map(({ message }) => message).join('\n'));
  writeOutput(output, converted.files);
  return deployedIn(
    name,
    output,
    converted.account.notes.map(({ message }) => message),
  );
}

/** What runs in a namespace. */
export function deployedIn(namespace: string, output: string, said: readonly string[] = []): Deployed {
  const kubectl = (...args: readonly string[]) => run('kubectl', '-n', namespace, ...args);
  return {
    namespace,
    output,
    said,
    kubectl,
    inside: (service, line) => kubectl('exec', `deployment/${service}`, '-c', service, '--', 'sh', '-c', line),
  };
}

/** Waits until all Deployments have rolled out; says what hinders them. */
export function settled({ kubectl }: Deployed): string {
  const names = kubectl('get', 'deployments', '-o', 'name')
    .stdout.split('\n')
    .filter((name) => name !== '');
  for (const name of names) {
    const done = kubectl('rollout', 'status', name, '--timeout=300s');
    if (done.status !== 0) return `${done.stderr}${kubectl('get', 'pods').stdout}${kubectl('describe', name).stdout}`;
  }
  return names.length > 0 ? '' : 'there are no Deployments';
}

/** The Pods of a service as the server describes them. */
export function podsOf({ kubectl }: Deployed, service: string): readonly Pod[] {
  const listed = kubectl('get', 'pods', '-l', `app.kubernetes.io/name=${service}`, '-o', 'json').stdout;
  return (JSON.parse(listed || '{"items":[]}') as { items: readonly Pod[] }).items;
}

export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly lastTransitionTime: string }[];
    readonly containerStatuses?: readonly {
      readonly restartCount: number;
      readonly state: { readonly running?: { readonly startedAt: string } };
    }[];
  };
}

/** What a published port answers, as soon as it does. */
export function answerOf({ kubectl }: Deployed, service: string, port: number, path = '/'): string {
  for (let tries = 0; tries < 60; tries += 1) {
    const address = '{.status.loadBalancer.ingress[0].ip}';
    const ip = kubectl('get', 'service', `${service}-published`, '-o', `jsonpath=${address}`).stdout;
    const asked = run('curl', '-fsS', '--max-time', '5', `http://${ip}:${port}${path}`);
    if (asked.status === 0) return asked.stdout;
    run('sleep', '1');
  }
  return 'no answer';
}

/** The lines of a page of docs/ that are to be run, for a project `name` in place of `shop`. */
export function linesOf(page: string, name: string): string {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/<!-- run -->\n( *)```sh\n([\s\S]*?)\n *```/g)];
  const lines = blocks.map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
  return lines.join('\n').replaceAll(/(-n |part-of=)shop\b/g, (_, before: string) => before + name);
}

/** Runs lines in a directory with bash, up to the first that fails. */
export function runLines(lines: string, directory: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return run('env', '--chdir', directory, ...variables, 'bash', '-euo', 'pipefail', '-c', lines);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployed } from './cluster.ts';
import { answerOf, podsOf, run } from './cluster.ts';
import type { Stack } from './stacks.ts';
import { shop, voting } from './stacks.ts';

/** A stack with an override for production, and what is seen of it from outside. */
export interface Environment {
  readonly kind: string;
  readonly stack: Stack;
  readonly override: string;
  /** All services of the base and of production. */
  readonly services: readonly string[];
  /** Services whose Pods the override changes, that it adds, and that it removes. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What it answers, from a database with data of all earlier questions; `times`: how often it was asked before. */
  readonly answers: (stack: Deployed, times: number, greeting: string) => string;
}

const shopStack = shop('shop');

/** A variable decides the greeting; production has another one, a second web server, and another service beside. */
export const shopEnvironment: Environment = {
  kind: 'shop',
  stack: { ...shopStack, compose: shopStack.compose.replace('GREETING: hello', 'GREETING: "${GREETING:-hello}"') },
  override: `
services:
  web: { deploy: { replicas: 2 } }
  my_api: { environment: { GREETING: good evening } }
  gone: !reset null
  fresh: { image: busybox, command: [sleep, infinity], expose: ["9"] }
`,
  services: ['web', 'my-api', 'db', 'gone', 'fresh'],
  changed: ['my-api'],
  added: ['fresh'],
  removed: ['gone'],
  answers(stack, times, greeting) {
    const expected = `${greeting}, visit ${times + 1}`;
    const answer = answerOf(stack, 'web', 8080);
    return answer === expected ? '' : `${answer} instead of ${expected}`;
  },
};

/** In production results are titled by a label and a variable, and votes are taken by two. */
export const votingEnvironment: Environment = {
  kind: 'voting',
  stack: voting('voting'),
  override: `
services:
  vote: { deploy: { replicas: 2 } }
  result: { environment: { TITLE: "{{ .Release.Name }} $$(X)" }, labels: { "example.com/tier": front } }
`,
  services: ['vote', 'result', 'worker', 'redis', 'db', 'seed'],
  changed: ['result'],
  added: [],
  removed: [],
  answers(stack, times) {
    const voted = answerOf(stack, 'vote', 5000, '/?a');
    const expected = `a=${times + 1}`;
    let result = '';
    for (let tries = 0; tries < 30 && result !== expected; tries += 1) {
      result = answerOf(stack, 'result', 5001);
      run('sleep', '1');
    }
    return voted === 'voted a' && result === expected ? '' : `${voted}, ${result} instead of ${expected}`;
  },
};

/** Writes a project and has the command convert it. Gives the directory of the output. */
export function convertEnvironment(
  bin: string,
  directory: string,
  target: 'helm' | 'kustomize',
  { kind, stack, override }: Environment,
): string {
  const project = join(directory, `${kind}-${target}`);
  mkdirSync(project, { recursive: true });
  const files = { ...stack.files, 'compose.yaml': stack.compose, 'compose.prod.yaml': override };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(project, path), content);
  const output = join(project, target);
  const words = ['-f', 'compose.yaml', '-t', target, '--overlay', 'prod=compose.prod.yaml', '-o', `${output}/`];
  const done = run('env', '--chdir', project, process.execPath, bin, 'convert', '-q', ...words);
  if (done.status !== 0) throw new Error(done.stderr);
  return output;
}

/** The services whose Pods are others after `step`, without those that it removes. */
export function rolledBy(stack: Deployed, { services, removed }: Environment, step: () => void): readonly string[] {
  const living = (name: string) =>
    podsOf(stack, name).flatMap(({ metadata }) => (metadata.deletionTimestamp === undefined ? [metadata.uid] : []));
  const before = services.filter((name) => !removed.includes(name)).map((name) => [name, living(name)] as const);
  step();
  return before.flatMap(([name, uids]) => {
    const now = living(name);
    return uids.every((uid) => now.includes(uid)) ? [] : [name];
  });
}

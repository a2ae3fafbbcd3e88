import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import { run } from './cluster.ts';

const project = (greeting: string, more = ''): string => `
services:
  web: {image: nginx, ports: ["18089:80"], depends_on: {ready_er: {condition: service_completed_successfully}}}
  ready_er: {image: busybox, command: echo prepared, restart: "no"}
  talker:
    image: busybox
    command: sh -c 'echo "$$GREETING"; sleep 100000'
    environment: {GREETING: ${greeting}, API_TOKEN: correct-horse-battery}
    volumes: ["data:/data"]
${more}
volumes: {data: {}}
`;
const extra = '  extra: {image: busybox, command: sleep 100000}';

/** What is told of projects that cannot run: the compose lines, and what has to be said. */
const faults: Readonly<Record<string, readonly [service: string, said: RegExp]>> = {
  'an image that is not there': [
    '{image: "127.0.0.1:1/none:1"}',
    /the image "127.0.0.1:1\/none:1" of "bad" cannot be pulled/,
  ],
  'a command that crashes': ['{image: busybox, command: sh -c "echo no luck; exit 3"}', /"bad" ends with exit code 3/],
  'a request without room': [
    '{image: busybox, command: sleep 1000, deploy: {resources: {reservations: {memory: 900g}}}}',
    /no node has room for "bad", which requests memory/,
  ],
  'a probe that fails': [
    '{image: busybox, command: sleep 1000, healthcheck: {test: echo sick; exit 1, interval: 1s, retries: 1}}',
    /"bad"[^]*sick/,
  ],
};

/** The commands that talk to a cluster, as a user types them. `bin`: the command. */
export function commandChecks(directory: string, bin: string, checks: Checks): void {
  const folder = join(directory, 'commands');
  const namespace = `e2e-commands-${process.pid}`;
  mkdirSync(folder);
  const write = (text: string): void => writeFileSync(join(folder, 'compose.yaml'), text);
  const own = ['--project-directory', folder, '--file', join(folder, 'compose.yaml')];
  const context = run('kubectl', 'config', 'current-context').stdout.trim();
  const transpose = (command: string, ...words: readonly string[]) =>
    run(process.execPath, bin, command, ...own, '--namespace', namespace, '--context', context, ...words);
  const up = (...words: readonly string[]) => transpose('up', '-d', '--wait-timeout', '2m', ...words);

  write(project('hello', extra));
  const first = transpose('diff');
  checks.that(
    'diff: all is new, with exit code 3',
    first.status === 3 && first.stdout.includes('+kind: Deployment'),
    first.stderr,
  );
  checks.that('diff: no secret is shown', !first.stdout.includes('correct-horse-battery'));
  const came = up();
  checks.that('up: everything becomes ready in one command', came.status === 0, came.stderr);
  checks.that('up: the second one changes nothing', / 0 changes/.test(up().stderr));
  checks.that('diff: nothing, with exit code 0', transpose('diff').status === 0);
  checks.that('wait: all is ready', transpose('wait').status === 0);
  checks.that('logs: of a service, with its prefix', /^talker\s+\| hello$/m.test(transpose('logs', 'talker').stdout));
  const echo = transpose('exec', '-T', 'talker', 'sh', '-c', 'cat /etc/hostname; exit 7');
  checks.that('exec: output and exit code of the command', echo.status === 7 && echo.stdout !== '', echo.stderr);

  write(project('goodbye'));
  const compared = transpose('diff').stdout;
  checks.that(
    'diff: a value and a service that goes',
    /\+ +value: goodbye/.test(compared) && /-kind: Deployment/.test(compared),
    compared,
  );
  const changed = up();
  checks.that(
    'up: one workload rolls, one is removed with its Service',
    /: 3 changes/.test(changed.stderr) && changed.stderr.includes('Deployment/talker changed'),
    changed.stderr,
  );
  const restarted = transpose('restart', 'web');
  checks.that('restart: new Pods, ready', restarted.status === 0, restarted.stderr);
  checks.that('port-forward: answers, also after its Pod was deleted', forwardAnswers(bin, own, namespace));

  for (const [what, [service, said]] of Object.entries(faults)) {
    write(project('goodbye', `  bad: ${service}`));
    const { status, stderr } = up('--wait-timeout', '25s');
    const place = /compose\.yaml:\d+:\d+/.test(stderr);
    checks.that(`up: ${what} is told with its place`, status === 1 && said.test(stderr) && place, stderr);
  }
  write(project('goodbye'));
  killChecks(bin, [...own, '--namespace', namespace, '--context', context], up, checks);

  const claims = (): string => run('kubectl', '-n', namespace, 'get', 'pvc', '-o', 'name').stdout.trim();
  checks.that('down: claims stay', transpose('down').status === 0 && claims() !== '');
  transpose('down', '-v', '--remove-namespace');
  const gone = run('kubectl', 'get', 'namespace', namespace, '-o', 'jsonpath={.status.phase}').stdout;
  checks.that('down -v --remove-namespace: nothing is left', gone === '' || gone === 'Terminating', gone);
}

/** Asks a forwarded port, deletes the Pod behind it, and asks until it answers again. */
function forwardAnswers(bin: string, own: readonly string[], namespace: string): boolean {
  const forwarding = spawn(process.execPath, [bin, 'port-forward', ...own, '--namespace', namespace], {
    stdio: 'ignore',
  });
  const asks =
    'i=0; until curl -fsS -m 2 http://127.0.0.1:18089 >/dev/null 2>&1; do i=$((i+1)); [ $i -lt 60 ] || exit 1; sleep 0.5; done';
  const answers = (): boolean => run('sh', '-c', asks).status === 0;
  try {
    if (!answers()) return false;
    run('kubectl', '-n', namespace, 'delete', 'pod', '-l', 'app.kubernetes.io/name=web', '--wait=false');
    return answers();
  } finally {
    forwarding.kill('SIGINT');
  }
}

/** Kills `up` at ten moments of its work: the next one makes everything right. */
function killChecks(bin: string, words: readonly string[], up: () => ReturnType<typeof run>, checks: Checks): void {
  run(process.execPath, bin, 'down', ...words);
  const command = [bin, 'up', '-d', ...words].map((word) => `'${word}'`).join(' ');
  for (let moment = 0; moment < 10; moment += 1)
    run(
      'sh',
      '-c',
      `'${process.execPath}' ${command} >/dev/null 2>&1 & sleep ${(0.3 + moment * 0.15).toFixed(2)}; kill -9 $!`,
    );
  const after = up();
  checks.that('up: after ten that were killed, everything is ready', after.status === 0, after.stderr);
  checks.that('up: and the next one changes nothing', / 0 changes/.test(up().stderr));
}

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { runScriptOf } from '../testing.ts';

const compose = `
name: shop
services:
  web:
    image: 'nginx:\${TAG:-1}'
    command: [serve, "it's $$5"]
    environment: { DB_PASSWORD: s3cret word, PLAIN: x }
    depends_on: { db: { condition: service_healthy, restart: true }, job: { condition: service_completed_successfully } }
    scale: 2
    configs: [c]
    post_start: [{ command: [warm] }]
    pre_stop: [{ command: [cool] }]
  db: { image: postgres, volumes: [/data, data:/more], healthcheck: { test: pg_isready } }
  job: { image: job, build: ., pull_policy: never, pre_start: [{ command: [before] }] }
volumes: { data: , old: { external: true } }
configs: { c: { content: x } }
`;

/** What the lines call, with words in brackets. */
function calls(script: string, settings = ''): readonly string[] {
  const stub = `docker() {
  for word in "$@"; do printf '[%s]' "$word" >&2; done
  case "$*" in *' --env-file /dev/stdin '*) echo " $(cat)" >&2 ;; *) echo >&2 ;; esac
  case $1 in inspect) echo "\${HEALTH-running healthy}" ;; wait) echo "\${CODE-0}" ;; esac
}
exec 2>&1
SECRET_DB_PASSWORD='from outside'
${settings}
`;
  return spawnSync('sh', ['-c', stub + script], { encoding: 'utf8' })
    .stdout.trim()
    .split(/ ?\n/);
}

it('are the commands that start the project, in order', () => {
  const { at } = runScriptOf(compose, { style: 'lines' });
  expect(calls(at('run.sh'))).toEqual([
    '[network][create][shop_default]',
    '[volume][create][shop_data]',
    '[build][--tag][job][.]',
    expect.stringMatching(
      /^\[run\]\[--detach\]\[--name\]\[shop-db-1\].*\[--mount\]\[type=volume,target=\/data\].*\[postgres\]$/,
    ),
    expect.stringContaining('[create][--name][shop-job-1][--pull][never]'),
    expect.stringMatching(/^\[run\]\[--rm\]\[--volumes-from\]\[shop-job-1\].*\[before\]$/),
    '[start][shop-job-1]',
    expect.stringMatching(/^\[inspect\].*\[shop-db-1\]$/),
    expect.stringMatching(/^\[inspect\].*\[shop-db-1\]$/),
    '[wait][shop-job-1]',
    expect.stringMatching(
      /\[--name\]\[shop-web-1\]\[--env-file\]\[\/dev\/stdin\]\[--env\]\[PLAIN=x\].*\[nginx:1\]\[serve\]\[it's \$5\] DB_PASSWORD=from outside$/,
    ),
    '[exec][shop-web-1][warm]',
    expect.stringMatching(/\[--name\]\[shop-web-2\].* DB_PASSWORD=from outside$/),
    '[exec][shop-web-2][warm]',
  ]);
});

it('say what they do not do, and keep secrets in a file of their own', () => {
  const { at, lost } = runScriptOf(compose, { style: 'lines' });
  expect(at('run.sh')).not.toContain('s3cret');
  expect(at('run.secrets.sh')).toContain("export SECRET_DB_PASSWORD='s3cret word'\n");
  expect(lost).toEqual([
    '- services.web.depends_on.db.restart: Plain lines restart nothing',
    '- services.web.configs.0.source: Plain lines copy no content into containers',
    '- services.web.pre_stop.0.command.0: Plain lines stop nothing',
  ]);
});

it('keep variables when they are asked to', () => {
  expect(runScriptOf(compose, { style: 'lines', keep: ['TAG'] }).at('run.sh')).toContain('"nginx:${TAG:-1}" serve');
});

it.each([
  ['a dependency that stopped before it was healthy', "HEALTH='exited unhealthy'", 'db is not healthy'],
  ['a dependency without a healthcheck', "HEALTH='running '", 'db is not healthy'],
  ['a job that failed', 'CODE=3', 'job failed'],
])('end at %s', (_, settings, message) => {
  const { at } = runScriptOf(compose, { style: 'lines' });
  expect(calls(at('run.sh'), settings).at(-1)).toBe(message);
});

it('go on without an optional dependency', () => {
  const optional = compose.replace('service_healthy,', 'service_healthy, required: false,');
  const { at } = runScriptOf(optional, { style: 'lines' });
  const made = calls(at('run.sh'), "HEALTH='exited unhealthy'");
  expect(made).toContain('db is not healthy');
  expect(made.at(-1)).toBe('[exec][shop-web-2][warm]');
});

it('has a part for what there is, and no empty one', () => {
  const up = (services: string) =>
    /^up\(\) \{\n([\s\S]*?)^\}/m.exec(runScriptOf(services, { style: 'short' }).at('run.sh'))?.[1];
  const alone = 'network_mode: none, image: a';
  expect(up(`services: { a: { ${alone} } }`)).toMatch(/^ {2}\S/);
  expect(up(`services: { a: { ${alone}, x-transpose: { schedule: "0 3 * * *" } } }`)).toBe('  :\n');
  const script = (build: string) =>
    runScriptOf(`services: { a: { image: a${build} } }`, { style: 'short' }).at('run.sh');
  expect(script(', build: .')).toMatch(/^build\(\) \{\n {2}docker build /m);
  expect(script('')).not.toContain('build()');
});

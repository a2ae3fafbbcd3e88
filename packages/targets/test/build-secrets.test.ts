import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { afterAll, beforeAll, expect, test } from 'vitest';

const values = {
  PW: 'cor rect $PW',
  SSH_KEY: 'line 1\nline "2"',
  DOCKER_HOST: 'tcp://nowhere',
  ARG_TOKEN: 'of the secret',
};
const compose = `
name: shop
services:
  web:
    image: shop
    build:
      context: .
      args: { ARG_TOKEN: of the argument }
      secrets: [pw, { source: key, target: "k,src=/etc/shadow" }, host, arg]
secrets: { pw: { environment: PW }, key: { environment: SSH_KEY }, host: { environment: DOCKER_HOST }, arg: { environment: ARG_TOKEN } }
`;
const given = { pw: values.PW, k: values.SSH_KEY, host: values.DOCKER_HOST, arg: values.ARG_TOKEN, connects: '' };

function filesOf(target: string, options: OptionValues) {
  const host = memoryHost({ files: { '/project/compose.yaml': compose }, cwd: '/project', env: values });
  const found = targetNamed(target);
  if (!found) throw new Error(target);
  const { files } = convert({ host, loaded: loadProject(host), target: found, options });
  return new Map(files.map(({ path, content }) => [path, String(content)]));
}

/** The variables that options `--secret` name. */
const named = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/,env=(\w+)/g)].flatMap(([, name = '']) => name)),
];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'builds-'));
  // Says what its environment has for each secret, and where it would connect to.
  writeFileSync(
    join(directory, 'docker'),
    `#!${process.execPath}
const [command, ...words] = process.argv.slice(2);
if (command !== 'build') process.exit(command === 'image' ? 1 : 0);
const names = words.flatMap((word) => /^"?id=(\\w+).*,env=(\\w+)$/.exec(word) ?? []).filter((_, at) => at % 3 > 0);
const entries = names.flatMap((id, at) => (at % 2 ? [] : [[id, process.env[names[at + 1]]]]));
process.stdout.write(JSON.stringify({ ...Object.fromEntries(entries), connects: process.env.DOCKER_HOST ?? '' }));
`,
    { mode: 0o755 },
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each([
  ['lines', {}, '. ./run.secrets.sh; . ./run.sh'],
  ['lines', { keep: ['PW'] }, '. ./run.secrets.sh; . ./run.sh'],
  ['short', {}, './run.sh build'],
])(
  'plain scripts (%s, %o) give builds their secrets, under names that docker does not go by',
  (style, options, line) => {
    const place = mkdtempSync(join(directory, 'run-'));
    for (const [path, content] of filesOf('docker-run', { style, ...options }))
      writeFileSync(join(place, path), content, { mode: 0o755 });
    writeFileSync(join(place, 'compose.yaml'), compose);
    const env = { PATH: `${directory}:${dirname(process.execPath)}:/usr/bin:/bin`, PW: values.PW };
    const said = execFileSync('sh', ['-c', `${line} </dev/null`], { cwd: place, env, encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual(given);
  },
);

test.each([[{}], [{ keep: ['none'] }], [{ bake: true }]])(
  'the whole script gives them to the command (%o)',
  (options) => {
    const files = filesOf('docker-run', options);
    const script = files.get('run.sh') ?? '';
    const names = named(script + (files.get('docker-bake.hcl') ?? ''));
    expect(names).toHaveLength(4);
    for (const name of names) expect(script).toMatch(new RegExp(`^ +"${name}=\\$\\{?(?:VAR|SECRET)_`, 'm'));
  },
);

test.each(['systemd', 'quadlet'])('the units of %s have a file with them', (target) => {
  const files = filesOf(target, { scope: 'user' });
  const unit = [...files].find(([path]) => /build/.test(path) && !path.endsWith('.env'))?.[1] ?? '';
  const environment = files.get('env/web~build.env') ?? '';
  expect(unit).toContain('EnvironmentFile=');
  expect(unit).not.toMatch(/cor rect|line 1|nowhere/);
  const names = named(unit);
  expect(names).toHaveLength(4);
  for (const name of names) expect(environment).toMatch(new RegExp(`^${name}=`, 'm'));
  expect(environment).not.toMatch(/^(?:DOCKER_HOST|SSH_KEY)=/m);
});

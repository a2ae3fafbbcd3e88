import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadResult } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { ConversionResult } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { helm } from '@transpose/targets/helm';
import { afterAll, describe, expect, test } from 'vitest';
import { variableFaults, variablesOf } from '../../../test-fixtures/helm/variables.ts';
import type { FoundProject } from '../../../test-fixtures/kubernetes/projects.ts';
import { writeAll } from '../../../test-fixtures/kubernetes/rendered.ts';

const command = fileURLToPath(new URL('../../../node_modules/.cache/transpose/helm/helm', import.meta.url));
const directories: string[] = [];
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

interface Made extends FoundProject {
  readonly loaded: LoadResult;
  readonly result: ConversionResult;
  readonly names: readonly string[];
  readonly lost: readonly string[];
}

function made(compose: string, env: Readonly<Record<string, string>> = {}, keep: readonly string[] = []): Made {
  const host = memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop', env });
  const loaded = loadProject(host);
  const result = convert({ host, loaded, target: helm, options: { keep }, salt: '0123456789abcdef' });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const lost = result.account.entries.flatMap(({ path, support }) =>
    support.kind === 'approximated' && support.difference.includes('filled in') ? [path.join('.')] : [],
  );
  return {
    id: 'shop',
    host,
    loaded,
    loadOptions: {},
    expected: undefined,
    result,
    names: variablesOf(result.files),
    lost,
  };
}

function chartOf({ result }: Made): string {
  const chart = mkdtempSync(join(tmpdir(), 'chart-'));
  directories.push(chart);
  writeAll(chart, result.files);
  return chart;
}

const service = (lines: string) => `name: shop\nservices:\n  web:\n    image: app:1\n${lines.replace(/^/gm, '    ')}\n`;

const operators = `x-env: &env { ALIASED: "\${ALIASED:-by an alias}" }
name: shop
services:
  web:
    image: "registry.example:5000/app:\${TAG:-1.2}"
    environment:
      <<: *env
      PLAIN: "\${PLAIN}"
      DEFAULT: "a \${DEFAULT:-x {{ .Values }} $$(Y)} b"
      UNSET: "\${UNSET-only when unset}"
      ALTERNATE: "\${ALTERNATE:+given}\${ALTERNATE+set}"
      REQUIRED: "\${REQUIRED:?say it}"
      NESTED: "\${OUTER:-\${INNER-deep}}\${OUTER:+\${INNER:-x}}"
      TEXT: "{{ fail }} $$ \\\\ \\" ' \${TEXT} $$(X) $$$$(Z) %h\\n\\tend"
      DB_PASSWORD: "\${DB_PASSWORD:-hunter2-default}"
      URL: "postgres://\${DB_USER:-shop}:\${DB_PASSWORD:-hunter2-default}@db/x"
    command: [serve, "--log=\${LOG:-info}", "$$(literal) \${LOG}"]
    labels: { owner: "by \${OWNER:-me}", "traefik.http.routers.web.rule": "Host(\`\${DOMAIN}\`)", traefik.enable: "true" }
    ports: ["8080:80"]
    configs: [{ source: c, target: /c.conf }]
  db: { image: "postgres:\${PG:-16}", environment: { POSTGRES_PASSWORD: "\${DB_PASSWORD:-hunter2-default}" } }
configs: { c: { content: "log \${LOG:-info}\\n{{ x }}\\n" } }
`;
const environment = { REQUIRED: 'yes', DB_PASSWORD: 'correct-horse-battery', DOMAIN: 'shop.example' };

test('variables are values where their text alone follows them', () => {
  const { names, result } = made(operators, environment);
  expect(names.join(' ')).toBe(
    'ALIASED TAG PLAIN DEFAULT UNSET ALTERNATE REQUIRED OUTER INNER TEXT DB_PASSWORD DB_USER LOG OWNER DOMAIN PG',
  );
  const values = result.files.find(({ path }) => path === 'values.yaml')?.content ?? '';
  expect(values).toContain('  # ${TAG:-1.2} in services.web.image\n  TAG: null # compose.yaml:5\n');
  expect(values).toContain('# tag of the image; empty: follows variables.TAG');
  const holders = (text: string) =>
    result.files.filter(({ content }) => content.includes(text)).map(({ path }) => path);
  expect(holders('correct-horse')).toEqual(['secret-values.yaml']);
  expect(holders('hunter2')).toEqual(['secret-values.yaml']);
});

test.each([
  ['ports', 'ports: ["${V:-80}:80"]', 'services.web.ports.0.published'],
  ['volumes', 'volumes: ["${V:-./data}:/data"]', 'services.web.volumes.0'],
  ['durations', 'stop_grace_period: "${V:-5s}"', 'services.web.stop_grace_period'],
  ['numbers', 'cpus: "${V:-1}"', 'services.web.cpus'],
  ['words of a line', 'command: serve ${V:-now}', 'services.web.command'],
  ['a port that an environment tells', 'environment: { PORT: "${V:-3000}" }', 'services.web.environment.PORT'],
  ['a secret that is not set', 'environment: { DB_PASSWORD: "${V}" }', 'services.web.environment.DB_PASSWORD'],
  ['a name without a value', 'environment: [V]\nlabels: ["a=${V}"]', 'services.web.environment.V'],
])('%s have the value of the conversion, which is said', (_, lines, place) => {
  const { names, lost } = made(service(lines), lines.includes('[V]') ? { V: 'x' } : {});
  expect(names).toEqual([]);
  expect(lost).toContain(place);
});

test.each(['app:${V:-latest}', 'app:${V:-1}', '${V:-app}', 'app${V}'])('an image %s stays open', (image) => {
  const compose = `name: shop\nservices: { web: { image: "${image}", volumes: ["data:/data"] } }\nvolumes: { data: {} }\n`;
  const { names, result } = made(compose);
  expect(names).toEqual(['V']);
  expect(result.files.find(({ path }) => path === 'values.yaml')?.content).toContain('    pullPolicy: ""\n');
});

test.each([
  'PORT: "${V:-3000}"',
  'DB_PASSWORD: "${V}"',
  'DB_PASSWORD: "${V}", API_TOKEN: "${V2}", APP_SECRET: "${V3}"',
  'PORT: "${V:-30}${V2:-0}${V3:-0}"',
])('what cannot stay open in { %s } closes no other variable', (variables) => {
  const { names } = made(service(`environment: { A: "\${A:-a}", ${variables}, Z: "\${Z:-z}" }`));
  expect(names).toEqual(['A', 'Z']);
});

test('however many cannot stay open', () => {
  const services = ['a', 'b', 'c', 'd'].map(
    (name) => `  ${name}: { image: x, environment: { PORT: "\${P_${name}:-3000}", L: "\${L_${name}:-l}" } }\n`,
  );
  const { names } = made(`name: shop\nservices:\n${services.join('')}`);
  expect(names.toSorted()).toEqual(['L_a', 'L_b', 'L_c', 'L_d']);
});

test('a variable that decides more elsewhere is not a value', () => {
  const { names, lost } = made(service('ports: ["${V:-80}:80"]\nenvironment: { A: "at ${V:-80}", B: "${W}" }'));
  expect(names).toEqual(['W']);
  expect(lost).toContain('services.web.environment.A');
});

test('--keep chooses the variables', () => {
  const compose = service('environment: { A: "${A:-1}", B: "${B:-2}" }');
  expect(made(compose, {}, ['none']).names).toEqual([]);
  expect(made(compose, {}, ['none']).lost).toEqual([]);
  expect(made(compose, {}, ['B']).names).toEqual(['B']);
});

describe.skipIf(!existsSync(command))('Helm (scripts/fetch-kubectl.sh fetches it)', () => {
  test('each value gives what a conversion with it gives', async () => {
    const project = made(operators, environment);
    const chart = chartOf(project);
    execFileSync(command, ['lint', '--strict', '--quiet', chart]);
    // The required ones are tried below.
    const names = project.names.filter((name) => name !== 'REQUIRED' && name !== 'DOMAIN');
    expect(await variableFaults(project, chart, names, false, command)).toEqual({ tried: 3, faults: [] });
    // The comparison can fail: a chart whose variable stays what it was.
    const closed = chartOf(made(operators, environment, ['none']));
    expect((await variableFaults(project, closed, ['LOG'], false, command)).faults).not.toEqual([]);
  });

  test('text of a user reaches the container as it is, and numbers keep their digits', () => {
    const chart = chartOf(made(operators, environment));
    const render = (...words: readonly string[]) =>
      execFileSync(command, ['template', 'shop', chart, ...words], { encoding: 'utf8', stdio: 'pipe' });
    const hostile = '{{ .Release.Name }} "\\ \' % # : \u00e9';
    expect(render('--set-json', `variables.PLAIN=${JSON.stringify(hostile)}`)).toContain(
      `value: ${JSON.stringify(hostile)}`,
    );
    expect(render('--set', 'variables.TAG=20240101120000')).toContain(
      'image: "registry.example:5000/app:20240101120000"',
    );
    expect(render('--set', 'web.image.digest=sha256:0a')).toContain('image: "registry.example:5000/app:1.2@sha256:0a"');
    expect(render('--set', 'web.image.repository=x')).toContain('image: "x:1.2"');
    const pulls = (...words: readonly string[]) => render(...words).match(/imagePullPolicy: .*/g) ?? [];
    expect(pulls('--set', 'variables.TAG=latest')).toEqual(['imagePullPolicy: IfNotPresent']);
    expect(pulls('--set', 'variables.TAG=latest,web.image.digest=sha256:0a')).toEqual([]);
    expect(pulls('--set', 'web.image.repository=host:5000/x,web.image.pullPolicy=Always')).toEqual([
      'imagePullPolicy: Always',
    ]);
    expect(render('--set', 'variables.REQUIRED=y,web.env.PLAIN=mine')).toContain('value: "mine"');
    // From a package the file is given back, as docs/helm.md says.
    expect(render('-f', `${chart}/secret-values.yaml`)).toBe(render());
    expect(() => render('--set', 'variables.REQUIRED=')).toThrow(/REQUIRED is missing a value: say it/);
    expect(() => render('--set', 'variables.DOMAIN=')).toThrow(/convert the project again/);
    expect(() => render('--set', 'variables.TGA=1')).toThrow(/schema/);
  });
});

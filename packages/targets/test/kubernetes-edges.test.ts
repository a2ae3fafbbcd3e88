import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { expect, it } from 'vitest';

function converted(compose: string, options: OptionValues = {}, files: Readonly<Record<string, string>> = {}) {
  const placed = Object.entries(files).map(([path, text]) => [`/shop/${path}`, text]);
  const host = memoryHost({ files: { ...Object.fromEntries(placed), '/shop/compose.yaml': compose }, cwd: '/shop' });
  const result = convert({ host, loaded: loadProject(host), target: kubernetes, options, layout: 'stream' });
  return {
    text: result.files.map(({ content }) => content).join(''),
    errors: result.diagnostics.map(({ message }) => message),
    lost: result.account.entries.flatMap(({ key, support }) => (support.kind === 'dropped' ? [key] : [])),
  };
}

const check = 'environment: {PASSWORD: hunter2hunter2}, healthcheck: {test: "redis-cli -a hunter2hunter2 ping"}';

it.each([
  ['[]', '/.transpose'],
  ['["data:/.transpose"]', '/.transpose-2'],
  ['["data:/.transpose/x", "data:/.transpose-2"]', '/.transpose-3'],
])('the script of a healthcheck is mounted beside the mounts %s', (volumes, directory) => {
  const { text, errors } = converted(`services: {a: {image: a:1, ${check}, volumes: ${volumes}}}\nvolumes: {data: {}}`);
  expect(errors).toEqual([]);
  expect(text).toContain(`- ${directory}/healthcheck.sh`);
  expect(text).toContain(`mountPath: ${directory}\n`);
});

it('--secrets omit puts the script of a healthcheck together from the files of its values', () => {
  const host = memoryHost({
    files: { '/shop/compose.yaml': `services: {a: {image: a:1, ${check}}}` },
    cwd: '/shop',
  });
  const { files } = convert({ host, loaded: loadProject(host), target: kubernetes, options: { secrets: 'omit' } });
  const script = files.find(({ path }) => path === 'create-secrets.sh')?.content ?? '';
  expect(script).toContain(`{
  printf %s 'redis-cli -a '
  cat -- "\${values}/a-env/PASSWORD"
  printf %s ' ping
'
} >"\${values}/a-env/healthcheck.sh"
`);
  expect(files.map(({ content }) => content).join('')).not.toContain('hunter2');
});

it('no variable without a name reaches a Pod', () => {
  const { text, lost } = converted(
    'services: {a: {image: a:1, environment: ["=x", "B=1"], pre_start: [{command: [x], environment: ["=y", "C=1"]}]}}',
  );
  expect(text).not.toContain('name: ""');
  expect(lost.every((key) => key.endsWith('environment'))).toBe(true);
});

it('keys with nothing in them are not lost', () => {
  expect(
    converted('services: {a: {image: a:1, logging: {}, devices: []}}\nnetworks: {default: {ipam: {}}}').lost,
  ).toEqual([]);
});

it('more replicas than a number of Kubernetes holds are refused', () => {
  expect(converted('services: {a: {image: a:1, scale: 4294967296}}').errors).toEqual([
    '"a": Kubernetes counts to 2147483647 replicas',
  ]);
});

it('a password that is a common word stays one elsewhere, and is hidden where it is the password', () => {
  const { text, errors } = converted(
    `services:
  db:
    image: postgres:17
    environment: {POSTGRES_PASSWORD: postgres}
    healthcheck: {test: pg_isready -U postgres}
  backup:
    image: postgres:17
    command: [pg_dump, "--dbname=postgres", "postgresql://postgres:postgres@db/postgres"]
  tool:
    image: tool:1
    command: tool --password \${TOOL_PASSWORD} \${TOOL_PASSWORD}
    environment: {TOOL_PASSWORD: "\${TOOL_PASSWORD}"}
`,
    {},
    { '.env': 'TOOL_PASSWORD=wordpress\n' },
  );
  expect(errors).toEqual([]);
  expect(text).toContain('- pg_isready -U postgres\n');
  expect(text).toContain('--dbname=postgres\n');
  expect(text).toContain('postgresql://postgres:$(POSTGRES_PASSWORD)@db/postgres');
  expect(text).not.toContain('wordpress');
});

import { expect, test } from 'vitest';
import { base64 } from '../../shared/bytes/base64.ts';
import { environmentsOf } from './environment.ts';
import { secretTexts } from './secret-text.ts';
import type { ComposeGiven } from '../testing/compose.ts';
import { composeContext } from '../testing/compose.ts';

function environment(yaml: string, given: ComposeGiven = {}) {
  const { context, lines } = composeContext(yaml, given);
  const environments = environmentsOf(context);
  const secrets = secretTexts(context, environments);
  const objects = (scripts: Parameters<typeof environments.objects>[0]) => environments.objects(scripts, secrets);
  return { lines, web: environments.of('web'), objects: objects(new Map()), objectsWith: objects };
}

test('entries in source order, secrets in a Secret, dollars as Kubernetes reads them', () => {
  const { web, objects } = environment(`
services:
  web:
    image: x
    environment:
      B: 'cost $$(5) $$5 $$$$'
      DB_PASSWORD: s3cret-pass
      A: ''
      UNSET:
      MONKEY: see
      DSN: postgres://u:hidden@db/x
`);
  expect(web.env).toEqual([
    { name: 'B', value: 'cost $$(5) $5 $$$' },
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'web-env', key: 'DB_PASSWORD' } } },
    { name: 'A' },
    { name: 'MONKEY', value: 'see' },
    { name: 'DSN', valueFrom: { secretKeyRef: { name: 'web-env', key: 'DSN' } } },
  ]);
  expect([...web.secretValues]).toEqual([
    ['DB_PASSWORD', 's3cret-pass'],
    ['DSN', 'postgres://u:hidden@db/x'],
  ]);
  expect(objects).toMatchObject([
    {
      kind: 'Secret',
      metadata: { name: 'web-env' },
      data: { DB_PASSWORD: base64('s3cret-pass'), DSN: base64('postgres://u:hidden@db/x') },
    },
  ]);
});

test('values of a file are below those of the service', () => {
  const { web } = environment('services: {web: {image: x, env_file: [a.env], environment: {A: own}}}', {
    files: { 'a.env': 'A=file\nB=file\n' },
  });
  expect(new Map(web.env.map(({ name, value }) => [name, value]))).toEqual(
    new Map([
      ['A', 'own'],
      ['B', 'file'],
    ]),
  );
});

test('--secrets plain writes them where the others are', () => {
  const { web, objects } = environment('services: {web: {image: x, environment: {DB_PASSWORD: s3cret-pass}}}', {
    options: { secrets: 'plain' },
  });
  expect(web.env).toEqual([{ name: 'DB_PASSWORD', value: 's3cret-pass' }]);
  expect(web.secretValues.size).toBe(0);
  expect(objects).toEqual([]);
});

test('--env configmap: references, and no dollar is doubled in the ConfigMap', () => {
  const { web, objects } = environment("services: {web: {image: x, environment: {A: '$$(B)', B_TOKEN: abcdefgh12}}}", {
    options: { env: 'configmap' },
  });
  expect(web.env).toEqual([
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'web-env', key: 'A' } } },
    { name: 'B_TOKEN', valueFrom: { secretKeyRef: { name: 'web-env', key: 'B_TOKEN' } } },
  ]);
  expect(objects).toMatchObject([{ kind: 'ConfigMap', data: { A: '$(B)' } }, { kind: 'Secret' }]);
});

test('names that Kubernetes does not take', () => {
  const yaml = "services: {web: {image: x, environment: {'1ST': a, 'A B': b, ok.name-1: c, 'Ä': d}}}";
  const now = environment(yaml);
  expect(now.web.env.map(({ name }) => name)).toEqual(['1ST', 'A B', 'ok.name-1']);
  expect(now.lines.join('\n')).toContain('dropped services.web.environment.Ä');
  const before = environment(yaml, { options: { 'kubernetes-version': '1.31' } });
  expect(before.web.env.map(({ name }) => name)).toEqual(['ok.name-1']);
  expect(before.lines.filter((line) => line.startsWith('dropped'))).toHaveLength(3);
});

test('secret names that are not legal keys share no key', () => {
  const { web } = environment(
    "services: {web: {image: x, environment: {'A B_TOKEN': abcdefgh1, 'A_B_TOKEN': abcdefgh2}}}",
  );
  expect(web.env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.key)).toEqual(['A_B_TOKEN', 'A_B_TOKEN-2']);
});

test('scripts with secrets are further keys of the Secret', () => {
  const { objectsWith } = environment('services: {web: {image: x}}');
  expect(objectsWith(new Map([['web', { 'check.sh': 'true' }]]))).toMatchObject([
    { kind: 'Secret', metadata: { name: 'web-env' }, data: { 'check.sh': base64('true') } },
  ]);
});

test('plain values that hold a secret are in no ConfigMap', () => {
  const { objects } = environment(
    'services: {web: {image: x, environment: {PASSWORD: hunter2hunter2, OPTS: "-p hunter2hunter2", LEVEL: info}}}',
    { options: { env: 'configmap' } },
  );
  expect(objects).toMatchObject([{ kind: 'ConfigMap', data: { LEVEL: 'info' } }, { kind: 'Secret' }]);
  expect(JSON.stringify(objects[0])).not.toContain('hunter2');
});

test('a value with a NUL is given to no process', () => {
  const { web, lines } = environment('services: {web: {image: x, environment: {A: "a\\0b", B: b}}}');
  expect(web.env).toEqual([{ name: 'B', value: 'b' }]);
  expect(lines).toContain('dropped services.web.environment.A: No process can be given a value with a NUL character');
});

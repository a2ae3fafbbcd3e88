import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { convert } from '../src/convert.ts';

// Tests read into objects of every kind.
// oxlint-disable-next-line typescript/no-explicit-any
type Manifest = any;
type Files = Readonly<Record<string, string>>;

function converted(compose: string, files: Files, options: OptionValues = {}) {
  const placed = Object.entries(files).map(([path, text]) => [`/shop/${path}`, text]);
  const host = memoryHost({ files: { ...Object.fromEntries(placed), '/shop/compose.yaml': compose }, cwd: '/shop' });
  const loaded = loadProject(host);
  const result = convert({ host, loaded, target: kubernetes, options, layout: 'directory', salt: 'salt' });
  const objects: readonly Manifest[] = result.files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content }) =>
      parseAllDocuments(content).map((document): Manifest => ('toJS' in document ? document.toJS() : {})),
    );
  const named = (kind: string, name: string): Manifest =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);
  return {
    loaded,
    errors: [...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === 'error'),
    text: result.files.map(({ content }) => content).join(''),
    names: (kind: string) => objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name),
    named,
    checksum: (service: string): string =>
      named('Deployment', service).spec.template.metadata.annotations['checksum/config'],
    container: (service: string): Manifest => named('Deployment', service).spec.template.spec.containers[0],
    /** The environment and the arguments of a container as the kubelet makes them. */
    running(service: string, list: 'containers' | 'initContainers' = 'containers') {
      const container = named('Deployment', service).spec.template.spec[list].at(-1);
      const content = (kind: string, name: string): Readonly<Record<string, string>> =>
        Object.fromEntries(
          Object.entries(named(kind, name).data as Files).map(([key, value]) => [
            key,
            kind === 'Secret' ? Buffer.from(value, 'base64').toString() : value,
          ]),
        );
      const env = new Map<string, string>();
      for (const { secretRef, configMapRef } of container.envFrom ?? [])
        for (const [key, value] of Object.entries(
          secretRef ? content('Secret', secretRef.name) : content('ConfigMap', configMapRef.name),
        ))
          env.set(key, value);
      const expand = (text: string, known: ReadonlyMap<string, string>) =>
        text.replace(/\$\$|\$\(([^)]*)\)/g, (all, name) => (all === '$$' ? '$' : (known.get(name) ?? all)));
      // Entries see entries only.
      const before = new Map<string, string>();
      for (const { name, value = '', valueFrom } of container.env ?? []) {
        const { secretKeyRef: secret, configMapKeyRef: config } = valueFrom ?? {};
        const found = secret
          ? content('Secret', secret.name)[secret.key]
          : config
            ? content('ConfigMap', config.name)[config.key]
            : expand(value, before);
        expect(found).toBeDefined();
        before.set(name, found ?? '');
        env.set(name, found ?? '');
      }
      return { env: Object.fromEntries(env), args: (container.args ?? []).map((word: string) => expand(word, env)) };
    },
  };
}

const shared = { 'app.env': 'DB_PASSWORD=hunter2hunter2\nAPI_TOKEN=s3cret-token-value\nMODE=prod\n' };

describe('an env file that several services use', () => {
  it('is one Secret, and with --env configmap one ConfigMap', () => {
    const compose = 'services: {a: {image: "x:1", env_file: app.env}, b: {image: "y:1", env_file: [./app.env]}}';
    const plain = converted(compose, shared);
    expect(plain.names('Secret')).toEqual(['app-env']);
    expect(plain.container('b')).toMatchObject({
      envFrom: [{ secretRef: { name: 'app-env' } }],
      env: [{ name: 'MODE', value: 'prod' }],
    });
    const both = converted(compose, shared, { env: 'configmap' });
    expect(both.names('ConfigMap')).toEqual(['app-env']);
    expect(both.container('a')).toMatchObject({
      envFrom: [{ secretRef: { name: 'app-env' } }, { configMapRef: { name: 'app-env' } }],
    });
    expect(both.container('a')).not.toHaveProperty('env');
  });

  it('that one service uses belongs to the service', () => {
    const { names } = converted('services: {a: {image: "x:1", env_file: app.env}, b: {image: "y:1"}}', shared);
    expect(names('Secret')).toEqual(['a-env']);
  });

  it('yields its name to no top-level secret, and takes it from none', () => {
    const { names, errors } = converted(
      `services:
  app: {image: "x:1", env_file: app.env, environment: {OWN_TOKEN: abcdefgh-token}, secrets: [app-env]}
  b: {image: "y:1", env_file: app.env}
secrets: {app-env: {file: app.env}}`,
      shared,
    );
    expect(errors).toEqual([]);
    expect(names('Secret')).toEqual(['app-env-2', 'app-env-3', 'app-env']);
  });

  it('leaves what commands and other variables refer to as entries', () => {
    const { container, running } = converted(
      `services:
  a: {image: "x:1", env_file: app.env, command: [run, --token, s3cret-token-value]}
  b: {image: "y:1", env_file: app.env, environment: {OPTS: "use hunter2hunter2 with $$(API_TOKEN)"}}`,
      shared,
    );
    const references = (service: string) =>
      container(service).env.flatMap((entry: Manifest) => (entry.valueFrom ? [entry.name] : []));
    expect(references('a')).toEqual(['API_TOKEN']);
    expect(running('a').args).toEqual(['run', '--token', 's3cret-token-value']);
    expect(references('b')).toEqual(['DB_PASSWORD']);
    expect(running('b').env['OPTS']).toBe('use hunter2hunter2 with $(API_TOKEN)');
  });

  it('is not taken as a whole where the service leaves a variable of it out', () => {
    const { container, running } = converted(
      `services:
  a: {image: "x:1", env_file: app.env}
  b: {image: "y:1", env_file: app.env, environment: [API_TOKEN]}`,
      shared,
    );
    expect(container('b')).not.toHaveProperty('envFrom');
    expect(running('b').env).toEqual({ DB_PASSWORD: 'hunter2hunter2', MODE: 'prod' });
  });

  it('serves init containers of pre_start too', () => {
    const { running, text } = converted(
      `services:
  a: {image: "x:1", env_file: app.env, pre_start: [{command: [migrate], environment: {MODE: once}}]}
  b: {image: "y:1", env_file: app.env}`,
      shared,
    );
    expect(running('a', 'initContainers').env).toEqual({
      DB_PASSWORD: 'hunter2hunter2',
      API_TOKEN: 's3cret-token-value',
      MODE: 'once',
    });
    expect(text.match(/secretRef:/g)).toHaveLength(3);
  });

  it('rolls the services that use it, and no other', () => {
    const compose = `services:
  a: {image: "x:1", env_file: app.env}
  b: {image: "y:1", env_file: app.env}
  c: {image: "z:1", environment: {OWN_TOKEN: abcdefgh-token}}`;
    const before = converted(compose, shared);
    const after = converted(compose, { 'app.env': shared['app.env'].replace('hunter2hunter2', 'hunter3hunter3') });
    const rolled = ['a', 'b', 'c'].filter((service) => before.checksum(service) !== after.checksum(service));
    expect(rolled).toEqual(['a', 'b']);
  });

  it('reads the values of a healthcheck from the file of the shared Secret with --secrets omit', () => {
    const { text } = converted(
      `services:
  a: {image: "x:1", env_file: app.env, healthcheck: {test: "check hunter2hunter2"}}
  b: {image: "y:1", env_file: app.env}`,
      shared,
      { secrets: 'omit' },
    );
    expect(text).toContain('cat -- "${values}/app-env/DB_PASSWORD"');
    expect(text).not.toContain('hunter2hunter2');
  });
});

const name = fc.constantFrom('A_TOKEN', 'B_PASSWORD', 'C', 'D', 'E.SECRET', '1_TOKEN', 'a/b_TOKEN');
const value = fc.constantFrom('first-s3cret', 'second-s3cret', 'a $(C) b', 'the $(A_TOKEN) of', '', 'x$C', 'plain');
const files = ['one.env', 'sub/two.env', 'three'];
const file = fc.dictionary(name, value, { maxKeys: 5 });
const service = fc.record({
  env_file: fc.shuffledSubarray(files, { minLength: 0 }),
  environment: fc.dictionary(name, fc.option(value), { maxKeys: 3 }),
  command: fc.constantFrom([], ['run', '--token', 'first-s3cret'], ['$$(C)', 'second-s3cret']),
  'x-transpose': fc.constantFrom({}, { secrets: ['C'] }),
});

it('each service has the environment and the command that Docker gives it', () => {
  const project = fc.record({
    contents: fc.tuple(file, file, file),
    services: fc.tuple(service, service, service),
    env: fc.constantFrom('plain', 'configmap'),
  });
  let taken = 0;
  fc.assert(
    fc.property(project, ({ contents, services, env }) => {
      const compose = {
        name: 'shop',
        services: Object.fromEntries(
          services.map((one, index) => [
            `s${index}`,
            { image: 'x:1', ...one, env_file: one.env_file.map((path) => ({ path, format: 'raw' })) },
          ]),
        ),
      };
      const given = Object.fromEntries(
        contents.map((entries, index) => [
          files[index] ?? '',
          Object.entries(entries)
            .map(([key, text]) => `${key}=${text}\n`)
            .join(''),
        ]),
      );
      const made = converted(JSON.stringify(compose), given, { env });
      expect(made.errors).toEqual([]);
      const read = made.loaded.project?.services ?? {};
      for (const [key, { environment, command }] of Object.entries(read)) {
        const wanted = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== null));
        const { env: found, args } = made.running(key);
        expect(Object.fromEntries(Object.entries(found).filter(([one]) => one in environment))).toEqual(wanted);
        // A secret of a command that no variable of the service holds has one of its own.
        const more = Object.values(found).length - Object.values(wanted).length;
        expect(more).toBeLessThanOrEqual(command?.length ?? 0);
        expect(args).toEqual(command ?? []);
      }
      taken += made.text.includes('envFrom:') ? 1 : 0;
    }),
    { numRuns: 150 },
  );
  expect(taken).toBeGreaterThan(20);
});

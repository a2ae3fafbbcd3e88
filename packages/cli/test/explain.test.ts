import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

const files = {
  '/shop/compose.yaml': `include:
  - shared/compose.yaml
services:
  web:
    extends: {file: base.yaml, service: base}
    environment:
      LOG_LEVEL: \${LOG_LEVEL:-info}
      DB_HOST: \${DB_HOST}
      DB_PASSWORD:
    env_file: web.env
    ports: ["8080:80"]
    labels:
      com.example.team: \${COMPOSE_PROJECT_NAME}
    healthcheck: {test: "true", interval: 90s}
  tools:
    image: busybox:1
    profiles: [debug]
`,
  '/shop/compose.override.yaml': 'services:\n  web:\n    environment: [LOG_LEVEL=debug]\n',
  '/shop/base.yaml': 'services:\n  base:\n    image: nginx:1.29\n    init: true\n',
  '/shop/shared/compose.yaml': 'services:\n  db:\n    image: postgres:${PG}\n',
  '/shop/shared/.env': 'PG=17\n',
  '/shop/web.env': 'API_TOKEN=geheim-geheim\n',
  '/shop/.env': '# mine\nDB_HOST=db\n',
};
const explain = (words: string, env: Readonly<Record<string, string>> = { DB_PASSWORD: 'hunter2' }) =>
  runCommand(`explain ${words}`, { files, env });

describe('transpose explain', () => {
  it('shows what a value replaced, and the variables that it took', () => {
    const { code, out, err } = explain('services.web.environment.LOG_LEVEL');
    expect([code, err]).toEqual([0, '']);
    expect(out.replace(/web\.yaml:\d+/, 'web.yaml:79')).toBe(`services.web.environment.LOG_LEVEL: debug

from
  compose.override.yaml:3:19  environment: [LOG_LEVEL=debug]
      in place of compose.yaml:7:7  LOG_LEVEL: \${LOG_LEVEL:-info}
          LOG_LEVEL is not set: "info" takes its place

kubernetes
  carried  Container.env
  web.yaml:79  Deployment/web spec.template.spec.containers[web].env[LOG_LEVEL]
`);
  });

  it.each([
    ['services.web.environment.DB_HOST', 'DB_HOST is "db", set at .env:2:1'],
    [
      'services.web.environment.DB_PASSWORD',
      'compose.yaml:9:7  DB_PASSWORD:\n      DB_PASSWORD is "******", set in the environment',
    ],
    ['services.web.environment.API_TOKEN', 'web.env:1:1  API_TOKEN=******\n      by `env_file` at compose.yaml:10:15'],
    ['services.web.labels.com.example.team', 'COMPOSE_PROJECT_NAME is "shop", the name of the project'],
    ['services.web.init', 'base.yaml:4:5  init: true\n      by `extends` at compose.yaml:5:14'],
    ['services.db.image', 'shared/compose.yaml:3:5  image: postgres:${PG}\n      included at compose.yaml:2:5'],
    ['services.db.image', 'PG, set at shared/.env:1:1'],
    ['services.web.ports[0].published', 'services.web.ports[0].published: "8080"'],
    ['services.web.ports.0', 'compose.yaml:11:13  ports: ["8080:80"]  ('],
    ['services.web.ports[0].protocol', 'a rule of Compose makes the value of what is there'],
    ['services.web.healthcheck.interval', 'services.web.healthcheck.interval: 1m30s'],
    ['networks.default', 'networks.default'],
  ])('%s', (path, expected) => {
    const { code, out } = explain(path);
    expect(code).toBe(0);
    expect(out).toContain(expected);
  });

  it('tells no secret', () => {
    const { code, out } = explain('services.web services.web.environment.DB_PASSWORD -t all');
    expect([code, out.includes('hunter2'), out.includes('geheim')]).toEqual([0, false, false]);
    expect(explain('services.web --json').out).not.toMatch(/hunter2|geheim/);
  });

  it.each([
    ['services.web.portss', 'there is no services.web.portss; did you mean services.web.ports?'],
    ['services.web.ports[3]', 'there is no services.web.ports[3]; did you mean services.web.ports[0]?'],
    ['services.wob.image', 'there is no services.wob; did you mean services.web?'],
    ['web.image', 'there is no web; did you mean services.web.image?'],
    ['services.db.environment', 'there is no services.db.environment; services.db has image, networks'],
    ['services.web.image.tag', 'there is no services.web.image.tag: services.web.image is one value'],
    ['services.tools.image', 'services.tools.image is not switched on: give --profile debug'],
    ['services.web.env_file', 'services.web.env_file is not in the project any more: its variables are part of'],
  ])('says what is wrong with %s', (path, message) => {
    const { code, out, err } = explain(path);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('shows each target that is asked for, with the lines of scripts and units', () => {
    const { out } = explain('services.web.init -t docker-run -t systemd');
    expect(out).toMatch(/^docker-run\n {2}carried {2}--init\n {2}run\.sh:\d+ {2}--init \\\n\nsystemd\n/m);
    expect(out).toMatch(/^ {2}units\/shop-web-1\.service:\d+ {2}--init \\\n$/m);
    expect(explain('services.web -t quadlet').out).toMatch(/ quadlet\/shop-web-1\.container +the whole file\n/);
    expect(explain('services.web.init -t all').out).toMatch(/^kubernetes\n(?:.*\n)*\nquadlet\n/m);
    expect(explain('services.web.init -t nope').code).toBe(2);
  });

  it('prints JSON, with lines for the fields of Kubernetes', () => {
    const [way, ...others] = JSON.parse(explain('services.web.ports --json').out) as readonly unknown[];
    expect(others).toEqual([]);
    expect(way).toMatchObject({
      path: 'services.web.ports',
      value: [{ target: 80, published: '8080' }],
      sources: [{ file: 'compose.yaml', line: 11, parts: ['[0].target', '[0].published'] }],
      targets: [
        {
          target: 'kubernetes',
          uses: expect.arrayContaining([
            expect.objectContaining({ outcome: 'carried', path: 'services.web.ports[0].target' }),
          ]),
          fields: expect.arrayContaining([
            { file: 'web.yaml', line: expect.any(Number), name: expect.stringContaining('containers[web].ports[') },
          ]),
        },
      ],
    });
  });

  it('names the line at which a field is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'transpose-explain-'));
    runCommand(['convert', '-o', `${folder}/`], { files, env: { DB_PASSWORD: 'x' } });
    const lines = readFileSync(`${folder}/web.yaml`, 'utf8').split('\n');
    rmSync(folder, { recursive: true });
    const lineOf = (path: string) =>
      lines[Number(/web\.yaml:(\d+) +Deployment/.exec(explain(path).out)?.[1]) - 1]?.trim();
    expect(lineOf('services.web.image')).toBe('image: nginx:1.29');
    expect(lineOf('services.web.environment.DB_HOST')).toBe('- name: DB_HOST');
    expect(lineOf('services.web')).toBe('kind: Deployment');
  });

  it('ends with the errors of the project', () => {
    const broken = runCommand('explain services.web', {
      files: { '/shop/compose.yaml': 'services: {web: {imge: x}}\n' },
    });
    expect([broken.code, broken.out]).toEqual([1, '']);
    expect(broken.err).toContain('unknown-key');
  });
});

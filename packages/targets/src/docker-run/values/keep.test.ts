import { describe, expect, it } from 'vitest';
import { runScriptOf } from '../testing.ts';

const service = (fields: string) => `name: shop\nservices:\n  web:\n    image: a\n${fields.replace(/^/gm, '    ')}\n`;

/** The line of the script that starts with a word. */
const line = (script: string, start: string): string =>
  script
    .split('\n')
    .map((one) => one.trim().replace(/ \\$/, ''))
    .find((one) => one.startsWith(start)) ?? '';

describe('variables that stay', () => {
  it('have the operators of Compose, one inside the other', () => {
    const { at } = runScriptOf(
      service('command: ["$A", "${B}", "${C-c}", "${D:-d $$ }", "${E:+e}", "${F+f}", "${G:-${H-}}"]'),
      { keep: ['all'] },
      { env: { A: '1' } },
    );
    expect(line(at('run.sh'), '"$image"')).toBe(
      '"$image" "${VAR_A-}" "${VAR_B-}" "${VAR_C-c}" "${VAR_D:-d \\$ }" "${VAR_E:+e}" "${VAR_F+f}" "${VAR_G:-${VAR_H-}}"',
    );
  });

  it('are all, none, or those that are named; the others are filled in', () => {
    const compose = 'services: { web: { image: "${REGISTRY:-docker.io}/app:${TAG:-1}" } }\n';
    const image = (keep: readonly string[]) => line(runScriptOf(compose, { keep }).at('run.sh'), 'image=');
    expect(image([])).toBe('image="${VAR_REGISTRY:-docker.io}/app:${VAR_TAG:-1}"');
    expect(image(['none'])).toBe("image='docker.io/app:1'");
    expect(image(['TAG'])).toBe('image="docker.io/app:${VAR_TAG:-1}"');
    expect(runScriptOf(compose, { keep: ['TGA'] }).result.diagnostics.map(({ message }) => message)).toEqual([
      '--keep TGA: the project has no variable of this name',
    ]);
  });

  it('are filled in, and reported, where a value could change the shape of the command', () => {
    const { at, lost } = runScriptOf(
      service(`ports: ["\${PORT:-80-81}:80-81"]
volumes: ["\${DATA:-./data}:/data"]
container_name: "\${NAME:-web}"
command: serve \${ARGS:-now}
stop_grace_period: "\${GRACE:-5s}"
`),
    );
    const why = 'is filled in as of now: another value could change the shape of the command.';
    expect(lost).toEqual([
      expect.stringContaining('services.web.ports: PORT is filled in'),
      `~ services.web.volumes.0: DATA ${why}`,
      `~ services.web.container_name: NAME ${why}`,
      `~ services.web.command: ARGS ${why}`,
      `~ services.web.stop_grace_period: GRACE ${why}`,
    ]);
    expect(at('run.sh')).not.toContain('read_variables');
    expect(runScriptOf(service('container_name: "${NAME:-web}"'), { keep: ['none'] }).lost).toEqual([]);
  });

  it('are filled in everywhere where they cannot stay in one place', () => {
    const { at, lost } = runScriptOf(
      service(`command: redis-server --requirepass \${KEY:-one}
environment: { SHOWN: "\${KEY:-one}", OTHER: "\${OTHER:-two}" }
`),
    );
    const why = 'is filled in as of now: another value could change the shape of the command';
    expect(lost).toEqual([
      `~ services.web.command: KEY ${why}.`,
      `~ services.web.environment.SHOWN: KEY ${why} at services.web.command.`,
    ]);
    expect(at('run.sh')).toContain('--env "OTHER=${VAR_OTHER:-two}"');
    expect(at('run.sh')).not.toContain('VAR_KEY');
  });

  it('have names of their own in the script; plain lines and bake files ask the environment, and leave some alone', () => {
    const compose = service('user: "${UID:-1000}"\ncommand: ["${PATH}", "${DOCKER_HOST:-none}"]');
    expect(line(runScriptOf(compose).at('run.sh'), '--user')).toBe('--user "${VAR_UID:-1000}"');
    const { at, lost } = runScriptOf(compose, { style: 'lines', keep: ['all'] });
    expect(at('run.sh')).not.toMatch(/\$\{(?:UID|PATH|DOCKER_HOST)/);
    expect(lost[0]).toBe('~ services.web.user: UID is filled in as of now: shells or engines use the name themselves.');
  });

  it('are filled in where an included file has variables of its own, or an env file names them', () => {
    const { at, lost } = runScriptOf(
      'include: [sub/compose.yaml]\nservices: { web: { image: a, env_file: web.env } }\n',
      {},
      {
        files: {
          '/project/sub/compose.yaml': 'services: { db: { image: "b:${TAG}" } }\n',
          '/project/sub/.env': 'TAG=2\n',
          '/project/web.env': "A=${B:-x}\nC='${D}'\n",
        },
      },
    );
    expect(line(at('run.sh'), "image='b")).toBe("image='b:2'");
    expect(lost.map((one) => one.split(' is ')[0])).toEqual([
      '~ services.db.image: TAG',
      '~ services.web.environment.A: B',
    ]);
  });

  it('follow the name of the project, which is one as well', () => {
    const { at } = runScriptOf(service('command: ["${COMPOSE_PROJECT_NAME}-x"]'));
    expect(line(at('run.sh'), '"$image"')).toBe('"$image" "${project}-x"');
  });
});

describe('secrets with variables', () => {
  it('stay out of arguments, and their defaults out of the script', () => {
    const { at } = runScriptOf(
      service(`environment:
  DB_PASSWORD: \${PW:-hunter2}
  DATABASE_URL: postgres://\${DB_USER:-shop}:\${PW:-hunter2}@db/\${DB:-shop}
  PLAIN: \${PLAIN:-visible}`),
    );
    const script = at('run.sh');
    expect(script).not.toContain('hunter2');
    expect(line(script, 'secret DB_PASSWORD')).toBe('secret DB_PASSWORD "${VAR_PW:-${SECRET_DB_PASSWORD}}"');
    expect(line(script, 'secret DATABASE_URL')).toBe(
      'secret DATABASE_URL "postgres://${VAR_DB_USER:-shop}:${VAR_PW:-${SECRET_DATABASE_URL}}@db/${VAR_DB:-shop}"',
    );
    expect(line(script, '--env "PLAIN')).toBe('--env "PLAIN=${VAR_PLAIN:-visible}"');
    expect(at('run.secrets.env')).toContain('SECRET_DB_PASSWORD=hunter2\n');
  });

  it('have names of their own beside the variables of the project', () => {
    const { at } = runScriptOf(service('environment: { KEY: "s3cr3t-value", OTHER: "${SECRET_KEY:-}" }'));
    expect(line(at('run.sh'), 'secret KEY')).toBe('secret KEY "${SECRET_WEB_KEY}"');
  });

  it('take the value of the environment where they are a name alone', () => {
    const { at } = runScriptOf(service('environment: [TOKEN, MISSING]'), {}, { env: { TOKEN: 'abc' } });
    expect(line(at('run.sh'), '${VAR_TOKEN')).toBe('${VAR_TOKEN+secret TOKEN "${VAR_TOKEN-}"}');
    expect(line(at('run.sh'), '${VAR_MISSING')).toBe('${VAR_MISSING+secret MISSING "${VAR_MISSING-}"}');
    expect(at('run.sh')).not.toContain('abc');
  });
});

it.each([
  ['"${P:-8080}:80"', '"${VAR_P:-8080}:80"'],
  ['"127.0.0.1:${P:-8080}:80/udp"', '"127.0.0.1:${VAR_P:-8080}:80/udp"'],
  ['"${P:-127.0.0.1:8080-8089}:80"', '"${VAR_P:-127.0.0.1:8080-8089}:80"'],
  ['"${P:-8080:80}"', '"${VAR_P:-8080:80}"'],
  ['{ target: 80, published: "${P:-8080}", host_ip: "::1" }', '"[::1]:${VAR_P:-8080}:80"'],
  // Several ports in one text, and what Podman reads in another way.
  ['"${P:-8080-8081}:80-81"', '8080:80'],
  ['{ target: 80, published: "8080", host_ip: "${P:-::1}" }', "'[::1]:8080:80'"],
])('in ports: %s', (port, expected) => {
  const compose = `services: { web: { image: a, ports: [${port}] } }\n`;
  expect(line(runScriptOf(compose).at('run.sh'), '--publish')).toBe(`--publish ${expected}`);
  expect(line(runScriptOf(compose, { engine: 'podman' }).at('run.sh'), '--publish')).not.toContain('VAR_');
});

it('stay where equal builds are run once, and written alike', () => {
  const build = (operand: string) => `build: { context: ., args: { IMG: "\${IMG:-${operand}}" } }`;
  const script = (other: string, env: Record<string, string>) =>
    runScriptOf(
      `services:
  a: { image: i, ${build('x')}, environment: { IMG: "\${IMG:-x}" } }
  b: { image: i, ${build(other)} }
`,
      {},
      { env },
    );
  const alike = script('x', {});
  expect(alike.at('run.sh')).toContain('--build-arg "IMG=${VAR_IMG:-x}"');
  expect(alike.at('run.sh')).toContain('--env "IMG=${VAR_IMG:-x}"');
  expect(alike.lost).toEqual([]);
  // Equal now alone: with another value they would be two images.
  const now = script('y', { IMG: 'z' });
  expect(now.at('run.sh')).toContain('--env IMG=z');
  expect(now.lost).toContainEqual(
    expect.stringMatching(/^~ services\.b\.build\.args\.IMG: IMG is filled in as of now/),
  );
});

describe('a text with variables', () => {
  const known = 'correct-horse-9battery';
  it.each([
    ['environment: { CONF: "${PLAIN} KNOWN x" }', 'secret CONF "${VAR_PLAIN-} ${SECRET_API_SECRET} x"'],
    ['environment: { CONF: "a ${PW} KNOWN" }', 'secret CONF "a ${VAR_PW-} ${SECRET_API_SECRET}"'],
    ['command: [sh, -c, "X=${PW} run KNOWN; exit"]', '"$image" sh -c "X=${VAR_PW-} run ${SECRET_API_SECRET}; exit"'],
    ['command: [sh, -c, "run ${PLAIN:-KNOWN}"]', '"$image" sh -c "run ${VAR_PLAIN:-${SECRET_API_SECRET}}"'],
    ['labels: { x: "${PLAIN} KNOWN" }', '--label "x=${VAR_PLAIN-} ${SECRET_API_SECRET}" \\'],
    ['configs: [c]', 'file /c 0444 0 0 false "x ${VAR_PLAIN-} ${SECRET_API_SECRET}" \\'],
  ])('hides a secret that is known from elsewhere, and nothing more: %s', (keys, expected) => {
    const { at } = runScriptOf(
      `name: shop
services:
  web: { image: a, ${keys.replace('KNOWN', known)} }
  other: { image: a, environment: { API_SECRET: ${known} } }
configs: { c: { content: "x \${PLAIN} ${known}" } }
`,
    );
    expect(at('run.sh')).not.toContain(known);
    expect(line(at('run.sh'), expected.slice(0, 12))).toBe(expected.replace(/ \\$/, ''));
    expect(at('run.secrets.env').match(new RegExp(known, 'g'))).toHaveLength(1);
  });

  it('keeps a start script that can be read, but for the passwords in it', () => {
    const { at } = runScriptOf(
      service(`command:
  - sh
  - -c
  - |
    mc alias set m http://minio:9000 admin \${PW}
    psql postgres://app:l1teralpw@\${HOST:-db}/x
    redis-cli -a \${REDIS_PASSWORD:-fallback1} ping
    curl http://\${LOGIN:-me:s3same99}@web/`),
    );
    expect(at('run.sh')).toContain(`sh -c "mc alias set m http://minio:9000 admin \${VAR_PW-}
psql postgres://app:\${SECRET_PASSWORD}@\${VAR_HOST:-db}/x
redis-cli -a \${VAR_REDIS_PASSWORD:-\${SECRET_REDIS_PASSWORD}} ping
curl http://\${VAR_LOGIN:-\${SECRET_LOGIN}}@web/
"`);
    expect(at('run.secrets.env')).toMatch(/=l1teralpw\n.*=fallback1\n.*=me:s3same99\n/s);
  });
});

it('loses no data where a variable is filled into a volume', () => {
  const { result } = runScriptOf("services: { web: { image: a, volumes: ['${DIR:-./d}:/d'] } }\n");
  const filled = result.account.entries.filter(({ support }) => support.kind === 'approximated');
  expect(filled.map(({ severity }) => severity)).toEqual(['differs']);
});

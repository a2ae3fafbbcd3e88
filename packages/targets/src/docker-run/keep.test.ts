import { describe, expect, it } from 'vitest';
import { runScriptOf } from './testing.ts';

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
      '"$image" "${A-}" "${B-}" "${C-c}" "${D:-d \\$ }" "${E:+e}" "${F+f}" "${G:-${H-}}"',
    );
  });

  it('are all, none, or those that are named; the others are filled in', () => {
    const compose = 'services: { web: { image: "${REGISTRY:-docker.io}/app:${TAG:-1}" } }\n';
    const image = (keep: readonly string[]) => line(runScriptOf(compose, { keep }).at('run.sh'), 'image=');
    expect(image([])).toBe('image="${REGISTRY:-docker.io}/app:${TAG:-1}"');
    expect(image(['none'])).toBe('image=docker.io/app:1');
    expect(image(['TAG'])).toBe('image="docker.io/app:${TAG:-1}"');
    expect(runScriptOf(compose, { keep: ['TGA'] }).result.diagnostics.map(({ message }) => message)).toEqual([
      '--keep TGA: the project has no variable of this name',
    ]);
  });

  it('are filled in, and reported, where a value could change the shape of the command', () => {
    const { at, lost } = runScriptOf(
      service(`ports: ["\${PORT:-80}:80"]
volumes: ["\${DATA:-./data}:/data"]
container_name: "\${NAME:-web}"
command: serve \${ARGS:-now}
stop_grace_period: "\${GRACE:-5s}"
user: "\${UID:-1000}"`),
    );
    const why = 'is filled in as of now: another value could change the shape of the command.';
    expect(lost).toEqual([
      expect.stringContaining('services.web.ports.0: PORT is filled in'),
      `~ services.web.volumes.0: DATA ${why}`,
      `~ services.web.container_name: NAME ${why}`,
      `~ services.web.command: ARGS ${why}`,
      `~ services.web.stop_grace_period: GRACE ${why}`,
      '~ services.web.user: UID is filled in as of now: shells, engines or the script use the name themselves.',
    ]);
    expect(at('run.sh')).not.toContain('read_variables');
    expect(runScriptOf(service('container_name: "${NAME:-web}"'), { keep: ['none'] }).lost).toEqual([]);
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
    expect(line(at('run.sh'), 'image=b')).toBe('image=b:2');
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
    expect(line(script, 'secret DB_PASSWORD')).toBe('secret DB_PASSWORD "${PW:-${SECRET_DB_PASSWORD}}"');
    expect(line(script, 'secret DATABASE_URL')).toBe(
      'secret DATABASE_URL "postgres://${DB_USER:-shop}:${PW:-${SECRET_DATABASE_URL}}@db/${DB:-shop}"',
    );
    expect(line(script, '--env "PLAIN')).toBe('--env "PLAIN=${PLAIN:-visible}"');
    expect(at('run.secrets.env')).toContain('SECRET_DB_PASSWORD=hunter2\n');
  });

  it('have names of their own beside the variables of the project', () => {
    const { at } = runScriptOf(service('environment: { KEY: "s3cr3t-value", OTHER: "${SECRET_KEY:-}" }'));
    expect(line(at('run.sh'), 'secret KEY')).toBe('secret KEY "${SECRET_WEB_KEY}"');
  });

  it('take the value of the environment where they are a name alone', () => {
    const { at } = runScriptOf(service('environment: [TOKEN, MISSING]'), {}, { env: { TOKEN: 'abc' } });
    expect(line(at('run.sh'), '${TOKEN')).toBe('${TOKEN+secret TOKEN "${TOKEN-}"}');
    expect(line(at('run.sh'), '--env MISSING')).toBe('--env MISSING');
    expect(at('run.sh')).not.toContain('abc');
  });
});

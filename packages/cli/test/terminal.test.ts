import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

/** What moves a terminal's cursor, hides text, sets a title, turns the direction of writing, or begins a line. */
const escapes = [
  '\u001b[2K\u001b[1A',
  '\u001b[8m',
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\r',
  '\b\b',
  '\u202e',
  '\u2066',
  '\u0000'.replace('\0', '\u0001'),
];

/** A project that holds a text in each position of which the commands speak. */
function project(text: string): string {
  const odd = `a${text}b`;
  return JSON.stringify({
    name: 'shop',
    services: {
      web: {
        image: 'nginx:1',
        [`x-${odd}`]: odd,
        environment: { [odd]: odd, API_TOKEN: odd, FOO: `\${NOPE:-${odd}}` },
        labels: { [odd]: odd, 'a b': odd },
        annotations: { [odd]: odd },
        command: [odd, '${UNSET}'],
        hostname: odd,
        cap_add: [odd],
        security_opt: [odd, `label:${odd}`],
        sysctls: { [odd]: odd },
        extra_hosts: { [`h${text}`]: '10.0.0.1' },
        logging: { driver: odd, options: { [odd]: odd } },
        volumes: [
          { type: 'bind', source: `./${odd}`, target: `/${odd}` },
          { type: 'bind', source: `/out/${odd}`, target: '/x' },
        ],
        configs: [{ source: 'c', target: `/${odd}` }],
        deploy: { placement: { constraints: [`${odd}==${odd}`] } },
        stop_signal: odd,
        runtime: odd,
        post_start: [{ command: [odd], user: odd }],
      },
    },
    configs: { c: { file: `./${odd}` } },
    networks: { default: { driver_opts: { [odd]: odd }, labels: { [odd]: odd } } },
    volumes: { data: { driver: odd, driver_opts: { [odd]: odd } } },
  });
}

/** A project with errors that name the text. */
const broken = (text: string): string =>
  JSON.stringify({
    services: {
      web: {
        [`imag${text}e`]: 'a',
        image: 'a:1',
        depends_on: [`db${text}`],
        networks: [`n${text}`],
        ports: [`8${text}0`],
        restart: `alway${text}s`,
        mem_limit: `1${text}x`,
      },
    },
  });

/** The colours that the command itself uses. */
const ours = /\u001b\[(?:1|2|22|3[12369]|39)m/g;
const harmful = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const targets = ['kubernetes', 'docker-run', 'systemd', 'quadlet'];
const commands = [
  ...targets.flatMap((target) => [
    `check -t ${target}`,
    `explain -t ${target} services.web volumes.data networks.default configs.c`,
  ]),
  'config -q',
  'fix --dry-run',
  'check --strict nosuch',
];

describe.each(escapes.map((text) => [JSON.stringify(text), text] as const))('a project with %s in it', (_, text) => {
  it.each(commands)('sends none of it to the terminal: %s', (command) => {
    for (const compose of [project(text), broken(text)]) {
      for (const name of ['compose.yaml', `o${text}dd.yaml`]) {
        const words = [...command.split(' '), '-f', name, '--profile', `p${text}`];
        const { out, err } = runCommand(words, {
          files: { [`/shop/${name}`]: compose, '/shop/.env': `A=b$Sup${text}er\n` },
          terminal: true,
        });
        const shown = (out + err).replace(ours, '');
        expect(shown).not.toMatch(harmful);
        expect(shown.length).toBeGreaterThan(0);
      }
    }
  });

  it('sends none of it beside the output of convert', () => {
    for (const target of targets) {
      const { err } = runCommand(['convert', '-t', target, '-o', `/proc/no${text}/`], {
        files: { '/shop/compose.yaml': project(text) },
        terminal: true,
      });
      expect(err.replace(ours, '')).not.toMatch(harmful);
    }
  });
});

it('does not print the rest of a password as the name of a variable', () => {
  const { out, err } = runCommand('check', {
    files: {
      '/shop/compose.yaml':
        'services: {web: {image: a, env_file: web.env, environment: {DB_PASSWORD: "abc$Sup3rSecret"}}}\n',
      '/shop/web.env': 'ADMIN_PASSWORD=abc$Sup3rSecret\nOTHER_PASSWORD="$Sup3rSecret"\n',
      '/shop/.env': 'ROOT_PASSWORD=abc$Sup3rSecret\n',
    },
  });
  expect(err).toContain('is not set');
  expect(out + err).not.toContain('Sup3r');
});

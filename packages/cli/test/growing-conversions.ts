import type { Files } from './growing.ts';
import { services, times, web } from './growing.ts';

const top = (key: string, count: number, line: (index: number) => string): string =>
  `${key}:\n${times(count, (index) => `  ${line(index)}\n`)}`;

/** Services with further keys, and sections of the file behind them. */
const project = (size: number, keys: (index: number) => string, sections = ''): Files => ({
  '/p/compose.yaml': services(size, keys) + sections,
});

const files = (count: number, entry: (index: number) => readonly [path: string, text: string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

/** Each but the first depends on the one before. */
const chain = (condition: string, keys = ''): ((size: number) => Files) => {
  const dependsOn = (index: number) => (index === 0 ? '' : `, depends_on: {s${index - 1}: {condition: ${condition}}}`);
  return (size) => project(size, (index) => keys + dependsOn(index));
};

const test = ', healthcheck: {test: "curl localhost:80"}';

/** Inputs of conversions that grow with a number: [the smaller number, the files]. */
export const converted: Readonly<Record<string, readonly [number, (size: number) => Files]>> = {
  services: [25, (size) => project(size, (index) => `, environment: {A${index}: b}`)],
  'secret variables': [25, (size) => project(size, (index) => `, environment: {DB_PASSWORD: "hunter${index}"}`)],
  'files of secrets': [
    25,
    (size) => ({
      ...project(
        size,
        (index) => `, secrets: [a${index}]`,
        top('secrets', size, (index) => `a${index}: {file: ./s${index}}`),
      ),
      ...files(size, (index) => [`/p/s${index}`, `hunter${index}`]),
    }),
  ],
  aliases: [25, (size) => project(size, (index) => `, networks: {default: {aliases: [b${index}, all]}}`)],
  links: [25, (size) => project(size, (index) => (index > 0 ? `, links: ["s${index - 1}:b${index}"]` : ''))],
  'hosts with ports in variables beside them': [
    60,
    (size) =>
      web(`    environment:\n${times(size, (index) => `      A${index}_HOST: web\n      A${index}_PORT: "80"\n`)}`),
  ],
  'secrets in one command': [
    60,
    (size) => web(`    command: [x${times(size, (index) => `, "--token=hunter${index}x"`)}]\n`),
  ],
  'services of one secret': [
    25,
    (size) => project(size, () => ', secrets: [a]', 'secrets: {a: {environment: A_PASSWORD}}\n'),
  ],
  'ports on the loopback': [
    25,
    (size) =>
      project(
        size,
        (index) => `, networks: [n${index % 2}], ports: ["127.0.0.1:${index + 1000}:80"]`,
        'networks: {n0: {}, n1: {}}\n',
      ),
  ],
  patches: [
    25,
    (size) => project(size, () => ', x-transpose: {patches: {Deployment: {metadata: {annotations: {a: b}}}}}'),
  ],
  networks: [
    25,
    (size) =>
      project(
        size,
        (index) => `, networks: [n${index}], ports: ["${index + 1000}:80"]`,
        top('networks', size, (index) => `n${index}: {internal: true}`),
      ),
  ],
  'health checks': [25, (size) => project(size, (index) => `, healthcheck: {test: "curl localhost:80${index}"}`)],
  'a chain of waits for health': [25, chain('service_healthy', test)],
  'a chain of waits for health without a test': [25, chain('service_healthy')],
  // The names of the Jobs follow their content, and a chart tries values of the variable.
  'a chain of waits for an end': [
    25,
    (size) => ({
      ...chain('service_completed_successfully', ', environment: {A: "${X}"}')(size),
      '/p/.env': 'X=b\n',
    }),
  ],
  'a chain of schedules': [25, chain('service_started', ', x-transpose: {schedule: "@daily"}')],
  'one that waits for all': [
    25,
    (size) =>
      project(size, (index) =>
        index < size - 1 ? test : `, depends_on: {${times(index, (at) => `s${at}: {condition: service_healthy}, `)}}`,
      ),
  ],
  'services that name each other': [
    25,
    (size) => project(size, (index) => `${test}, environment: {URL: "http://s${(index + 1) % size}:80/"}`),
  ],
  'services that name one': [
    25,
    (size) => project(size, (index) => `${test}, environment: {URL: "http://s0:${index + 1}/"}`),
  ],
  'services in one Pod': [
    25,
    (size) =>
      project(size, (index) => (index === 0 ? '' : `, network_mode: "service:s${index - 1}", expose: ["${index}"]`)),
  ],
  'ports of a range': [200, (size) => web(`    ports: ["1-${size}:1-${size}"]\n`)],
  'ports of a range on the loopback': [
    200,
    (size) => web(`    networks: [a, b]\n    ports: ["127.0.0.1:1-${size}:1-${size}"]\nnetworks: {a: {}, b: {}}\n`),
  ],
  'mounts of one directory': [
    60,
    (size) => ({
      ...web(`    volumes:\n${times(size, (index) => `      - ./d/f${index}:/a${index}\n`)}`),
      ...files(size, (index) => [`/p/d/f${index}`, 'x']),
    }),
  ],
  'a directory of files': [
    60,
    (size) => ({ ...web(`    volumes: ["./d:/a"]\n`), ...files(size, (index) => [`/p/d/f${index}`, 'x']) }),
  ],
  'volumes of one service': [
    60,
    (size) =>
      web(
        `    volumes:\n${times(size, (index) => `      - v${index}:/a/b${index}\n`)}${top('volumes', size, (index) => `v${index}: {}`)}`,
      ),
  ],
  'directories of one service': [
    60,
    (size) => web(`    volumes:\n${times(size, (index) => `      - ./d/f${index}/data:/a${index}\n`)}`),
  ],
  'services of one volume': [
    25,
    (size) => project(size, () => ', volumes: ["data:/data", "./d:/d"]', 'volumes: {data: {}}\n'),
  ],
  'length of a label': [2000, (size) => web(`    labels: {a: "${'x'.repeat(size)}"}\n`)],
  labels: [60, (size) => web(`    labels: {${times(size, (index) => `traefik.${index}.port: "${index}", `)}}\n`)],
  'length of a health check': [
    2000,
    (size) => web(`    healthcheck: {test: '${'curl "b" || '.repeat(size / 11)}x'}\n`),
  ],
  'length of a command': [2000, (size) => web(`    command: '${'a "b" '.repeat(size / 5)}'\n`)],
  'size of an environment': [
    60,
    (size) =>
      web(
        `    environment:\n${times(size, (index) => `      A${index}_PASSWORD: "hunter${index}"\n      B${index}: "http://db${index}:80/hunter${index}"\n`)}`,
      ),
  ],
  'length of a variable': [2000, (size) => web(`    environment: {A: "${'http://db:80 $$(A) '.repeat(size / 18)}"}\n`)],
  'lines of an env file': [
    60,
    (size) => ({ ...web('    env_file: [e]\n'), '/p/e': times(size, (index) => `A${index}=b${index}\n`) }),
  ],
  configs: [
    25,
    (size) =>
      project(
        size,
        (index) => `, configs: [c${index}, all]`,
        `${top('configs', size, (index) => `c${index}: {content: "http://s${index}:80"}`)}  all: {content: x}\n`,
      ),
  ],
  'configs of one service': [
    60,
    (size) =>
      web(
        `    configs: [${times(size, (index) => `c${index}, `)}]\n${top('configs', size, (index) => `c${index}: {content: "x${index}"}`)}`,
      ),
  ],
  'length of a config': [
    2000,
    (size) =>
      web(
        `    configs: [c]\nconfigs:\n  c:\n    content: |\n${times(size / 20, (index) => `      server db${index}:80;\n`)}`,
      ),
  ],
  'services of one build': [
    30,
    (size) => ({
      ...project(size, () => ', build: ./b'),
      '/p/b/Dockerfile': 'FROM x\nEXPOSE 80\n',
    }),
  ],
  'lines of a Dockerfile': [
    60,
    (size) => ({
      ...web('    build: .\n'),
      '/p/Dockerfile': `FROM x\n${times(size, (index) => `ENV A${index}=$A${index - 1}\n`)}`,
    }),
  ],
};

export type Files = Readonly<Record<string, string>>;

export const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

export const web = (lines: string): Files => ({ '/p/compose.yaml': `services:\n  web:\n    image: x\n${lines}` });
export const services = (count: number, keys: (index: number) => string): string =>
  `services:\n${times(count, (index) => `  s${index}: {image: x${keys(index)}}\n`)}`;

/** Inputs that grow with a number: [the smaller number, the files]. */
export const growing: Readonly<Record<string, readonly [number, (size: number) => Files]>> = {
  services: [200, (size) => ({ '/p/compose.yaml': services(size, (index) => `, environment: {A${index}: b}`) })],
  'lines of comments': [1000, (size) => web(times(size, (index) => `    # line ${index}\n`))],
  'lines of a block': [1000, (size) => web(`configs:\n  a:\n    content: |\n${times(size, () => '      text\n')}`)],
  nesting: [100, (size) => web(`x-a:\n${times(size, (index) => `${' '.repeat(index + 1)}a:\n`)}`)],
  'nesting with an error': [
    100,
    (size) => web(`x-a:\n${times(size, (index) => `${' '.repeat(index + 1)}a:\n`)}${' '.repeat(size + 1)}b: "c\n`),
  ],
  'nesting in brackets': [100, (size) => web(`x-a: ${'{a: ['.repeat(size)}${']}'.repeat(size)}\n`)],
  'nesting in brackets with an error': [100, (size) => web(`x-a: ${'{a: ['.repeat(size)}\n`)],
  'nesting of items': [100, (size) => web(`x-a:\n  ${'- '.repeat(size)}x\n`)],
  anchors: [
    200,
    (size) => web(`x-a:\n${times(size, (index) => `  a${index}: &a${index} {k: v}\n  b${index}: {<<: *a${index}}\n`)}`),
  ],
  includes: [
    20,
    (size) => ({
      '/p/compose.yaml': `include: [${Array.from({ length: size }, (_, index) => `i${index}.yaml`).join(', ')}]\n`,
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `/p/i${index}.yaml`,
          services(1, () => '').replace('s0', `s${index}`),
        ]),
      ),
    }),
  ],
  variables: [200, (size) => web(`    environment:\n${times(size, (index) => `      A${index}: $B${index}\n`)}`)],
  'variables of .env': [200, (size) => ({ ...web(''), '/p/.env': times(size, (index) => `A${index}=$B${index}\n`) })],
  'nested defaults': [100, (size) => web(`    user: "${'${A:-'.repeat(size)}x${'}'.repeat(size)}"\n`)],
  'ports of a range': [500, (size) => web(`    ports: ["1-${size}:1-${size}"]\n`)],
  'published ports': [200, (size) => ({ '/p/compose.yaml': services(size, () => ', ports: ["80:80"]') })],
  mounts: [200, (size) => web(`    volumes:\n${times(size, (index) => `      - ./a${index}:/a${index}:cached\n`)}`)],
  'length of a label': [5000, (size) => web(`    labels: {a: "${'x'.repeat(size)}"}\n`)],
  'length of a health check': [5000, (size) => web(`    healthcheck: {test: '${'a "b" '.repeat(size / 5)}'}\n`)],
  'length of a command': [5000, (size) => web(`    command: '${'a "b" '.repeat(size / 5)}'\n`)],
  'a chain of dependencies': [
    200,
    (size) => ({ '/p/compose.yaml': services(size, (index) => (index > 0 ? `, depends_on: [s${index - 1}]` : '')) }),
  ],
  'a chain of extends': [
    200,
    (size) => ({ '/p/compose.yaml': services(size, (index) => (index < size - 1 ? `, extends: s${index + 1}` : '')) }),
  ],
  'unknown keys': [100, (size) => web(times(size, (index) => `    imagx${index}: 1\n`))],
  'undefined networks': [
    500,
    (size) => ({
      '/p/compose.yaml': `${services(size, (index) => `, networks: [neta${index}]`)}networks:\n${times(size, (index) => `  netb${index}: {}\n`)}`,
    }),
  ],
  'missing spaces': [
    200,
    (size) => ({ '/p/compose.yaml': `services:\n${times(size, (index) => `  s${index}:\n    image:x\n`)}` }),
  ],
  'lines in a wrong column': [
    200,
    (size) => web(`    environment:\n${times(size, (index) => `      A${index}: b\n       B${index}: c\n`)}`),
  ],
  'errors of one line': [500, (size) => web(`    command: ${'}'.repeat(size)}\n`)],
  'dashes of one line': [500, (size) => web(`    command: ${'- '.repeat(size)}\n`)],
  'quotes of one line': [500, (size) => web(`    command: ${'"'.repeat(size)}\n`)],
  'no-break spaces': [200, (size) => web(`    environment:\n${times(size, (index) => `      A${index}:\u00a0b\n`)}`)],
};

// The generated projects that `npm run bench` measures: each a map of file names to texts, `compose.yaml` first.

/** Services in one file, with the keys of everyday files. They come in stacks of ten, in which each waits for the one before. */
export function oneFile(services) {
  return { 'compose.yaml': fileOf(numbers(0, services), plainService) };
}

/** The same services, spread evenly over files that the main file includes. */
export function includedFiles(services, files) {
  const each = services / files;
  const included = numbers(0, files).map((index) => [
    `part-${index}.yaml`,
    fileOf(numbers(index * each, each), plainService),
  ]);
  const list = included.map(([name]) => `  - ${name}\n`).join('');
  return { 'compose.yaml': `include:\n${list}`, ...Object.fromEntries(included) };
}

/** Services that share what they have in common: by anchors, merge keys and `extends` of a service in another file. */
export function sharingFiles(services) {
  const head = [
    'x-environment: &environment',
    '  TZ: Europe/Paris',
    '  LOG_LEVEL: ${LOG_LEVEL:-info}',
    'x-logging: &logging',
    '  driver: json-file',
    '  options: { max-size: 10m, max-file: "3" }',
  ].join('\n');
  const base = [
    'services:',
    '  base:',
    '    image: registry.example.com/team/base:1.2',
    '    restart: unless-stopped',
    '    environment: { BASE: "yes" }',
    '    healthcheck:',
    '      test: ["CMD", "true"]',
    '      interval: 10s',
  ].join('\n');
  const text = fileOf(numbers(0, services), (index) => [
    `  app${index}:`,
    '    extends: { file: base.yaml, service: base }',
    '    environment:',
    '      <<: *environment',
    `      NAME: app${index}`,
    '    logging: *logging',
    `    ports: ["${10_000 + index}:8000"]`,
    `    volumes: ["data${index}:/var/lib/app"]`,
  ]);
  return { 'compose.yaml': `${head}\n${text}`, 'base.yaml': `${base}\n` };
}

function fileOf(indexes, service) {
  const volumes = indexes.map((index) => `  data${index}: {}`);
  return `${['services:', ...indexes.flatMap((index) => service(index)), 'volumes:', ...volumes].join('\n')}\n`;
}

function plainService(index) {
  const port = 8000 + (index % 1000);
  return [
    `  app${index}:`,
    `    image: registry.example.com/team/app${index}:\${TAG:-1.${index}}`,
    `    command: ["serve", "--port", "${port}"]`,
    '    restart: unless-stopped',
    '    environment:',
    `      NAME: app${index}`,
    `      GREETING: "it's $\${HOME} # ${index}"`,
    `    ports: ["${10_000 + index}:${port}"]`,
    `    volumes: ["data${index}:/var/lib/app"]`,
    '    healthcheck:',
    `      test: ["CMD", "wget", "-q", "-O-", "http://localhost:${port}/"]`,
    '      interval: 10s',
    '    deploy:',
    '      resources: { limits: { cpus: "0.5", memory: 128M } }',
    ...(index % 10 > 0 ? [`    depends_on: { app${index - 1}: { condition: service_healthy } }`] : []),
  ];
}

const numbers = (from, count) => Array.from({ length: count }, (_, index) => from + index);

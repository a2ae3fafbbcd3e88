// The generated projects that `npm run bench` measures: each a map of file names to texts, `compose.yaml` first.

/**
 * Services in one file as they are written: stacks of ten, each an application with a database, a gateway before it, a
 * cache, workers, jobs, and what they share. There are secrets in variables, URLs and files, mounted files, networks with
 * aliases, host names, health checks, and references to one another.
 */
export function oneFile(services) {
  return stacks(numbers(0, services));
}

/** The same services, spread evenly over files that the main file includes. */
export function includedFiles(services, files) {
  const each = services / files;
  const parts = numbers(0, files).map((index) => {
    const { 'compose.yaml': text, ...others } = stacks(numbers(index * each, each));
    return { [`part-${index}.yaml`]: text, ...others };
  });
  const list = parts.map((part) => `  - ${Object.keys(part)[0]}\n`).join('');
  return Object.assign({ 'compose.yaml': `include:\n${list}` }, ...parts);
}

const stackSize = 10;

/** Files for the services of these numbers, and those that they mount. */
function stacks(indexes) {
  const names = [...new Set(indexes.map((index) => Math.floor(index / stackSize)))];
  const section = (key, line) => [`${key}:`, ...names.map((stack) => `  ${line(stack)}`)];
  const text = [
    'x-logging: &logging { driver: json-file, options: { max-size: 10m, max-file: "3" } }',
    'services:',
    ...indexes.flatMap((index) => kinds[index % stackSize](index, Math.floor(index / stackSize))),
    ...section('networks', (stack) => `back${stack}: { internal: true }`),
    ...section('networks', (stack) => `front${stack}: {}`).slice(1),
    ...section('volumes', (stack) => `db${stack}: {}`),
    ...section('volumes', (stack) => `media${stack}: {}`).slice(1),
    ...section('secrets', (stack) => `token${stack}: { file: ./secrets/token${stack}.txt }`),
    ...section('configs', (stack) => `site${stack}: { file: ./conf/site${stack}.conf }`),
  ];
  return Object.assign(
    { 'compose.yaml': `${text.join('\n')}\n` },
    ...names.map((stack) => ({
      [`secrets/token${stack}.txt`]: `tok-${stack}-5f3c9a71\n`,
      [`conf/site${stack}.conf`]: `server {\n  listen 80;\n  location / { proxy_pass http://api${stack}:8080; }\n}\n`,
      [`env/app${stack}.env`]: `MAIL_HOST=mail.example.com\nMAIL_PASSWORD=mail-${stack}-pass\nLOG_LEVEL=info\n`,
    })),
  );
}

const urlOf = (stack) => `postgres://app:db-${stack}-pass@db${stack}:5432/app`;

const application = (name, command) => (index, stack) => [
  `  ${name}${stack}:`,
  `    image: registry.example.com/team/app:\${TAG:-1.${stack}}`,
  `    command: ${command}`,
  '    restart: unless-stopped',
  `    env_file: [./env/app${stack}.env]`,
  '    environment:',
  `      DATABASE_URL: ${urlOf(stack)}`,
  `      REDIS_URL: redis://cache${stack}:6379/0`,
  `      API_TOKEN_FILE: /run/secrets/token${stack}`,
  `      GREETING: "it's $\${HOME} # ${index}"`,
  '      WORKERS: 4',
  `    secrets: [token${stack}]`,
  `    networks: { back${stack}: { aliases: [${name}-${stack}] }, front${stack}: {} }`,
  '    logging: *logging',
  '    deploy: { resources: { limits: { cpus: "0.5", memory: 256M } } }',
  `    depends_on: { db${stack}: { condition: service_healthy }${index % stackSize > 1 ? `, cache${stack}: { condition: service_started }` : ''} }`,
];

/** A service by its place in the stack; it needs those before it only. */
const kinds = [
  (index, stack) => [
    `  db${stack}:`,
    '    image: postgres:16',
    '    environment:',
    '      POSTGRES_USER: app',
    `      POSTGRES_PASSWORD: db-${stack}-pass`,
    '      POSTGRES_DB: app',
    `    volumes: ["db${stack}:/var/lib/postgresql/data"]`,
    `    networks: [back${stack}]`,
    '    shm_size: 128m',
    '    healthcheck: { test: ["CMD-SHELL", "pg_isready -U app"], interval: 5s, timeout: 3s, retries: 10 }',
  ],
  (index, stack) => [
    ...application('api', '["serve", "--port", "8080"]')(index, stack),
    '    expose: ["8080"]',
    '    healthcheck: { test: "wget -qO- http://localhost:8080/health || exit 1", interval: 15s, start_period: 20s }',
    `    volumes: ["media${stack}:/srv/media"]`,
  ],
  (_, stack) => [
    `  cache${stack}:`,
    '    image: redis:7',
    `    command: ["redis-server", "--requirepass", "cache-${stack}-pass"]`,
    `    networks: [back${stack}]`,
    '    ulimits: { nofile: 65536 }',
  ],
  (index, stack) => [
    `  gateway${stack}:`,
    '    image: nginx:1.27',
    `    hostname: gateway${stack}`,
    `    ports: ["${10_000 + index}:80"]`,
    `    configs: [{ source: site${stack}, target: /etc/nginx/conf.d/default.conf }]`,
    `    volumes: ["media${stack}:/srv/media:ro", "./conf/site${stack}.conf:/etc/nginx/snippets/site.conf:ro"]`,
    `    networks: [front${stack}]`,
    `    depends_on: [api${stack}]`,
    '    logging: *logging',
    '    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost/"], interval: 10s, retries: 5 }',
  ],
  application('worker', '["work", "--queue", "default"]'),
  application('mailer', 'work --queue mail'),
  application('scheduler', '["beat"]'),
  application('import', 'sh -c "import --once && touch /tmp/done"'),
  application('search', '["search", "--index", "/srv/index"]'),
  (index, stack) => [
    `  admin${stack}:`,
    '    image: adminer:4',
    `    ports: ["127.0.0.1:${10_000 + index}:8080"]`,
    `    environment: { ADMINER_DEFAULT_SERVER: db${stack} }`,
    `    networks: [back${stack}, front${stack}]`,
    '    labels: { com.example.team: ops }',
    '    read_only: true',
    '    tmpfs: [/tmp]',
  ],
];

const numbers = (from, count) => Array.from({ length: count }, (_, index) => from + index);

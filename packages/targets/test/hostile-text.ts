import fc from 'fast-check';

/**
 * What some format could stumble over, by the format: the one table of it. Each test that hands texts of users on takes
 * its texts from here.
 */
const metacharacters: Readonly<Record<string, readonly string[]>> = {
  shell: [
    ...Array.from(` '"\\$\`;&|<>*?[](){}#!~\t\n\r=`),
    '${X}',
    '$(id)',
    '`id`',
    "'\\''",
    '--',
    '-',
    '\\n',
    '$',
    '&&',
  ],
  systemd: [
    '%n',
    '%%',
    '%',
    '\\x41',
    '\\',
    '@',
    '+',
    ';',
    '\\;',
    '$$',
    'a\\\nb',
    '[Service]\nExecStartPre=id',
    '\u2028',
  ],
  quadlet: ['"', "'", '" x "', ' x ', '\nPodmanArgs=--privileged', ':z', '.volume:/x'],
  yaml: [
    ': ',
    ' #',
    '- ',
    '? ',
    '!!str',
    '&a',
    '*a',
    '%YAML',
    '---',
    '...',
    '|',
    '>',
    '{a: b}',
    '[a]',
    'yes',
    '~',
    'null',
    '0o7',
    '1e3',
    '2001-01-01',
    '<<',
    '\u0085',
    '\ufeff',
    '1_000',
    '0x1',
    '12:30:45',
  ],
  json: ['{"a":1}', '\\u0041', '\u0007', '"}', '\\"'],
  csv: [',', ',readonly', '",', '=,', 'a,b="c"'],
  'env file': ['#', '=', 'export A=b', "a'b", '\\n', '\r'],
  hcl: ['${x}', '%{if true}', '$${', '"'],
  sed: ['&', '\\1', '|', '/'],
  'Go template': ['{{.}}', '{{', '}}'],
  installer: ['@PROJECT@', '@PROJECT_DIR@', '@CONFIG_DIR@', '@HOME@'],
  printf: ['%s', '%b', '\\c', '\\0'],
  'here document': ['END', 'EOF', '\nEND\n'],
  unicode: ['é', '🐳', '\u00a0', '‘“”', '\u202e'],
};

/** Each of them once. */
export const allMetacharacters: readonly string[] = [...new Set(Object.values(metacharacters).flat())];

/** Text with several of them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...allMetacharacters, ...Array.from(',:-a')), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

/** Dollars are doubled, so that Compose takes them for themselves. */
export const escaped = (value: string): string => value.replaceAll('$', '$$$$');

/**
 * A YAML text whose strings are in double quotes, with escapes for what Docker's reader takes for the end of a line or
 * drops, as `\n` has one.
 */
export const withBreaksEscaped = (yaml: string): string =>
  yaml.replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A project as the text of its file. */
export const composeText = (project: object): string => withBreaksEscaped(JSON.stringify(project));

/** A service with texts in all places that take any. */
export function serviceWith(next: () => string): object {
  return {
    image: 'registry.example/web:1',
    entrypoint: [next(), next()],
    command: [next(), '', next()],
    working_dir: next(),
    user: next(),
    hostname: next(),
    domainname: next(),
    stop_signal: next(),
    healthcheck: { test: ['CMD', next(), next()] },
    environment: { A: next() },
    labels: { l: next() },
    annotations: { a: next() },
    logging: { driver: 'json-file', options: { tag: next() } },
    sysctls: { 'net.core.x': next() },
    dns_search: [next()],
    dns_opt: [next()],
    group_add: [next()],
    security_opt: [`label=${next()}`],
    volumes: [
      { type: 'volume', source: 'data', target: `/data${next()}` },
      { type: 'bind', source: `./bound${next()}`, target: `/bound${next()}` },
    ],
    tmpfs: [`/tmp${next()}`],
    cgroup_parent: next(),
    networks: { default: { aliases: [next()] } },
    post_start: [{ command: [next()] }],
  };
}

/** How many texts `serviceWith` takes. */
export const places = 26;

/** A few of them in one text each, to be quicker; an `x` keeps them apart. */
export const metacharacterGroups: readonly string[] = Array.from(
  { length: Math.ceil(allMetacharacters.length / 6) },
  (_, at) => `x${allMetacharacters.slice(6 * at, 6 * at + 6).join('x')}x`,
);

/** The matrix: services that have each metacharacter in every place. */
export function matrixProject(): string {
  const services = metacharacterGroups.map((text, index) => [`s${index}`, serviceWith(() => escaped(text))]);
  return composeText({ name: 'shop', services: Object.fromEntries(services), volumes: { data: {} } });
}

/** A service with texts in names of files and in keys. */
function serviceNamed(text: string, number: number): object {
  const key = `k${text}`;
  return {
    image: 'registry.example/web:1',
    environment: { [key]: 'v' },
    labels: { [key]: 'v' },
    annotations: { [key]: 'v' },
    logging: { driver: 'json-file', options: { [key]: 'v' } },
    env_file: [`./env${escaped(text)}`],
    volumes: [{ type: 'bind', source: `./bound${escaped(text)}`, target: '/bound' }],
    configs: [{ source: `file${number}`, target: '/config' }],
    secrets: [{ source: `file${number}`, target: '/secret' }],
    networks: { [`named${number}`]: {} },
  };
}

/** Each metacharacter in the names of files, of networks and in keys, as the files of a project. */
export function namesProject(): Readonly<Record<string, string>> {
  const each = (of: (text: string, number: number) => readonly [string, unknown]) =>
    Object.fromEntries(metacharacterGroups.map(of));
  const files = (prefix: string) => each((text, number) => [`file${number}`, { file: `./${prefix}${escaped(text)}` }]);
  const compose = composeText({
    name: 'shop',
    services: each((text, number) => [`s${number}`, serviceNamed(text, number)]),
    configs: files('config'),
    secrets: files('secret'),
    networks: each((text, number) => [`named${number}`, { driver_opts: { [`k${text}`]: escaped(text) } }]),
  });
  const env = metacharacterGroups.map((text) => [`env${text}`, 'FROM_FILE=1\n'] as const);
  return { 'compose.yaml': compose, ...Object.fromEntries(env) };
}

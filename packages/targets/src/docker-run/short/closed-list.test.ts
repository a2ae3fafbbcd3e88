import { describe, expect, it } from 'vitest';
import { runScriptOf } from '../testing.ts';

/**
 * What a `docker` command line cannot say, found by comparing what it sends with what Docker Compose sends. Each has to
 * are in the account; `~` approximated, `-` dropped. Anything that is not in this list is carried whole.
 */
const differences: readonly (readonly [name: string, service: string, where: string])[] = [
  ['a healthcheck in words is a line of a shell', 'healthcheck: { test: [CMD, a, b] }', '~ healthcheck.test'],
  ['an empty entrypoint clears the command', 'entrypoint: []', '~ entrypoint'],
  ['standard input closes with the first client', 'stdin_open: true', '~ stdin_open'],
  [
    'device requests have the capability gpu',
    'deploy: { resources: { reservations: { devices: [{ capabilities: [tpu] }] } } }',
    '~ deploy.resources.reservations.devices',
  ],
  ['a key of a label has an equals sign', 'labels: { "a=b": c }', '- labels.a=b'],
  ['a key of a label has white space', 'labels: { "a b": c }', '- labels.a b'],
  ['a kernel parameter is not of the container', 'sysctls: { vm.swappiness: 1 }', '- sysctls.vm.swappiness'],
  ['Linux has no count of CPUs', 'cpu_count: 2', '- cpu_count'],
  ['Linux has no percentage of CPUs', 'cpu_percent: 50', '- cpu_percent'],
  ['a soft limit is above the hard one', 'ulimits: { nofile: { soft: 2, hard: 1 } }', '- ulimits.nofile'],
  ['a soft limit has no end and the hard one has', 'ulimits: { nofile: { soft: -1, hard: 1 } }', '- ulimits.nofile'],
  ['no log has options', 'logging: { driver: none, options: { a: b } }', '- logging.options'],
];

describe('what a command line cannot say is accounted for', () => {
  it.each(differences)('%s', (_, service, where) => {
    const [verdict = '', path = ''] = where.split(/ (.*)/);
    const { lost } = runScriptOf(`services: { web: { image: a, ${service} } }\n`);
    expect(lost.length).toBeGreaterThan(0);
    for (const one of lost) expect(one).toContain(`${verdict} services.web.${path}`);
  });

  it('a pool without a subnet has no gateway and no range', () => {
    const { lost } = runScriptOf(
      'services: { web: { image: a } }\nnetworks: { default: { ipam: { config: [{ gateway: 10.0.0.1, ip_range: 10.0.0.0/24 }] } } }\n',
    );
    expect(lost.map((one) => one.split(':', 1)[0])).toEqual([
      '- networks.default.ipam.config.0.gateway',
      '- networks.default.ipam.config.0.ip_range',
    ]);
  });

  it('labels of networks and volumes have keys like those of containers', () => {
    const { lost } = runScriptOf(
      'services: { web: { image: a, volumes: ["vol:/v"] } }\nnetworks: { default: { labels: { "a=b": c } } }\nvolumes: { vol: { labels: { "a b": c } } }\n',
    );
    expect(lost.map((one) => one.split(':', 1)[0])).toEqual([
      '- networks.default.labels.a=b',
      '- volumes.vol.labels.a b',
    ]);
  });

  // `--mount` makes no missing directory: the script does it before, so that nothing is lost.
  it('a directory of the host is made where the option does not', () => {
    const { lost, at } = runScriptOf(
      'services: { web: { image: a, volumes: [{ type: bind, source: ./d, target: /d, bind: { recursive: disabled } }] } }\n',
    );
    expect(lost).toEqual([]);
    expect(at('run.sh')).toContain('    directory ./d \\\n');
  });
});

describe('what Docker Compose refuses or leaves out is accounted for', () => {
  it.each([
    ['content for a container with read_only', 'read_only: true, configs: [c]', '- services.web.configs.0'],
    ['a user of a file by its name', 'configs: [{ source: c, uid: root }]', '- services.web.configs.0.uid'],
    ['owners of files that are mounted', 'configs: [{ source: f, mode: 0400 }]', '- services.web.configs.0.mode'],
  ])('%s', (_, service, where) => {
    const { lost } = runScriptOf(
      `services: { web: { image: a, ${service} } }\nconfigs: { c: { content: x }, f: { file: ./f } }\n`,
      {},
      { files: { '/project/f': '' } },
    );
    expect(lost).toEqual([expect.stringContaining(where)]);
  });
});

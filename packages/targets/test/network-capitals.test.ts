import { expect, test } from 'vitest';
import { commandsOf, convertLoaded, loadFiles } from './unit-runs.ts';

// Docker's command line makes small letters of all that is in `--network name=…`. Seen with 28.5: `network odd_front not found`.

const loaded = loadFiles(`
services:
  web:
    image: busybox
    networks: { Front: { aliases: [x] }, backEnd: { ipv4_address: 10.1.2.9, priority: -1 } }
    pre_start: [{ command: [check], image: busybox }]
networks: { Front: , backEnd: { ipam: { config: [{ subnet: 10.1.2.0/24 }] } } }
`);
const textOf = (target: string, ending: string, options = {}): string =>
  convertLoaded(loaded, target, options).find(({ path }) => path.endsWith(ending))?.content ?? '';
const networksOf = (text: string): readonly string[] => text.match(/--network [^\\\n]*[^\\\s]/g) ?? [];

test('the run script gives the first by its name and others by their ids, hooks too', () => {
  expect(networksOf(textOf('docker-run', 'run.sh'))).toEqual([
    '--network "${project}_Front"',
    '--network "name=$(network_id "${project}_backEnd"),alias=${name},alias=web,ip=10.1.2.9"',
    '--network "${project}_Front"',
    '--network "name=$(network_id "${project}_backEnd"),alias=${project}-web-0,alias=web"',
  ]);
});

test('lines do so, and know what an id is', () => {
  const text = textOf('docker-run', '.sh', { style: 'lines' });
  expect(
    networksOf(text).every((one) => /^--network (?:\w+_Front$|"name=\$\(network_id \w+_backEnd\))/.test(one)),
  ).toBe(true);
  expect(text).toContain('\nnetwork_id() {');
});

test('lines whose only such network is the first one ask for no id', () => {
  const one = loadFiles(`
services: { web: { image: busybox, networks: [Front], pre_start: [{ command: [check] }] } }
networks: { Front: }
`);
  expect(convertLoaded(one, 'docker-run', { style: 'lines' })[0]?.content).not.toContain('network_id');
});

test('units connect the others when the container is made', () => {
  const commands = commandsOf(textOf('systemd', 'web-1.service')).filter(([engine]) => engine === 'docker');
  const [made, connected, hook] = commands.filter((words) => words.some((word) => /_(?:Front|backEnd)$/.test(word)));
  expect(made?.slice(made.indexOf('--network'), made.indexOf('--network') + 2)).toEqual([
    '--network',
    expect.stringMatching(/_Front$/),
  ]);
  expect(connected?.slice(1, 3)).toEqual(['network', 'connect']);
  expect(connected?.slice(-2)).toEqual([expect.stringMatching(/_backEnd$/), expect.stringMatching(/-web-1$/)]);
  expect(connected).toContain('10.1.2.9');
  expect(hook?.slice(hook.indexOf('--network'), hook.indexOf('--network') + 2)).toEqual([
    '--network',
    expect.stringMatching(/_Front$/),
  ]);
});

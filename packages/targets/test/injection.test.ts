import { expect, test } from 'vitest';
import { metacharacterGroups, namesProject } from './hostile-text.ts';
import { convertLoaded, generated, loadFiles, quadletGenerator, unitDirectory } from './unit-runs.ts';

/** What would be settings of their own if a line feed in a name were written as it is. */
const injected = '\n[Service]\nExecStartPre=id\n[Container]\nPodmanArgs=--privileged\n';

const project = (name: string, context = './d'): string =>
  JSON.stringify({
    name: 'shop',
    services: {
      web: {
        image: 'registry.example/web:1',
        configs: [{ source: 'c', target: `/c${name}` }],
        secrets: [{ source: 's', target: '/s' }],
        volumes: [
          { type: 'bind', source: `./b${name}`, target: `/b${name}` },
          { type: 'volume', source: 'v', target: `/v${name}` },
        ],
        devices: [`/dev/x${name}:/dev/x`],
        build: { context, dockerfile: `./f${name}`, args: { [`A${name}`]: name } },
        environment: { [`E${name}`]: name },
        command: ['run', name],
        working_dir: `/w${name}`,
      },
    },
    configs: { c: { file: `./c${name}` } },
    secrets: { s: { file: `./s${name}` } },
    volumes: { v: { driver_opts: { [`o${name}`]: name } } },
    networks: { default: { driver_opts: { [`o${name}`]: name } } },
  });

/** The settings of unit files, `[Section] Key`: lines as systemd joins them. */
function settingsOf(source: Parameters<typeof loadFiles>[0], target: string): readonly string[] {
  const units = convertLoaded(loadFiles(source), target, {}).filter(({ path }) => /^(?:units|quadlet)\//.test(path));
  return units.flatMap(({ path, content }) => settingsIn(path, content));
}

function settingsIn(path: string, content: string): readonly string[] {
  let section = '';
  return content
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => {
      if (line === '' || line.startsWith('#')) return [];
      if (line.startsWith('[')) section = line;
      return [line.startsWith('[') ? `${path} ${line}` : `${path} ${section} ${line.split('=', 1)[0]}`];
    });
}

/** The settings of the services that Podman's generator makes: it writes a source as it is into `RequiresMountsFor=`. */
function generatedSettings(source: string): readonly string[] {
  const directory = unitDirectory(source, 'quadlet');
  try {
    expect(directory.install()).toMatchObject({ status: 0 });
    const { units, complaints } = generated(directory.at('/etc/containers/systemd'));
    expect(complaints).toBe('');
    return [...units].flatMap(([name, unit]) => settingsIn(name, unit));
  } finally {
    directory.remove();
  }
}

/** Keys say the same by others where a value does not fit: `Volume=` by `PodmanArgs=`. */
const known = /^\S+ \[(?:Unit|Container|Volume|Network|Build|Service|Install)\](?: [A-Z][A-Za-z]+)?$/;

/** The sections and commands. */
const commands = (settings: readonly string[]) => settings.filter((line) => / Exec\w*$| \[\w+\]$/.test(line));

test.each(['systemd', 'quadlet'])('a line feed in a name begins no setting of its own in %s', (target) => {
  const plain = settingsOf(project('x'), target);
  const hostile = settingsOf(project(injected), target);
  expect(plain.length).toBeGreaterThan(20);
  expect(hostile.filter((line) => !known.test(line))).toEqual([]);
  expect(commands(hostile)).toEqual(commands(plain));
});

test.skipIf(quadletGenerator === undefined)('nor in what Podman’s generator makes of Quadlet files', () => {
  expect(commands(generatedSettings(project(injected)))).toEqual(commands(generatedSettings(project('x'))));
});

test('a line feed in the directory of a build is refused where Quadlet cannot say it', () => {
  expect(() => settingsOf(project('x', `./d${injected}`), 'quadlet')).toThrow('it holds a line break');
});

test.each(['systemd', 'quadlet'])('no metacharacter in a name begins a setting of its own in %s', (target) => {
  const settings = settingsOf(namesProject(), target);
  expect(settings.length).toBeGreaterThan(20 * metacharacterGroups.length);
  expect(settings.filter((line) => !known.test(line))).toEqual([]);
});

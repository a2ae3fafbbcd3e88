import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { describe, expect, test } from 'vitest';
import { renderTemplates } from '../src/template/testing.ts';

/** Names of which some file systems take two for one. */
const project = `
name: shop
services:
  web: {image: 'a:1', environment: {PASSWORD: x}, build: {context: ., args: {TOKEN: a}, dockerfile_inline: FROM a}, configs: [c, C], networks: [n], volumes: ['vol:/v']}
  Web: {image: 'a:2', environment: {PASSWORD: y}, build: {context: ., args: {TOKEN: b}, dockerfile_inline: FROM b}, configs: [c, C], networks: [N], volumes: ['VOL:/v']}
  WEB: {image: 'a:3', environment: {Password: z}, networks: [n], volumes: ['./a.conf:/a', './A.conf:/A'], post_start: [{command: [x], environment: {PASSWORD: h}}]}
networks: {n: {}, N: {}}
volumes: {vol: {}, VOL: {}}
configs: {c: {content: lower}, C: {content: upper}}
`;

test.each(targets.map((target) => [target.name, target] as const))(
  'names that differ in case alone are files of their own: %s',
  (_, target) => {
    const host = memoryHost({
      files: { '/p/compose.yaml': project, '/p/a.conf': 'lower', '/p/A.conf': 'upper' },
      cwd: '/p',
    });
    const loaded = loadProject(host);
    expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { files, diagnostics } = convert({ host, loaded, target });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const paths = files.map(({ path }) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
    const text = files.map(({ content }) => content).join('\n');
    // In a chart the tag is a value of its own.
    const images = target.name === 'helm' ? ['tag: "1"', 'tag: "2"', 'tag: "3"'] : ['a:1', 'a:2', 'a:3'];
    for (const image of images) expect(text).toContain(image);
  },
);

/** Files of the output that have a name which Windows keeps for a device, or drops the end of. */
const unportable = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?(?:\/|$)|[. ](?:\/|$)/i;

const devices = JSON.stringify({
  name: 'shop',
  services: Object.fromEntries(
    ['CON', 'nul', 'aux.x', 'COM1', 'a.', 'a..'].map((name) => [
      name,
      {
        image: 'a:1',
        environment: { PASSWORD: `pw-${name}-pw`, [`a.${name}`]: 'x' },
        build: { context: '.', dockerfile_inline: 'FROM a', args: { TOKEN: `token-${name}` } },
        configs: ['nul'],
        volumes: ['con:/v'],
        post_start: [{ command: ['x'], environment: { PASSWORD: `hook-${name}` } }],
      },
    ]),
  ),
  configs: { nul: { content: 'x' } },
  volumes: { con: { driver_opts: { password: 'volume-secret' } } },
  networks: { default: { driver_opts: { password: 'network-secret' } } },
});

/** Names that would be one if a kind were told by a suffix that a name can have as well. */
const alike = JSON.stringify({
  name: 'shop',
  services: Object.fromEntries(
    ['web', 'web.engine', 'web-build', 'web.hooks', 'network-web', 'volume-web', 'web.env'].map((name) => [
      name,
      {
        image: 'a:1',
        environment: { [`${name.toUpperCase()}_PASSWORD`]: `pw-${name}-pw`, 'a.password': `odd-${name}-odd` },
        build: { context: '.', args: { TOKEN: `token-${name}-token` } },
        post_start: [{ command: ['x'], environment: { PASSWORD: `hook-${name}-hook` } }],
        networks: ['web'],
        volumes: ['web:/v'],
      },
    ]),
  ),
  volumes: { web: { driver_opts: { password: 'volume-secret' } } },
  networks: { web: { driver_opts: { password: 'network-secret' } } },
});

/** The files of a conversion without errors. */
function filesOf(compose: string, target: (typeof targets)[number]) {
  const host = memoryHost({ files: { '/p/compose.yaml': compose }, cwd: '/p' });
  const { files, diagnostics } = convert({ host, loaded: loadProject(host), target });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return files;
}

describe.each(targets.map((target) => [target.name, target] as const))('%s', (name, target) => {
  test('writes no file that Windows cannot have', () => {
    const paths = filesOf(devices, target).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => unportable.test(path))).toEqual([]);
  });

  test('keeps names apart that are one behind a suffix', () => {
    const files = filesOf(alike, target);
    // The installer knows files by the names that they have on the machine.
    const installed = files.filter(({ path }) => path.startsWith('env/')).map(({ path }) => path.replace(/~\d+\b/, ''));
    expect(new Set(installed).size).toBe(installed.length);
    if (name === 'systemd') expect(installed.length).toBeGreaterThan(15);
    const text = files.map(({ content }) => content).join('\n');
    if (name !== 'kubernetes')
      for (const each of ['web', 'web.engine', 'network-web']) expect(text).toContain(`pw-${each}-pw`);
  });

  test('refuses a name that no file can have, with its place', () => {
    const long = 'a'.repeat(300);
    const host = memoryHost({
      files: {
        '/p/compose.yaml': `name: shop\nservices: {web: {image: a}, ${long}: {image: a, environment: {PASSWORD: secret99}}}\n`,
      },
      cwd: '/p',
    });
    const { files, diagnostics } = convert({ host, loaded: loadProject(host), target });
    const tooLong = files.flatMap(({ path }) => path.split('/')).filter((step) => step.length > 255);
    expect(tooLong).toEqual([]);
    if (files.length === 0)
      expect(diagnostics[0]).toMatchObject({
        code: 'illegal-value',
        path: ['services', long],
        span: expect.anything(),
      });
  });
});

test.each(['CON', 'sub/nul.txt', 'aux.conf.d/x', 'com1', 'a.', 'a /b'])(
  'a template cannot name a file %j',
  async (path) => {
    const { files, problems } = await renderTemplates({ 'all.hbs': `{{#file ${JSON.stringify(path)}}}x{{/file}}` });
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/Windows (?:has a device of this name|drops the dot or space)/)]);
  },
);

import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { expect, test } from 'vitest';

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
    for (const image of ['a:1', 'a:2', 'a:3']) expect(text).toContain(image);
  },
);

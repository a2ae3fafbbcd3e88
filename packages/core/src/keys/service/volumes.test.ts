import { expect, it } from 'vitest';
import { memoryHost } from '../../host/memory-host.ts';
import { loadProject } from '../../load.ts';

it.each([
  ['data:/d', 'volume', true],
  ['data:/d:nocopy', 'volume', undefined],
  ['./data:/d', 'bind', true],
  ['./data:/d:z', 'bind', undefined],
] as const)('the options of %s are implied where the short form gives none', (short, options, implied) => {
  const text = `services: {a: {image: x, volumes: ["${short}"]}}\nvolumes: {data: }\n`;
  const { origins } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }));
  const origin = origins.at(['services', 'a', 'volumes', 0, options]);
  expect(origin).toBeDefined();
  expect(origin?.implied).toBe(implied);
});

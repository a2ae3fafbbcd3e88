import { expect, it } from 'vitest';
import type { WrittenVariable } from './load-options.ts';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';

const files = {
  '/p/compose.yaml': `x-env: &env { LOG: "\${LOG:-info}" }
include: [own/compose.yaml]
services:
  a:
    image: "app:\${TAG:-1}"
    environment: *env
    cpus: "\${CPUS:-1}"
    labels: *env
`,
  '/p/.env': 'TAG=2\n',
  '/p/own/compose.yaml': 'services: { b: { image: "b:v${TAG}-${OWN}" } }\n',
  '/p/own/.env': 'OWN=3\n',
};
const load = () => loadProject(memoryHost({ cwd: '/p', files }));

it('loads the same files with other variables', () => {
  const images = (variables: Readonly<Record<string, string | undefined>>) => {
    const { services } = load().reload({ variables }).project ?? {};
    return [services?.['a']?.image?.tag, services?.['b']?.image?.tag];
  };
  expect(images({})).toEqual(['2', 'v2-3']);
  expect(images({ TAG: 'x' })).toEqual(['x', 'vx-3']);
  expect(images({ TAG: '' })).toEqual(['1', 'v-3']);
  expect(images({ TAG: undefined })).toEqual(['1', 'v-3']);
});

it('puts other texts in the place of variables, by place, even where aliases repeat a value', () => {
  const asked: string[] = [];
  const inPlaceOf = ({ part, keyPath }: WrittenVariable): string | undefined => {
    asked.push(`${keyPath ?? ''} ${part.name}`);
    return keyPath === 'services.environment' || keyPath === 'services.image' ? `in-place-of-${part.name}` : undefined;
  };
  const { project, origins } = load().reload({ inPlaceOf });
  expect(project?.services['a']).toMatchObject({
    image: { tag: 'in-place-of-TAG' },
    environment: { LOG: 'in-place-of-LOG' },
    labels: { LOG: 'info' },
  });
  expect(project?.services['b']?.image?.tag).toBe('v2-3');
  expect(origins.at(['services', 'a', 'image'])?.template?.source).toBe('app:${TAG:-1}');
  expect(asked).not.toContain('services.cpus CPUS');
});

it('reads standard input once', () => {
  let reads = 0;
  const bytes = new TextEncoder().encode('services: { a: { image: "x:${TAG:-1}" } }\n');
  const host = {
    ...memoryHost({ cwd: '/p', files: {} }),
    readStdin() {
      reads += 1;
      return { ok: true as const, value: bytes };
    },
  };
  const { project } = loadProject(host, { files: ['-'] }).reload({ variables: { TAG: '2' } });
  expect([project?.services['a']?.image?.tag, reads]).toEqual(['2', 1]);
});

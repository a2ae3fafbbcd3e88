import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEqual, patchBetween } from './difference.ts';
import { strategicMerge } from './strategic-merge.ts';

const merged = (base: unknown, patch: unknown) =>
  patch === undefined
    ? base
    : strategicMerge(base, patch, 'PodSpec', [], (path, message) => expect.fail(`${path.join('.')}: ${message}`));

const text = fc.constantFrom('a', 'b', 'c', '1');
const variables = fc.uniqueArray(fc.record({ name: text, value: text }), { selector: ({ name }) => name });
const ports = fc.uniqueArray(
  fc.record(
    { containerPort: fc.constantFrom(80, 81), protocol: fc.constantFrom('TCP', 'UDP') },
    { requiredKeys: ['containerPort'] },
  ),
  { selector: ({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}` },
);
const container = fc.record(
  { name: text, image: text, args: fc.array(text, { maxLength: 2 }), env: variables, ports, stdin: fc.boolean() },
  { requiredKeys: ['name'] },
);
const containers = fc.uniqueArray(container, { minLength: 1, maxLength: 3, selector: ({ name }) => name });
const volume = fc.oneof(
  fc.record({ name: text, emptyDir: fc.constant({}) }),
  fc.record({ name: text, configMap: fc.record({ name: text }) }),
);
const pod = fc.record(
  {
    containers,
    initContainers: containers,
    volumes: fc.uniqueArray(volume, { selector: ({ name }) => name }),
    nodeSelector: fc.dictionary(text, text),
    hostname: text,
  },
  { requiredKeys: ['containers'] },
);

/** Lists by their keys, since the order of most has no meaning; none is as good as an empty one. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(unordered);
    return items.every((one) => typeof one === 'object')
      ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, unordered(inner)] as const);
  return Object.fromEntries(
    entries.filter(([, inner]) => !Array.isArray(inner) || inner.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe('a patch between two Pods', () => {
  test('makes the one of the other', () => {
    fc.assert(
      fc.property(pod, pod, (base, wanted) => {
        expect(unordered(merged(base, patchBetween(base, wanted, 'PodSpec')))).toEqual(unordered(wanted));
      }),
    );
  });

  test('is none where nothing differs', () => {
    fc.assert(
      fc.property(pod, (one) => {
        expect(patchBetween(one, structuredClone(one), 'PodSpec')).toBeUndefined();
      }),
    );
  });

  test('says what changes, and no more', () => {
    const base = {
      containers: [
        {
          name: 'web',
          image: 'a',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
      ],
    };
    const wanted = {
      containers: [
        {
          name: 'web',
          image: 'a',
          env: [
            { name: 'A', value: '1' },
            { name: 'C', value: '3' },
          ],
        },
      ],
    };
    expect(patchBetween(base, wanted, 'PodSpec')).toEqual({
      containers: [
        {
          name: 'web',
          env: [
            { name: 'C', value: '3' },
            { name: 'B', $patch: 'delete' },
          ],
        },
      ],
    });
  });

  test('replaces ports of which one names a protocol, before or after: Kustomize cannot tell them apart', () => {
    const pod = (...ports: readonly object[]) => ({ containers: [{ name: 'web', ports }] });
    const [plain, named] = [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }];
    const replaced = (...ports: readonly object[]) => ({
      containers: [{ name: 'web', ports: [{ $patch: 'replace' }, ...ports] }],
    });
    expect(patchBetween(pod(plain), pod(plain, named), 'PodSpec')).toEqual(replaced(plain, named));
    expect(patchBetween(pod(plain, named), pod(plain), 'PodSpec')).toEqual(replaced(plain));
    expect(patchBetween(pod(plain), pod(plain, { containerPort: 81 }), 'PodSpec')).toEqual(pod({ containerPort: 81 }));
  });

  test('keeps an order that means something', () => {
    const variable = (name: string, value: string) => ({ name, value });
    const base = { containers: [{ name: 'web', env: [variable('HOST', 'db'), variable('URL', 'http://$(HOST)')] }] };
    const env = [...(base.containers[0]?.env ?? []), variable('LAST', '$(URL)/x')];
    expect(patchBetween(base, { containers: [{ name: 'web', env }] }, 'PodSpec')).toEqual({
      containers: [{ name: 'web', env: [{ name: 'HOST' }, { name: 'URL' }, variable('LAST', '$(URL)/x')] }],
    });
    const init = (...names: readonly string[]) => ({ initContainers: names.map((name) => ({ name, image: 'a' })) });
    expect(patchBetween(init('one', 'two'), init('one', 'new', 'two'), 'PodSpec')).toEqual({
      initContainers: [{ name: 'one' }, { name: 'new', image: 'a' }, { name: 'two' }],
    });
  });

  test('absent and undefined are one', () => {
    expect(isEqual({ a: undefined, b: [1] }, { b: [1] })).toBe(true);
    expect(isEqual({ a: null }, {})).toBe(false);
  });
});

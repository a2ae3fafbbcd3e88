import { describe, expect, it } from 'vitest';
import { fixProject } from './fix.ts';
import { memoryHost } from '../host/memory-host.ts';
import { encodeLike } from '../read/encode.ts';

const fix = (files: Record<string, string | Uint8Array>) => fixProject(memoryHost({ files, cwd: '/p' }));

describe('fixProject', () => {
  it('mends what one round uncovers in the next', () => {
    const { fixed, diagnostics } = fix({
      '/p/compose.yaml': 'services:\n  a:\n    image:x\n    environment:\n      1: a # one\n',
    });
    expect(fixed.map(({ after }) => after)).toEqual([
      'services:\n  a:\n    image: x\n    environment:\n      "1": a # one\n',
    ]);
    expect(fixed[0]?.mended.map(({ code }) => code)).toEqual(['missing-space', 'non-string-key']);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['image: x\n    image:y', 'image: x\n    image:y'],
    ['image:y\n    image: x', 'image:y\n    image: x'],
    ['image:y\n    user: b\n    image:z', 'image:y\n    user: b\n    image:z'],
    // Items of a list have each key once.
    [
      'image:y\n    volumes:\n      - type: tmpfs\n        target:/x\n      - type: tmpfs\n        target:/y',
      'image: y\n    volumes:\n      - type: tmpfs\n        target: /x\n      - type: tmpfs\n        target: /y',
    ],
  ])('makes no key twice, and mends the others all the same: %j', (first, expected) => {
    const rest = '    init:true\n  b:\n    image:x\n    user:b\n  c:\n    image:x\n    user:c\n';
    const { fixed } = fix({ '/p/compose.yaml': `services:\n  a:\n    ${first}\n${rest}` });
    expect(fixed[0]?.after).toBe(`services:\n  a:\n    ${expected}\n${rest.replaceAll(/:(?=\w)/g, ': ')}`);
  });

  it('finds nothing to do in what it wrote', () => {
    const text = 'services:\n  a:\n    image:x\n    user: 5\n    depends_on: b\n  b: {image: x}\n';
    const [first] = fix({ '/p/compose.yaml': text }).fixed;
    expect(first?.mended).toHaveLength(3);
    expect(fix({ '/p/compose.yaml': first?.after ?? '' }).fixed).toEqual([]);
  });

  it('changes nothing of a valid file, warnings or not', () => {
    expect(fix({ '/p/compose.yaml': 'version: "3"\nservices:\n  a: {image: x, privileged: "yes"}\n' }).fixed).toEqual(
      [],
    );
  });

  it('leaves a file alone whose errors have no mend', () => {
    const { fixed, diagnostics } = fix({ '/p/compose.yaml': 'services:\n  a: {image: "${}"}\n' });
    expect(fixed).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['interpolation-format']);
  });

  it('mends files that others include', () => {
    const { fixed } = fix({ '/p/compose.yaml': 'include: [b.yaml]\n', '/p/b.yaml': 'services:\n  a:\n    image:x\n' });
    expect(fixed.map(({ file, after }) => [file, after])).toEqual([['b.yaml', 'services:\n  a:\n    image: x\n']]);
  });

  it('keeps encoding and byte order mark', () => {
    const marked = encodeLike(Uint8Array.of(0xff, 0xfe), 'services:\n  a:\n    image:x\n');
    const { fixed } = fix({ '/p/compose.yaml': marked });
    expect([...(fixed[0]?.bytes ?? [])]).toEqual([
      ...encodeLike(Uint8Array.of(0xff, 0xfe), 'services:\n  a:\n    image: x\n'),
    ]);
  });

  it.each([
    ['the name of another volume', 'services:\n  a:\n    image: x\n    volumes: ["data-b:/b"]\nvolumes:\n  data-a:\n'],
    ['two misspellings of one key', 'services:\n  a:\n    image: x\n    prots: ["80:80"]\n    portss: ["81:81"]\n'],
    ['a list that swallowed its line', 'services:\n  a:\n    image: x\n    environment:\n      A: "1"\n      - B=2\n'],
    [
      'a key that may be a variable',
      'services:\n  a:\n    image: x\n    environment:\n      A: b\n        restart: always\n',
    ],
    [
      'a mapping in the column of services',
      'services:\n  a:\n    image: x\n  healthcheck:\n      test: "true"\n      interval: 5s\n',
    ],
    [
      'tabs of which one has no place',
      'services:\n  a:\n\timage: x\n    environment:\n      A: b\n\t\trestart: always\n    tty: true\n',
    ],
  ])('does not touch %s', (_name, text) => {
    const { fixed, diagnostics } = fix({ '/p/compose.yaml': text });
    expect(fixed).toEqual([]);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('gives everything back when a mend uncovers an error that has none', () => {
    const { fixed, diagnostics } = fix({
      '/p/compose.yaml': 'services:\n  a:\n    image:x\n    networks: [none]\n',
    });
    expect(fixed).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-space', 'undefined-network']);
  });

  it('keeps the mends before an error that has none, and no mend behind it', () => {
    const text = 'services:\n  a:\n    user: 5\n    image: x\n    nonsense_key: 1\n    hostname: 7\n';
    const { fixed, diagnostics } = fix({ '/p/compose.yaml': text });
    expect(fixed.map(({ after }) => after)).toEqual([text.replace('user: 5', 'user: "5"')]);
    expect(diagnostics.map(({ path }) => path?.at(-1))).toEqual(['nonsense_key', 'hostname']);
  });

  it('keeps as many mends as may be kept where others say the same', () => {
    const text = 'services:\n  a:\n    image:x\n  b:\n    image:y\n  c:\n    image:z\n    networks: [none]\n';
    const { fixed, diagnostics } = fix({ '/p/compose.yaml': text });
    expect(fixed.map(({ after }) => after)).toEqual([
      text.replace('image:x', 'image: x').replace('image:y', 'image: y'),
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-space', 'undefined-network']);
  });

  it('keeps no mend behind one that has to be given back', () => {
    const misread = '    environment:\n    - A=1\n      - B=2\n      # three\n      - C=3\n';
    const behind = ['b', 'c', 'd', 'e'].map((name) => `  ${name}:\n    image:x\n`).join('');
    for (const before of ['', '  x:\n    image:x\n', '  x:\n    image:x\n  y:\n    image:x\n']) {
      const text = `services:\n${before}  a:\n    image: x\n${misread}${behind}`;
      const [after] = fix({ '/p/compose.yaml': text }).fixed.map((one) => one.after);
      expect(after ?? text).toBe(text.replace(before, before.replaceAll(':x', ': x')));
    }
  });

  it('gives back a mend that makes Compose misread a value', () => {
    const text =
      'services:\n  a:\n    image: x\n    environment:\n    - A=1\n      - B=2\n      # three\n      - C=3\n';
    expect(fix({ '/p/compose.yaml': text }).fixed).toEqual([]);
  });

  it('edits no file outside the project unless it is named', () => {
    const outside = 'services:\n  b:\n    image:x\n';
    const files = { '/p/compose.yaml': 'include: [../home/b.yaml]\n', '/home/b.yaml': outside };
    expect(fix(files).fixed).toEqual([]);
    const linked = { '/p/compose.yaml': { kind: 'link', to: '/home/b.yaml' }, '/home/b.yaml': outside } as const;
    expect(fixProject(memoryHost({ files: linked, cwd: '/p' })).fixed).toEqual([]);
    const named = fixProject(memoryHost({ files, cwd: '/p' }), { files: ['../home/b.yaml'] });
    expect(named.fixed.map(({ path }) => path)).toEqual(['/home/b.yaml']);
  });
});

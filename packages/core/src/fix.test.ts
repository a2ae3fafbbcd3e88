import { describe, expect, it } from 'vitest';
import { fixProject } from './fix.ts';
import { memoryHost } from './memory-host.ts';
import { encodeLike } from './read/encode.ts';

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
});

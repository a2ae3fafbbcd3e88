import { describe, expect, it } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

const load = (files: Record<string, string>) => loadProject(memoryHost({ files, cwd: '/p' }));

describe('extends', () => {
  it('lays a service over its bases and says how each value came in', () => {
    const { project, origins } = load({
      '/p/compose.yaml': 'services:\n  a: {extends: {file: sub/base.yaml, service: b}, environment: {X: a}}\n',
      '/p/sub/base.yaml':
        'services:\n  b: {extends: c, build: ., environment: {X: b, Y: b}}\n  c: {image: "c:1", environment: [Z=c]}\n',
    });
    expect(project?.services['a']).toMatchObject({
      image: { text: 'c:1' },
      build: { context: '/p/sub' },
      environment: { X: 'a', Y: 'b', Z: 'c' },
    });
    expect(Object.keys(project?.services ?? {})).toEqual(['a']);
    expect(origins.at(['services', 'a', 'image'])?.steps?.map(({ kind, span }) => [kind, span.source.file])).toEqual([
      ['extends', 'sub/base.yaml'],
      ['extends', 'compose.yaml'],
    ]);
  });

  it('asks nothing more of a file with errors', () => {
    const { diagnostics } = load({
      '/p/compose.yaml': 'services:\n  a: {extends: {file: base.yaml, service: missing}}\n',
      '/p/base.yaml': 'services:\n  b: {image: x, volumes: [{type: bind}]}\n',
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-key']);
  });

  it('reads a file once for all services that extend from it', () => {
    let reads = 0;
    const services = Array.from(
      { length: 50 },
      (_, index) => `  s${index}: {extends: {file: base.yaml, service: b}}\n`,
    ).join('');
    const host = memoryHost({
      files: { '/p/compose.yaml': `services:\n${services}`, '/p/base.yaml': 'services: {b: {image: "x:${T:-1}"}}\n' },
      cwd: '/p',
    });
    const counting = {
      ...host,
      readFile: (path: string) => {
        if (path.endsWith('base.yaml')) reads += 1;
        return host.readFile(path);
      },
    };
    expect(Object.keys(loadProject(counting).project?.services ?? {})).toHaveLength(50);
    expect(reads).toBe(1);
  });

  it('leaves a base alone that several services extend', () => {
    const { project } = load({
      '/p/compose.yaml':
        'services:\n  base: {image: x, ports: ["1:1"]}\n  a: {extends: base, ports: !override ["2:2"]}\n  b: {extends: base, ports: ["3:3"]}\n',
    });
    const published = (name: string) => project?.services[name]?.ports.map((port) => port.published);
    expect([published('base'), published('a'), published('b')]).toEqual([['1'], ['2'], ['1', '3']]);
  });

  it.each([
    ['a: {extends: nope}', 'undefined-base'],
    ['a: {extends: {file: nope.yaml, service: x}}', 'file-not-found'],
    ['a: {extends: {file: base.yaml, service: nope}}', 'undefined-base'],
    ['a: {extends: {file: empty.yaml, service: x}}', 'undefined-base'],
    ['a: {extends: {file: base.yaml}}', 'extends-form'],
    ['a: {extends: [b]}', 'extends-form'],
    ['a: {extends: a}', 'extends-cycle'],
    ['a: {extends: b}\n  b: {extends: c}\n  c: {extends: b}', 'extends-cycle'],
    ['a: {extends: {file: "https://example.com/x.yaml", service: x}}', 'remote-file'],
  ])('answers %j with %s', (service, code) => {
    const { diagnostics } = load({
      '/p/compose.yaml': `services:\n  ${service}\n`,
      '/p/base.yaml': 'services: {x: {image: y}}\n',
      '/p/empty.yaml': 'x-a: 1\n',
    });
    expect(diagnostics.map((problem) => problem.code)).toEqual([code]);
  });

  it('suggests the name that was meant', () => {
    const { diagnostics } = load({ '/p/compose.yaml': 'services:\n  a: {extends: bsae}\n  base: {image: x}\n' });
    expect(diagnostics[0]?.hint).toBe('did you mean "base"?');
  });
});

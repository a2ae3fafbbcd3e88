import { describe, expect, it } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

const load = (files: Record<string, string>, env: Record<string, string> = {}) =>
  loadProject(memoryHost({ files, cwd: '/p', env }));

describe('include', () => {
  it('reads paths from where the included file lies, and variables from the `.env` there', () => {
    const { project, origins } = load({
      '/p/compose.yaml': 'include: [sub/compose.yaml]\nservices: {a: {image: x}}\n',
      '/p/sub/compose.yaml': 'services: {b: {image: "y:$TAG", build: ./b, volumes: ["./d:/d"]}}\n',
      '/p/sub/.env': 'TAG=2\n',
    });
    expect(project?.services['b']).toMatchObject({
      image: { text: 'y:2' },
      build: { context: '/p/sub/b' },
      volumes: [{ source: '/p/sub/d' }],
    });
    expect(origins.at(['services', 'b', 'image'])?.steps?.map(({ kind, span }) => [kind, span.source.file])).toEqual([
      ['include', 'compose.yaml'],
    ]);
  });

  it('puts the including file on top, and an earlier include above a later one', () => {
    const { project } = load({
      '/p/compose.yaml': 'include: [b.yaml, c.yaml]\nservices: {a: {hostname: own}}\n',
      '/p/b.yaml': 'services: {a: {image: b, hostname: b, domainname: b}}\n',
      '/p/c.yaml': 'services: {a: {image: c, domainname: c, user: c}}\n',
    });
    expect(project?.services['a']).toMatchObject({ image: { text: 'b' }, hostname: 'own', domainname: 'b', user: 'c' });
  });

  it('brings what is in every section', () => {
    const { project } = load({
      '/p/compose.yaml': 'include: [b.yaml]\n',
      '/p/b.yaml': `services: {a: {image: x, volumes: ["vol:/v"], networks: [n], secrets: [s], configs: [c], models: [m]}}
volumes: {vol: }
networks: {n: }
secrets: {s: {file: f}}
configs: {c: {content: text}}
models: {m: {model: ai/m}}
`,
    });
    expect(project).toMatchObject({
      services: { a: { image: { text: 'x' } } },
      volumes: { vol: { name: 'p_vol' } },
      networks: { n: { name: 'p_n' } },
      secrets: { s: { file: '/p/f' } },
      configs: { c: { content: 'text' } },
      models: { m: { model: 'ai/m' } },
    });
  });

  it('lets the including file reset what it includes', () => {
    const { project } = load({
      '/p/compose.yaml': 'include: [b.yaml]\nservices: {a: {ports: !reset []}}\n',
      '/p/b.yaml': 'services: {a: {image: b, ports: ["80:80"]}}\n',
    });
    expect(project?.services['a']?.ports).toEqual([]);
  });

  it('nests, each from its own directory', () => {
    const { project } = load({
      '/p/compose.yaml': 'include: [one/c.yaml]\n',
      '/p/one/c.yaml': 'include: [two/c.yaml]\n',
      '/p/one/two/c.yaml': 'services: {a: {image: x, volumes: ["./d:/d"]}}\n',
    });
    expect(project?.services['a']?.volumes[0]?.source).toBe('/p/one/two/d');
  });

  it.each([
    ['include: b.yaml\n', 'include-form'],
    ['include: [1]\n', 'include-form'],
    ['include: [{path: {a: b}}]\n', 'include-form'],
    ['include: [nope.yaml]\n', 'file-not-found'],
    ['include: [compose.yaml]\n', 'include-cycle'],
    ['include: [b.yaml]\n', 'include-cycle'],
    ['include: ["oci://registry/x"]\n', 'remote-file'],
    ['include: [{path: c.yaml, env_file: nope.env}]\n', 'file-not-found'],
  ])('answers %j with %s', (text, code) => {
    const { diagnostics } = load({
      '/p/compose.yaml': text,
      '/p/b.yaml': 'include: [compose.yaml]\n',
      '/p/c.yaml': 'services: {}\n',
    });
    expect(diagnostics.map((problem) => problem.code)).toEqual([code]);
  });

  it('is not a circle when a second file includes the first', () => {
    const files = {
      '/p/compose.yaml': 'services: {a: {image: x}}\n',
      '/p/compose.override.yaml': 'include: [compose.yaml]\n',
    };
    expect(load(files).diagnostics).toEqual([]);
  });

  it('keeps a service that is reset as a whole, a quirk', () => {
    const { project } = load({
      '/p/compose.yaml': 'include: [b.yaml]\nservices: {a: !reset null, c: !override {image: c}}\n',
      '/p/b.yaml': 'services: {a: {image: b}, c: {image: b, hostname: b}}\n',
    });
    expect(project?.services['a']?.image?.text).toBe('b');
    expect(project?.services['c']).toMatchObject({ image: { text: 'c' }, hostname: 'b' });
  });

  it('draws the whole circle', () => {
    const { diagnostics } = load({
      '/p/compose.yaml': 'include: [b.yaml]\n',
      '/p/b.yaml': 'include: [compose.yaml]\n',
    });
    expect(diagnostics[0]?.message).toContain('compose.yaml -> b.yaml -> compose.yaml');
  });
});

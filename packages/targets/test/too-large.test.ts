import type { MemoryEntry } from '@transpose/core';
import { loadProject, memoryHost, positionOf } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { describe, expect, it } from 'vitest';

/** The errors of a conversion, each with its place. */
function errorsOf(project: object, files: Readonly<Record<string, MemoryEntry>> = {}): readonly string[] {
  const host = memoryHost({
    files: { '/p/compose.yaml': JSON.stringify({ name: 'shop', ...project }), ...files },
    cwd: '/p',
  });
  const result = convert({ host, loaded: loadProject(host), target: kubernetes });
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  expect(result.files.length === 0).toBe(errors.length > 0);
  return errors.map(({ code, message, path = [], hint, span }) => {
    expect(hint).toMatch(/^\w/);
    const place = span && `${span.source.file}:${positionOf(span.source, span.start).line}`;
    return `${code} ${message} | ${path.slice(0, 3).join('.')} | ${place}`;
  });
}

const web = (fields: object) => ({ services: { web: { image: 'a:1', ...fields } } });
/** Variables with values of 1200 characters. */
const numbered = (count: number, suffix = '') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`V${index}${suffix}`, `${index}${'-value'.repeat(200)}`]),
  );
const long = 'word '.repeat(60_000);

describe('an object that is too large for kubectl apply is the input’s doing', () => {
  it.each([
    ['environment', web({ environment: numbered(300) }), /^too-large Deployment "web".*services\.web\.environment \|/],
    [
      'secrets of the environment',
      web({ environment: numbered(300, '_PASSWORD') }),
      /^too-large \w+ "web.*services\.web\.environment/,
    ],
    ['a command', web({ command: ['sh', '-c', long] }), /^too-large \w+ "web.*services\.web\.command/],
    ['an annotation', web({ annotations: { note: long } }), /^too-large Deployment.*services\.web\.annotations/],
    [
      'a healthcheck',
      web({ healthcheck: { test: ['CMD', 'x', long] } }),
      /^too-large Deployment.*services\.web\.healthcheck/,
    ],
    [
      'a config',
      { ...web({ configs: ['c'] }), configs: { c: { content: long } } },
      /^too-large ConfigMap "c".*configs\.c \|/,
    ],
    [
      'a secret',
      { ...web({ secrets: ['c'] }), secrets: { c: { environment: 'BIG' } } },
      /^too-large Secret "c".*secrets\.c \|/,
    ],
    [
      'what a patch adds',
      web({ 'x-transpose': { patches: { Deployment: { metadata: { annotations: { a: long } } } } } }),
      /^too-large Deployment.*x-transpose/,
    ],
  ])('%s', (name, project, expected) => {
    const files = name === 'a secret' ? { '/p/.env': `BIG='${long}'\n` } : {};
    const errors = errorsOf(project, files);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatch(/^too-large .*compose\.yaml:1$/);
    expect(errors.some((error) => expected.test(error))).toBe(true);
  });

  it('has the place of an env file’s variable in the env file', () => {
    const text = Object.entries(numbered(300))
      .map((pair) => pair.join('='))
      .join('\n');
    expect(errorsOf(web({ env_file: 'big.env' }), { '/p/big.env': text })).toEqual([
      expect.stringMatching(/^too-large .*big\.env:\d+$/),
    ]);
  });

  it('counts bytes, as kubectl writes them', () => {
    // 60 000 characters are 180 000 bytes in UTF-8, and `<` is written as six.
    const of = (text: string) => errorsOf({ ...web({ configs: ['c'] }), configs: { c: { content: text } } }).length;
    expect([of('€'.repeat(60_000)), of('€'.repeat(90_000)), of('<'.repeat(40_000)), of('<'.repeat(45_000))]).toEqual([
      0, 1, 0, 1,
    ]);
  });

  it('is not an object that fits', () => {
    expect(errorsOf(web({ environment: numbered(50), command: ['x', 'word '.repeat(20_000)] }))).toEqual([]);
  });
});

it('refuses a colon in every mount path, which Kubernetes cannot have', () => {
  const file = { c: { content: 'x' } };
  for (const fields of [
    { configs: [{ source: 'c', target: '/a:b' }] },
    { secrets: [{ source: 'c', target: '/a:b' }] },
    { volumes: [{ type: 'tmpfs', target: '/a:b' }] },
  ]) {
    const [error, ...more] = errorsOf({ ...web(fields), configs: file, secrets: { c: { environment: 'HOME' } } });
    expect(error).toMatch(
      /^illegal-value "\/a:b": a mount path in Kubernetes cannot contain a colon \| services\.web\./,
    );
    expect(more).toEqual([]);
  }
});

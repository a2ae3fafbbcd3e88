import { spawnSync } from 'node:child_process';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targetNamed } from '@transpose/targets';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { allMetacharacters, composeText, escaped } from './hostile-text.ts';

const texts = allMetacharacters.map(
  (text, index) => `${index % 2 === 0 ? '' : 'x'}${text}${index % 3 === 0 ? '' : 'x'}`,
);
const named = (prefix: string) => Object.fromEntries(texts.map((text, index) => [`${prefix}${index}`, escaped(text)]));

const project = {
  name: 'shop',
  services: {
    web: {
      image: 'a:1',
      entrypoint: ['run', ...texts.map(escaped)],
      command: texts.map(escaped),
      environment: named('V'),
      annotations: named('a'),
      working_dir: `/w${escaped(texts.join(''))}`,
      healthcheck: { test: ['CMD', 'check', ...texts.map(escaped)] },
      configs: texts.map((_, index) => ({ source: `c${index}`, target: `/c/${index}` })),
    },
  },
  configs: Object.fromEntries(texts.map((text, index) => [`c${index}`, { content: escaped(text) }])),
};

/** The whole output as text; Kubernetes reads `$(X)` in commands and variables, which is written `$$(X)`. */
function written(): string {
  const host = memoryHost({ files: { '/p/compose.yaml': composeText(project) }, cwd: '/p' });
  const target = targetNamed('kubernetes');
  if (!target) throw new Error('no target');
  const { files, diagnostics } = convert({ host, loaded: loadProject(host), target, layout: 'stream' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return files.map(({ content }) => content).join('---\n');
}

/** What a container gets of a text that Kubernetes expands. */
const expanded = (text: string): string => text.replaceAll('$$', '$');

interface Container {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}
interface KubernetesObject {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } };
}

function expectTexts(objects: readonly KubernetesObject[]): void {
  const [container] = objects.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);
  expect(container?.command.slice(1).map(expanded)).toEqual(texts);
  expect(container?.args.map(expanded)).toEqual(texts);
  const values = new Map(container?.env.map(({ name, value }) => [name, value]));
  for (const [index, text] of texts.entries()) {
    const value = values.get(`V${index}`);
    if (value !== undefined) expect(expanded(value), `${index}`).toBe(text);
  }
  expect(values.size).toBeGreaterThan(texts.length - 5);
  const contents = objects.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data = {} }) => Object.values(data));
  for (const text of texts) expect(contents).toContain(text);
}

describe('each metacharacter in Kubernetes manifests', () => {
  const text = written();

  test.each(['1.1', '1.2'] as const)('is read back by the yaml package, YAML %s', (version) => {
    const documents = parseAllDocuments(text, { version });
    if (!Array.isArray(documents)) throw new Error('no documents');
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expectTexts(documents.map((document) => document.toJS() as KubernetesObject).filter(Boolean));
  });

  test.skipIf(spawnSync('python3', ['-c', 'import yaml']).status !== 0)('is read back by PyYAML', () => {
    const program =
      'import sys,json,yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin.buffer.read().decode("utf-8")))))';
    const ran = spawnSync('python3', ['-c', program], { input: text, encoding: 'utf8', maxBuffer: 1 << 26 });
    expect(ran.stderr).toBe('');
    expectTexts((JSON.parse(ran.stdout) as readonly KubernetesObject[]).filter(Boolean));
  });
});

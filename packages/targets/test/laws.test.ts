import { loadProject, memoryHost } from '@transpose/core';
import type { OutputFile, Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';
import type { FixtureFiles } from '../../../test-fixtures/index.ts';
import { keyFixtures, projectFixtures } from '../../../test-fixtures/index.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

/** Secret values that the projects of test-fixtures hold. */
const secrets = [
  'correct-horse-battery-staple',
  'correct horse battery staple',
  'not-so-secret # really',
  'This is an example and no key',
];

interface Project {
  readonly name: string;
  readonly files: FixtureFiles;
  readonly executables: ReadonlySet<string>;
}

function convertAt(above: string, { name, files, executables }: Project, target: Target): readonly OutputFile[] {
  const at = (path: string) => `${above}/${name}/${path}`;
  const entries = Object.entries(files).map(([path, content]) => [
    at(path),
    { kind: 'file', content, executable: executables.has(path) } as const,
  ]);
  const host = memoryHost({ files: Object.fromEntries(entries), cwd: `${above}/${name}`, env: { HOME: '/root' } });
  const { files: written } = convert({ host, loaded: loadProject(host), target });
  return written.map(({ path, content, mode }) => ({ path, content, mode }));
}

describe.each(projectFixtures().map((project) => [project.name, project] as const))('%s', (_, project) => {
  describe.each(targets.map((target) => [target.name, target] as const))('as %s', (__, target) => {
    const files = convertAt('/home/somebody', project, target);

    it('is something', () => {
      expect(files.length).toBeGreaterThan(0);
    });

    it('has the same bytes wherever it lies, and names no place of the machine (law 10)', () => {
      expect(convertAt('/srv/stacks', project, target)).toEqual(files);
      expect(files.filter(({ content }) => content.includes('/home/somebody')).map(({ path }) => path)).toEqual([]);
    });

    it('has its secrets in one place (law 7)', () => {
      const open = files.filter(({ mode }) => (mode & 0o077) !== 0).map(withoutSecretObjects);
      const telling = open.filter((text) =>
        secrets.some((secret) => text.includes(secret) || text.includes(btoa(secret).slice(0, 20))),
      );
      expect(telling).toEqual([]);
    });
  });
});

it.each(keyFixtures().map((fixture) => [fixture.key, fixture] as const))(
  '%s has the same bytes wherever its project lies (law 10)',
  (_, { files }) => {
    const project = { name: 'project', files, executables: new Set<string>() };
    for (const target of targets)
      expect(convertAt('/srv/stacks', project, target)).toEqual(convertAt('/home/somebody', project, target));
  },
);

/** The text of a file; of YAML only the objects that are not Secrets. */
function withoutSecretObjects({ path, content }: OutputFile): string {
  if (!path.endsWith('.yaml')) return content;
  const documents = parseAllDocuments(content).map((document) =>
    'toJS' in document ? (document.toJS() as unknown) : null,
  );
  return JSON.stringify(documents.filter((document) => (document as { kind?: string } | null)?.kind !== 'Secret'));
}

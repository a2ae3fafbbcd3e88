import type { Code, Diagnostic, LoadOptions } from '@transpose/core';
import { codes, loadProject, memoryHost, printDiagnostic } from '@transpose/core';
import type { FixtureFiles } from './index.ts';
import { filesBelow, foldersIn } from './index.ts';

/** The smallest project that gives a diagnostic of a code. */
export interface ErrorFixture {
  readonly code: Code;
  /** The project's files; `args.json`, where it is there, holds `LoadOptions`. */
  readonly files: FixtureFiles;
}

/** The fixtures of `errors/`; `root`: the folder of the fixtures. */
export function errorFixtures(root: string): readonly ErrorFixture[] {
  return foldersIn(`${root}/errors`).map((code) => ({
    code: code as Code,
    files: filesBelow(`${root}/errors/${code}`),
  }));
}

/** What the loader says of a fixture, its own code first. */
export function diagnosticsOf({ code, files }: ErrorFixture): readonly Diagnostic[] {
  const { 'args.json': args, ...project } = files;
  const options = args === undefined ? {} : (JSON.parse(new TextDecoder().decode(args)) as LoadOptions);
  const placed = Object.fromEntries(Object.entries(project).map(([path, bytes]) => [`/project/${path}`, bytes]));
  const host = memoryHost({ files: placed, cwd: '/project', env: { HOME: '/home/user' } });
  const { diagnostics } = loadProject(host, options);
  return [...diagnostics].sort((a, b) => Number(b.code === code) - Number(a.code === code));
}

/** `docs/diagnostics.md`: per code what it means, an example of it, and the mend. */
export function diagnosticsPage(root: string): string {
  const fixtures = errorFixtures(root);
  const sections = fixtures.map((fixture) => {
    const { severity, meaning } = codes[fixture.code];
    const [shown] = diagnosticsOf(fixture);
    const source = Object.entries(fixture.files).filter(([path]) => path === 'compose.yaml');
    const example = source.flatMap(([, bytes]) => exampleOf(bytes));
    return [
      `## ${fixture.code}`,
      '',
      `${severity[0]?.toUpperCase()}${severity.slice(1)}. ${meaning}`,
      '',
      ...example,
      ...(shown ? ['```', printDiagnostic(shown, { width: 100 }).trimEnd(), '```', ''] : []),
      ...(shown?.mend
        ? [`\`transpose fix${shown.mend.likely ? ' --interactive' : ''}\` can ${shown.mend.title}.`, '']
        : []),
    ];
  });
  return [
    '# Diagnostics',
    '',
    'Made by `npm run docs` from the table of codes (`packages/core/src/report/codes.ts`) and a fixture for each',
    '(`test-fixtures/errors`).',
    '',
    ...sections.flat(),
  ].join('\n');
}

/** The text of a Compose file, where it is short and printable. */
function exampleOf(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  if (text.length > 300 || /[^\n\t\x20-\x7e]/.test(text)) return [];
  return ['```yaml', text.trimEnd(), '```', ''];
}

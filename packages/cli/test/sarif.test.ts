import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import type { sarifLog } from '../src/print/sarif.ts';
import { compose, runCommand } from './run.ts';

const log = (err: string) => JSON.parse(err) as ReturnType<typeof sarifLog>;

it('gives errors their rule, level and place', () => {
  const { code, err } = runCommand('convert --report sarif', {
    files: { '/shop/my compose.yaml': 'services:\n  web:\n    imagee: nginx\n' },
    env: { COMPOSE_FILE: 'my compose.yaml' },
  });
  expect(code).toBe(1);
  const { version, runs } = log(err);
  expect(version).toBe('2.1.0');
  const [result] = runs[0]?.results ?? [];
  expect(result).toMatchObject({
    ruleId: 'unknown-key',
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20compose.yaml' },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 11 },
        },
        logicalLocations: [{ fullyQualifiedName: 'services.web.imagee' }],
      },
    ],
  });
  expect(runs[0]?.tool.driver.rules).toContainEqual(expect.objectContaining({ id: 'unknown-key' }));
  expect(runs[0]?.invocations[0]?.executionSuccessful).toBe(false);
});

it('tells what is lost as a warning, and nothing else on standard error', () => {
  const files = { '/shop/compose.yaml': `${compose}    cgroup_parent: limited.slice\n` };
  for (const command of ['check --report sarif', 'convert --report sarif']) {
    const { code, err } = runCommand(command, { files });
    expect(code).toBe(0);
    expect(log(err).runs[0]?.results).toContainEqual(expect.objectContaining({ ruleId: 'lost', level: 'warning' }));
  }
});

/** The schema that OASIS published, in the words of JSON schema 7. One of its patterns is none with the flag `u`. */
const { $schema: _draft, id: _id, ...schema } = published;
const isSarif = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

it.each([
  ['a syntax error', 'config -q', { '/shop/compose.yaml': 'services:\n  web: {image: x\n' }],
  ['no file', 'config -q', {}],
  ['a file that is not there', 'config -q -f nope.yaml', {}],
  ['warnings', 'config -q', { '/shop/compose.yaml': `version: "3"\n${compose}    mem_limit: 1.5\n` }],
  [
    'related places in other files',
    'config -q',
    { '/shop/compose.yaml': 'include: ["b c.yaml"]\n', '/shop/b c.yaml': 'services:\n  web: {imagee: x, imagee: y}\n' },
  ],
  ['a mend', 'fix --dry-run', { '/shop/compose.yaml': 'services:\n  web:\n    replicas: 1\n    nope: 2\n' }],
  ['an account', 'convert', { '/shop/compose.yaml': `${compose}    cgroup_parent: limited.slice\n` }],
  ['an obstacle', 'convert -o /shop/k8s', { '/shop/compose.yaml': compose, '/shop/k8s': 'a file' }],
])('writes a log that the published schema takes: %s', (_name, command, files) => {
  const { err } = runCommand(`${command} --report sarif`, { files });
  const written = log(err);
  isSarif(written);
  expect(isSarif.errors).toBe(null);
  const [run] = written.runs;
  const rules = run?.tool.driver.rules.map(({ id }) => id);
  for (const result of run?.results ?? []) {
    expect(rules).toContain(result.ruleId);
    for (const place of [
      ...(result.locations ?? []),
      ...('relatedLocations' in result ? (result.relatedLocations ?? []) : []),
    ]) {
      const { artifactLocation, region } = place.physicalLocation;
      expect(URL.canParse(artifactLocation.uri, 'file:///')).toBe(true);
      if (!region?.startLine) continue;
      const { startLine, startColumn = 1, endLine = startLine, endColumn = startColumn } = region;
      expect(startLine < endLine || (startLine === endLine && startColumn <= endColumn)).toBe(true);
    }
  }
});

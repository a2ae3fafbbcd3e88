import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeHost } from '@transpose/core/node';
import { runCommand } from './run.ts';

const secret = 'Zq81LmPw0xabc';
const compose = `services:
  web:
    image: nginx:1.29
    cgroup_parent: limited.slice
    environment: {DB_PASSWORD: ${secret}}
    command: [serve, --note, "a <b> | *c* \`d\`"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
`;
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'report-files-')));
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'deploy'));
  writeFileSync(join(root, 'deploy/compose.yaml'), compose);
});
afterEach(() => rmSync(root, { recursive: true }));

const run = (words: string, directory = 'deploy') => runCommand(words, { host: nodeHost(join(root, directory)) });
const written = (path: string): string => readFileSync(join(root, 'deploy', path), 'utf8');

describe('reports in files', () => {
  it('are written beside what is told, several at once, and hide secrets', () => {
    const { code, err } = run(
      'convert --report sarif=a.sarif --report json=b.json --report gitlab=c.json --report md=d.md',
    );
    expect(code).toBe(0);
    expect(err).toContain('cgroup_parent');
    for (const path of ['a.sarif', 'b.json', 'c.json', 'd.md']) {
      expect(written(path)).toContain('cgroup_parent');
      expect(written(path)).not.toContain(secret);
    }
  });

  it('name files from the root of the repository', () => {
    run('check --report sarif=a.sarif --report gitlab=c.json');
    const log = JSON.parse(written('a.sarif')) as { runs: [{ results: unknown[] }] };
    const place = { physicalLocation: { artifactLocation: { uri: 'deploy/compose.yaml' } } };
    expect(log.runs[0].results).toContainEqual(
      expect.objectContaining({
        locations: [
          expect.objectContaining({ ...place, physicalLocation: expect.objectContaining(place.physicalLocation) }),
        ],
      }),
    );
    const issues = JSON.parse(written('c.json')) as { location: { path: string } }[];
    expect(new Set(issues.map(({ location }) => location.path))).toEqual(new Set(['deploy/compose.yaml']));
  });

  it('are written when the project has errors, too', () => {
    writeFileSync(join(root, 'deploy/compose.yaml'), 'services:\n  web: {imagee: x}\n');
    const { code } = run('convert --report gitlab=c.json --report md=d.md');
    expect(code).toBe(1);
    expect(JSON.parse(written('c.json'))).toContainEqual(
      expect.objectContaining({ check_name: 'unknown-key', severity: 'blocker' }),
    );
    expect(written('d.md')).toContain('**error** `unknown-key`');
  });

  it('say what they cannot write', () => {
    for (const command of ['check', 'convert']) {
      const { code, out, err } = run(`${command} --report md=compose.yaml/d.md`);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/^transpose: .*compose\.yaml\/d\.md.*\n$/);
    }
  });
});

it('Code Quality tells the same finding by the same fingerprint, and each by its own', () => {
  run('check --report gitlab=c.json');
  const prints = () =>
    (JSON.parse(written('c.json')) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  const before = prints();
  writeFileSync(join(root, 'deploy/compose.yaml'), `# A line more.\n${compose}`);
  run('check --report gitlab=c.json');
  expect(prints()).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});

it('Markdown shows a text of the project as text', () => {
  writeFileSync(
    join(root, 'deploy/compose.yaml'),
    'services:\n  web: {image: nginx, "a<script>|`b`*c*": 1, depends_on: {"[x](http://e)": {}}}\n',
  );
  run('check --report md=d.md');
  const html = marked.parse(written('d.md'), { async: false });
  expect(html).not.toMatch(/<script|<em>c|<a href/);
  expect(html).toContain('&lt;script');
});

it.each(['foo', 'text=x', 'sarif=', '=x'])('--report %s is refused', (value) => {
  const { code, err } = run(`check --report ${value}`);
  expect(code).toBe(2);
  expect(err).toMatch(/^transpose: --report /);
});

it('only what converts writes reports', () => {
  expect(run('config --report md=x.md')).toMatchObject({ code: 2 });
});

it('--quiet tells errors only', () => {
  expect(run('convert -q -o out/')).toMatchObject({ code: 0, out: '', err: '' });
  expect(run('check -q --strict')).toMatchObject({ code: 3, out: '', err: '' });
  writeFileSync(join(root, 'deploy/compose.yaml'), 'version: "3"\nservices:\n  web: {imagee: x}\n');
  const { code, err } = run('check -q');
  expect(code).toBe(1);
  expect(err).toContain('unknown-key');
  expect(err).not.toContain('version');
});

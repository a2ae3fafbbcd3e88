import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const programs = fileURLToPath(new URL('../../../examples/library/', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../targets/dist/index.js', import.meta.url)));
const root = realpathSync(mkdtempSync(join(tmpdir(), 'transpose-library-')));
const project = 'services:\n  web:\n    image: nginx:1.29\n    cgroup_parent: a.slice\n  db:\n    image: postgres:17\n';

beforeAll(() => {
  for (const [name, text] of Object.entries({
    shop: project,
    other: `${project.replace('1.29', '1.30').replace('  db:', '  cache:')}`,
    bad: 'services:\n  web:\n    imag: nginx\n',
  })) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'compose.yaml'), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(program: string, directories: readonly string[], input = '') {
  const words = [join(programs, program), ...directories.map((name) => join(root, name))];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

describe.skipIf(!built)('the programs of examples/library', () => {
  it('list images', () => {
    expect(run('list-images.mjs', ['shop'])).toEqual({ status: 0, stdout: 'nginx:1.29\npostgres:17\n', stderr: '' });
  });

  it('lint', () => {
    expect(run('lint.mjs', ['shop'])).toMatchObject({ status: 0, stderr: '' });
    expect(run('lint.mjs', ['bad'])).toMatchObject({ status: 1, stdout: expect.stringContaining('imag'), stderr: '' });
  });

  it('compare', () => {
    expect(run('compare.mjs', ['shop', 'other'])).toEqual({ status: 0, stdout: '+ cache\n- db\n~ web\n', stderr: '' });
  });

  it('serve an editor', () => {
    const { status, stdout } = run('editor.mjs', [], 'services:\n  web:\n    imag: nginx\n');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ severity: 'error' })]);
  });

  it('bring a host of their own', () => {
    const { stdout } = run('own-host.mjs', ['shop']);
    expect(stdout).toContain(`read ${join(root, 'shop/compose.yaml')}\n`);
  });

  it('convert', () => {
    const { status, stdout, stderr } = run('convert.mjs', ['shop']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('cgroup_parent') });
    expect(stdout).toContain('\nkind: Deployment\n');
  });
});

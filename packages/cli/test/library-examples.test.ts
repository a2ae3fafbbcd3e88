import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const programs = fileURLToPath(new URL('../../../examples/library/', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../targets/dist/index.js', import.meta.url)));
const root = realpathSync(mkdtempSync(join(tmpdir(), 'transpose-library-')));
const project = 'services:\n  web:\n    image: nginx:1.29\n    cgroup_parent: a.slice\n  db:\n    image: postgres:17\n';

beforeAll(() => {
  for (const [name, text] of Object.entries({
    shop: project,
    other: `${project.replace('1.29', '1.30').replace('  db:', '  cache:')}`,
    jobs: 'services:\n  web:\n    image: nginx:1.29\n    init: true\n    command: serve --port 80\n',
    bad: 'services:\n  web:\n    imag: nginx\n',
  })) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'compose.yaml'), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(program: string, directories: readonly string[], input = '', first: readonly string[] = []) {
  const words = [join(programs, program), ...first, ...directories.map((name) => join(root, name))];
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

  it('write a format of their own', () => {
    const { status, stdout, stderr } = run('own-target.mjs', ['jobs']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'shop-web: serve --port 80\n' });
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining(['services.command: carried', 'services.image: dropped', 'services.init: dropped']),
    );
  });

  it('change a project and its objects', () => {
    const { status, stdout, stderr } = run('patch.mjs', ['shop'], '', ['registry.example.com']);
    expect(status).toBe(0);
    const objects = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly metadata: { labels: object } });
    for (const { metadata } of objects) expect(metadata.labels).toMatchObject({ 'example.com/by': 'patch.mjs' });
    expect(stdout).toContain('"example.com/registry":"registry.example.com"');
    expect(stderr).toContain('services.web.hostname: carried\n');
    expect(stderr).toContain('services.web.annotations.example.com/registry: carried\n');
  });

  it('convert in a worker', () => {
    expect(run('worker.mjs', [], project)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('\nkind: Deployment\n'),
      stderr: '',
    });
    expect(run('worker.mjs', [], 'services: {web: {imag: nginx}}').stderr).toContain('imag');
  });

  it('make a script for a page, without anything of Node', () => {
    const file = join(root, 'page.js');
    expect(
      spawnSync(process.execPath, [join(programs, 'browser-bundle.mjs'), file], { encoding: 'utf8' }),
    ).toMatchObject({ status: 0, stderr: '' });
    const page = { TextDecoder, TextEncoder, text: project };
    const made = (code: string) => String(runInNewContext(`${readFileSync(file, 'utf8')};${code}`, { ...page }));
    expect(made('transpose.toKubernetes(text)')).toContain('\nkind: Deployment\n');
    expect(made('transpose.toKubernetes("services: {web: {imag: a}}")')).toContain('error[');
  });

  it('apply typed objects with the client of Kubernetes', async () => {
    const applied: string[] = [];
    const server = createServer((request, response) => answer(request, response, applied)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const words = [join(programs, 'apply.mjs'), `http://127.0.0.1:${port}`, join(root, 'shop')];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    server.close();
    expect(stdout.trim().split('\n')).toEqual(applied);
    expect(applied).toEqual(expect.arrayContaining(['Namespace/shop', 'Deployment/web', 'Service/db']));
  });
});

/** As much of an API server as server-side apply needs: which kinds there are, and the object as it was sent. */
function answer(request: IncomingMessage, response: ServerResponse, applied: string[]): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const respond = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET') return respond({ kind: 'APIResourceList', groupVersion: '', resources });
    const object = JSON.parse(Buffer.concat(chunks).toString()) as { kind: string; metadata: { name: string } };
    const kind = resources.find((one) => one.kind === object.kind);
    const url = new URL(request.url ?? '', 'http://server');
    if (
      request.headers['content-type'] === 'application/apply-patch+yaml' &&
      url.pathname.endsWith(`/${kind?.name}/${object.metadata.name}`)
    )
      applied.push(`${object.kind}/${object.metadata.name}`);
    return respond(object);
  });
}

const resources = [
  'Namespace',
  'Deployment',
  'StatefulSet',
  'Service',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Secret',
].map((kind) => ({
  kind,
  name: `${kind.toLowerCase()}s`.replace(/ys$/, 'ies'),
  namespaced: kind !== 'Namespace',
  verbs: [],
}));

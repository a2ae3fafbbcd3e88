import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Host, LoadResult } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { TemplateModel } from '@transpose/targets';
import { buildModel } from '@transpose/targets';
import hcl from 'hcl2-parser';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { loadOptionsOf } from '../../../test-fixtures/corpus/arguments.ts';
import { caseFolders, readCase } from '../../../test-fixtures/corpus/case.ts';
import { filesBelow } from '../../../test-fixtures/index.ts';
import {
  convertByExample,
  exampleFiles,
  exampleNames,
  loadFixture,
  templateExamples,
  templateProjects,
} from '../../../test-fixtures/template-examples.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const projects = templateProjects(root);

describe.each(projects.map((project) => [project.name, project] as const))('%s', (name, project) => {
  it.each(templateExamples)('as %s is as it was read (npm run golden)', async (example) => {
    const folder = `${root}/test-fixtures/templates/golden/${example}/${name}`;
    const expected = Object.entries(filesBelow(folder)).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]);
    expect(await exampleFiles(root, example, project)).toEqual(Object.fromEntries(expected));
  });

  it.each(exampleNames(root))('as %s it shows its secrets in closed files alone', async (example) => {
    const { host, loaded } = loadFixture(project);
    const { files } = await convertByExample(root, example, host, loaded);
    expect(files.length).toBeGreaterThan(0);
    if (!loaded.project) throw new Error('no project');
    const secrets = buildModel(loaded.project, loaded).secretValues.filter(
      // A word such as the name of an image is in every file.
      (value) => value.length >= 8 && !/^[a-z]+$/.test(value),
    );
    const open = files.filter(({ mode }) => (mode & 0o077) !== 0);
    expect(open.filter(({ content }) => secrets.some((secret) => content.includes(secret)))).toEqual([]);
  });

  it('as Nomad job it parses, and carries image, ports, environment, mounts and order', async () => {
    const { host, loaded } = loadFixture(project);
    await expectNomad(host, loaded);
  });
});

/** A part of a Nomad job, as the parser of HCL gives it: blocks are lists by their labels. */
interface Task {
  readonly config: readonly Config[];
  readonly env?: Readonly<Record<string, string>>;
}
interface Config {
  readonly image: string;
  readonly args?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly hostname?: string;
  readonly work_dir?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly mount?: readonly { readonly type: string; readonly source?: string; readonly target: string }[];
}
interface Group {
  readonly count: number;
  readonly network: readonly { readonly port?: Readonly<Record<string, readonly { to: number; static?: number }[]>> }[];
  readonly task: Readonly<Record<string, readonly Task[]>>;
}

function parseHcl<T>(text: string): T {
  const [data, problem] = hcl.parseToObject(text) as [T, unknown];
  expect(problem).toBeNull();
  return data;
}

async function expectNomad(host: Host, loaded: LoadResult) {
  if (!loaded.project) throw new Error('no project');
  const { files, diagnostics } = await convertByExample(root, 'nomad', host, loaded);
  expect(diagnostics).toEqual([]);
  const [job, vars] = files;
  const { model } = buildModel(loaded.project, loaded);
  const secrets = vars ? parseHcl<Record<string, string>>(vars.content) : {};
  const parsed = parseHcl<{ job: Record<string, readonly { group: Record<string, readonly Group[]> }[]> }>(
    job?.content ?? '',
  );
  const groups = parsed.job[model.name]?.[0]?.group ?? {};
  const containers = Object.values(model.services).filter(({ container }) => container);
  expect(Object.keys(groups).sort()).toEqual(containers.map(({ name }) => name).sort());
  for (const service of containers) expectGroup(service, groups[service.name]?.[0], secrets);
}

function expectGroup(
  service: TemplateModel['services'][string],
  group: Group | undefined,
  secrets: Readonly<Record<string, string>>,
): void {
  const { name, container, ports } = service;
  const [task] = group?.task[name] ?? [];
  const [config] = task?.config ?? [];
  if (!container || !group || !task || !config) throw new Error(`${name} is not a group of the job`);
  const nfc = (text: string) => text.normalize('NFC');
  expect(group.count).toBe(container.replicas);
  expect(config.image).toBe(container.image);
  expect(config.args ?? []).toEqual((container.command ?? []).map(nfc));
  expect(config.entrypoint ?? []).toEqual((container.entrypoint ?? []).map(nfc));
  expect(config.hostname).toBe(service.hostname);
  expect(config.work_dir).toBe(service.working_dir);
  expect(config.labels ?? {}).toEqual(Object.fromEntries(Object.entries(service.labels).map((pair) => pair.map(nfc))));
  const environment = Object.entries(task.env ?? {}).map(([key, value]) => [
    key,
    /^\$\{var\.(\w+)\}$/.exec(value)?.[1] === undefined ? value : (secrets[value.slice(6, -1)] ?? value),
  ]);
  const expected = container.environment.flatMap((one) =>
    one.value === undefined ? [] : [[nfc(one.name), nfc(one.value)]],
  );
  expect(Object.fromEntries(environment)).toEqual(Object.fromEntries(expected));
  const opened = Object.values(group.network[0]?.port ?? {}).map(([port]) => port?.to);
  expect(opened).toEqual(ports.map(({ target }) => target));
  const mounted = (config.mount ?? []).map(({ target }) => target);
  for (const mount of container.mounts.filter(({ type }) => /^(?:bind|volume|tmpfs)$/.test(type)))
    expect(mounted).toContain(nfc(mount.target));
  for (const file of container.files.filter(({ content }) => content !== undefined))
    expect(mounted).toContain(file.target);
  // Order: a task per service that it waits for.
  const waits = Object.keys(group.task).filter((task_) => task_ !== name);
  expect(waits.sort()).toEqual(container.waits.map(({ needs }) => `await-${needs}`).sort());
}

it('a hostile project arrives in the page of the report byte for byte', async () => {
  const hostile = projects.find(({ name }) => name === 'hostile');
  if (!hostile) throw new Error('no hostile project');
  const { host, loaded } = loadFixture(hostile);
  const { files } = await convertByExample(root, 'env-report', host, loaded);
  const html = marked.parse(files[0]?.content ?? '') as string;
  const cells = new Set(Array.from(html.matchAll(/<td>([^]*?)<\/td>/g), ([, cell = '']) => decoded(cell)));
  const service = loaded.project?.services['a.b-c_d'];
  for (const [name, value] of Object.entries(service?.environment ?? {})) {
    expect(cells).toContain(name);
    if (name !== 'MY_SECRET') expect(cells).toContain(value);
  }
  for (const mount of service?.volumes ?? []) expect(cells).toContain(mount.target);
  expect(html).not.toContain('<script>');
});

const decoded = (html: string): string =>
  html
    .replace(/<\/?(?:a|em)\b[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&');

const real = fileURLToPath(new URL('../../../../shared/corpus/real', import.meta.url));
describe.skipIf(!existsSync(real))('the real projects of ../shared/corpus', () => {
  it.each(existsSync(real) ? caseFolders(real) : [])('%s', async (folder) => {
    const given = readCase(folder);
    const host = memoryHost({ files: given.files, cwd: given.cwd, env: given.env });
    const loaded = loadProject(host, loadOptionsOf(given));
    if (!loaded.project) return expect(given.expectedErrors).toBeDefined();
    for (const example of exampleNames(root)) {
      const { files: made, diagnostics } = await convertByExample(root, example, host, loaded);
      expect({ example, diagnostics }).toEqual({ example, diagnostics: [] });
      expect(made.length).toBeGreaterThan(0);
    }
    await expectNomad(host, loaded);
  });
});

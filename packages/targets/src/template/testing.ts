import { loadProject, memoryHost, printDiagnostic } from '@transpose/core';
import { convert } from '../convert.ts';
import { templateTarget } from './index.ts';
import { readTemplates } from './read-templates.ts';

export interface RenderOptions {
  readonly compose?: string;
  readonly set?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The project that the documentation's examples see. */
export const sampleCompose = `name: shop
services:
  web:
    image: nginx:1.29
    ports: ["8080:80"]
    environment:
      GREETING: Hello "world"
      TZ: UTC
    volumes: ["./html:/usr/share/nginx/html:ro"]
    mem_limit: 512m
    stop_grace_period: 1m30s
    depends_on: [db]
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: correct-horse
    volumes: ["data:/var/lib/postgresql/data"]
volumes:
  data:
`;

/** Renders templates, given by their paths in a directory, over a project. */
export async function renderTemplates(templates: Readonly<Record<string, string>>, options: RenderOptions = {}) {
  const { compose = sampleCompose, set = [], env = {} } = options;
  const files = Object.fromEntries(Object.entries(templates).map(([path, text]) => [`/shop/tpl/${path}`, text]));
  const host = memoryHost({
    files: { '/shop/compose.yaml': compose, ...files },
    cwd: '/shop',
    env: { HOME: '/root', ...env },
  });
  const sources = readTemplates(host, '/shop/tpl', 'tpl');
  if (typeof sources === 'string') throw new Error(sources);
  const target = await templateTarget(sources);
  const loaded = loadProject(host);
  if (!loaded.project) throw new Error(loaded.diagnostics.map(({ message }) => message).join('; '));
  const result = convert({ host, loaded, target, options: { set } });
  return {
    target,
    files: result.files,
    /** By path. */
    texts: Object.fromEntries(result.files.map(({ path, content }) => [path, content])),
    problems: result.diagnostics.map(({ message }) => message),
    printed: result.diagnostics.map((one) => printDiagnostic(one, { width: 120 })).join('\n'),
    account: result.account,
    /** The paths of what was carried and lost. */
    outcome: (kind: 'carried' | 'dropped') =>
      result.account.entries.filter(({ support }) => support.kind === kind).map(({ path }) => path.join('.')),
  };
}

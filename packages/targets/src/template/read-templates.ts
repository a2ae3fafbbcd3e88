import type { Host, Source } from '@transpose/core';
import { projectFiles } from '../shared/project-files.ts';
import { utf8Text } from '../shared/bytes/utf8.ts';
import { limits } from './limits.ts';

/** The texts of a directory of templates. */
export interface TemplateSources {
  /** The directory's name, for people. */
  readonly name: string;
  /** By their path without `.hbs`. */
  readonly templates: ReadonlyMap<string, Source>;
  /** By their path below `partials/` without `.hbs`. */
  readonly partials: ReadonlyMap<string, Source>;
}

const suffix = '.hbs';
const partialFolder = 'partials/';

/**
 * Reads all `*.hbs` of a directory, links followed inside of it only; `shown`: how the directory was named. A text says
 * why it cannot be done.
 */
export function readTemplates(host: Host, directory: string, shown: string): TemplateSources | string {
  if (!host.listFolder(directory).ok) return `${shown} is not a directory that can be read`;
  const files = projectFiles(host, directory, []);
  const templates = new Map<string, Source>();
  const partials = new Map<string, Source>();
  for (const path of templatePaths(host, directory, '')) {
    const named = `${shown.replace(/(?<!\/)\/+$/, '')}/${path}`;
    const found = files.find(`${directory}/${path}`);
    if (found.kind === 'file' && found.size > limits.template) return `${named} has more than ${limits.template} bytes`;
    const file = files.read(`${directory}/${path}`);
    if (file.kind === 'outside') return `${named} leads out of its directory`;
    if (file.kind !== 'file') return `${named} cannot be read`;
    const text = utf8Text(file.bytes);
    if (text === undefined) return `${named} is not text in UTF-8`;
    const partial = path.startsWith(partialFolder);
    const name = path.slice(partial ? partialFolder.length : 0, -suffix.length);
    (partial ? partials : templates).set(name, { file: named, text: text.replace(/^\uFEFF/, '') });
  }
  if (templates.size === 0) return `there is no *${suffix} in ${shown}`;
  return { name: directory.split('/').findLast((step) => step !== '') ?? '/', templates, partials };
}

/** The paths of all templates, sorted. Directories that are links, hidden or npm's are not gone into. */
function templatePaths(host: Host, directory: string, below: string): readonly string[] {
  const names = host.listFolder(directory);
  if (!names.ok) return [];
  return names.value.flatMap((name) => {
    if (name.startsWith('.') || name === 'node_modules') return [];
    const path = `${directory}/${name}`;
    if (host.lstat(path)?.kind === 'directory') return templatePaths(host, path, `${below}${name}/`);
    return name.endsWith(suffix) ? [`${below}${name}`] : [];
  });
}

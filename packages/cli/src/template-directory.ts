import type { Host } from '@transpose/core';
import { absolutePath } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { readTemplates, templateOptions, templateTarget } from '@transpose/targets';
import type { HasOptions } from './target-options.ts';
import { UsageError } from './usage-error.ts';

/** A directory of templates in place of a target: what has a slash in it. */
export const templates: HasOptions = { name: './DIR', options: templateOptions };

/** Whether `-t` names a directory of templates. */
export const isTemplateDirectory = (name: string | undefined): name is string =>
  name !== undefined && (/[\\/]/.test(name) || name === '.' || name === '..');

/** The target that a directory of templates is. */
export async function templatesIn(host: Host, directory: string): Promise<Target> {
  const sources = readTemplates(host, absolutePath(host, directory), directory);
  if (typeof sources === 'string') throw new UsageError(`-t ${directory}: ${sources}`);
  return templateTarget(sources);
}

import { parseArgs } from 'node:util';
import type { LoadOptions } from '@transpose/core';
import type { Case } from './case.ts';

/** How a case is loaded, as options of the library: the flags before `config` that cases use, and the services. */
export function loadOptionsOf(item: Case): LoadOptions {
  const { values } = parseArgs({
    args: [...item.args],
    strict: false,
    options: {
      file: { type: 'string', short: 'f', multiple: true },
      'project-name': { type: 'string', short: 'p' },
      'project-directory': { type: 'string' },
      'env-file': { type: 'string', multiple: true },
      profile: { type: 'string', multiple: true },
    },
  });
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const name = text(values['project-name']);
  const directory = text(values['project-directory']);
  return {
    files: texts(values.file),
    envFiles: texts(values['env-file']),
    profiles: texts(values.profile),
    services: item.config.filter((word) => !word.startsWith('-')),
    ...(name === undefined ? {} : { projectName: name }),
    ...(directory === undefined ? {} : { projectDirectory: directory }),
  };
}

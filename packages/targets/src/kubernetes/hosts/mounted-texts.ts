import type { Service } from '@transpose/core';
import type { Basis } from '../context.ts';
import type { HostText } from './host-texts.ts';

/** The texts that a service gets as files: configs that stand in the Compose file. */
export function mountedTexts(basis: Basis, service: Service): readonly HostText[] {
  return service.configs.flatMap(({ source }) => {
    const text = basis.project.configs[source]?.content;
    return text === undefined ? [] : [{ text, path: ['configs', source, 'content'] }];
  });
}

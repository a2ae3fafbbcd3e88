import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { utf8Text } from '../../shared/bytes/utf8.ts';
import type { Basis } from '../facts/basis.ts';
import { bindDecision } from '../storage/bind/bind.ts';
import { mountUses } from '../storage/mount-uses.ts';
import type { HostText } from './host-texts.ts';

/** The texts that a service gets as files of the project: configs, and bind mounts that become ConfigMaps. */
export function mountedTexts(basis: Basis, service: Service): readonly HostText[] {
  return [...configTexts(basis, service), ...boundTexts(basis, service)];
}

function configTexts(basis: Basis, service: Service): readonly HostText[] {
  return service.configs.flatMap(({ source }): readonly HostText[] => {
    const config = basis.project.configs[source];
    if (config?.content !== undefined) return [{ text: config.content, path: pathTo(['configs', source, 'content']) }];
    const file = config?.file === undefined ? undefined : basis.files.read(config.file);
    const text = file?.kind === 'file' ? utf8Text(file.bytes) : undefined;
    return text === undefined ? [] : [{ text, path: pathTo(['configs', source, 'file']) }];
  });
}

function boundTexts(basis: Basis, service: Service): readonly HostText[] {
  return mountUses(basis, service).flatMap((use): readonly HostText[] => {
    if (use.mount.type !== 'bind') return [];
    const decision = bindDecision(basis, use);
    if (decision.kind !== 'files') return [];
    return decision.files.flatMap(({ bytes }) => {
      const text = utf8Text(bytes);
      return text === undefined ? [] : [{ text, path: use.path }];
    });
  });
}

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
  return service.configs.flatMap(({ source }) => configText(basis, source) ?? []);
}

/** The text of a config, and where it comes from; undefined where it is not a text, or nobody here can read it. */
export function configText({ project, files }: Basis, key: string): HostText | undefined {
  const { content, file: place } = project.configs[key] ?? {};
  if (content !== undefined) return { text: content, path: pathTo(['configs', key, 'content']) };
  const file = place === undefined ? undefined : files.read(place);
  const text = file?.kind === 'file' ? utf8Text(file.bytes) : undefined;
  return text === undefined ? undefined : { text, path: pathTo(['configs', key, 'file']) };
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

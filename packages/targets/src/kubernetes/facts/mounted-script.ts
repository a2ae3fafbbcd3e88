import type { Service } from '@transpose/core';
import { utf8Text } from '../../shared/bytes/utf8.ts';
import { isShell } from '../../shared/shell/shell-line.ts';
import { mountPathOf } from '../configuration/config-files.ts';
import { configText } from '../hosts/mounted-texts.ts';
import { below, containerPath } from '../storage/container-path.ts';
import { mountUses } from '../storage/mount-uses.ts';
import type { Basis } from './basis.ts';

/** A script with more than that is not a list of commands that could be judged. */
const mostBytes = 64 * 1024;

/**
 * A service that runs a shell script of the project which it mounts (`command: bash /init.sh`), with the lines of the script
 * in its place. The same service where it runs something else.
 */
export function withMountedScript(basis: Basis, service: Service): Service {
  const words = [...(service.entrypoint ?? []), ...(service.command ?? [])];
  const at = isShell(words[0] ?? '') ? words.findIndex((word, index) => index > 0 && !/^[-+]/.test(word)) : 0;
  const between = words.slice(1, Math.max(at, 1));
  // `sh -c LINE` is a line, and no file.
  if (at < 0 || between.some((word) => /^-[a-z]*c$/.test(word))) return service;
  const text = mountedText(basis, service, words[at] ?? '');
  if (text === undefined || text.length > mostBytes || !(at > 0 || isShellScript(words[0] ?? '', text))) return service;
  return { ...service, entrypoint: ['sh', '-c', text, ...words.slice(at)], command: [] };
}

function isShellScript(path: string, text: string): boolean {
  return text.startsWith('#!') ? /^#!.*\b(?:ba|da|a|z|k)?sh\b/.test(text) : path.endsWith('.sh');
}

/** The text of a file of the project at a path of a service's container. */
function mountedText(basis: Basis, service: Service, path: string): string | undefined {
  if (!path.includes('/') && !path.endsWith('.sh')) return undefined;
  const wanted = containerPath(path, service.working_dir);
  const config = service.configs.find((reference) => mountPathOf('configs', reference) === wanted);
  if (config) return configText(basis, config.source)?.text;
  for (const { mount, target } of mountUses(basis, service).toSorted(
    (one, other) => other.target.length - one.target.length,
  )) {
    const rest = below(target, wanted);
    if (rest === undefined) continue;
    return mount.type === 'bind' && mount.source !== undefined
      ? textOf(basis, containerPath(mount.source) + rest)
      : undefined;
  }
  return undefined;
}

function textOf({ files }: Basis, path: string): string | undefined {
  const found = files.find(path);
  if (found.kind !== 'file' || found.size > mostBytes) return undefined;
  const file = files.read(path);
  return file.kind === 'file' ? utf8Text(file.bytes) : undefined;
}

import type { KeyPath } from '../../../account/key-path.ts';
import { objectName } from '../../../shared/names/k8s-name.ts';
import type { Basis } from '../../facts/basis.ts';
import { containerPath, isBelow } from '../container-path.ts';

/**
 * The parts of a path that name what stands for it in the cluster: those in the project, those behind the home directory,
 * else all of them. Where the project lies on this machine is not part of a name, or the next conversion elsewhere would
 * make other claims. `writtenAt`: where the path is written.
 */
function pathParts(basis: Basis, given: string, writtenAt: KeyPath): readonly string[] {
  const path = withoutSecrets(basis, given, writtenAt);
  const project = containerPath(basis.project.working_dir);
  if (isBelow(project, path)) return partsOf(path.slice(project.length));
  const written = basis.writtenAt(writtenAt).replace(/^["']/, '');
  if (/^\.\.?[/\\]/.test(written)) return relativeParts(project, path);
  const home = containerPath(basis.environment['HOME'] ?? '/');
  if (/^(~|\$HOME|\$\{HOME\})[/\\]/.test(written) && home !== '/' && isBelow(home, path))
    return ['home', ...partsOf(path.slice(home.length))];
  return partsOf(path);
}

/** The name of a claim for a directory: `./data/db` is `data-db`, `~/notes` is `home-notes`, `/srv/media` is `srv-media`. */
export function claimNameForPath(basis: Basis, path: string, writtenAt: KeyPath): string {
  const parts = pathParts(basis, path, writtenAt);
  return parts.length === 0 ? 'project' : objectName(parts.join('-'));
}

/** The name of an object for a file: its path in the project, else the last two parts. */
export function objectNameForPath(basis: Basis, path: string, writtenAt: KeyPath): string {
  const parts = pathParts(basis, path, writtenAt);
  const inside = isBelow(containerPath(basis.project.working_dir), path);
  return parts.length === 0 ? 'project' : objectName((inside ? parts : parts.slice(-2)).join('-'));
}

/** Names can be read by everybody who may list objects: a secret in a path is in them by the name of its variable. */
function withoutSecrets({ secrets }: Basis, path: string, writtenAt: KeyPath): string {
  let text = '';
  let done = 0;
  for (const { start, end, name } of secrets.spansIn(path, { path: writtenAt })) {
    text += path.slice(done, start) + name;
    done = end;
  }
  return text + path.slice(done);
}

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

/** What is left of a path without what it shares with the project's: `../shared/data` is `shared/data`. */
function relativeParts(project: string, path: string): readonly string[] {
  const [from, to] = [partsOf(project), partsOf(path)];
  let common = 0;
  while (common < to.length && from[common] === to[common]) common += 1;
  return common === to.length ? ['parent'] : to.slice(common);
}

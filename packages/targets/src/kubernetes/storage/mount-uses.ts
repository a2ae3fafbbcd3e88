import type { Mount, Project, Service } from '@transpose/core';
import { parseVolumesFrom } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { Basis } from '../facts/basis.ts';
import { containerPath } from './container-path.ts';
import { serviceOfContainer } from '../facts/pod-groups.ts';

/** A mount of a service, wherever it comes from. */
export interface MountUse {
  readonly service: Service;
  readonly mount: Mount;
  /** Where it is: an entry of `volumes` or `volumes_from`. */
  readonly path: KeyPath;
  /** The mount itself, in the service that it comes from. */
  readonly written: KeyPath;
  /** Path in the container, cleaned: mount paths are unique in a container. */
  readonly target: string;
  readonly readOnly: boolean;
  /** The service whose mount it is: another one with `volumes_from`. */
  readonly owner: Service;
}

/** The mounts of a service, and those that it takes over from others; of two at one path the first. */
export function mountUses(basis: Basis, service: Service): readonly MountUse[] {
  return atOnePath([...ownMounts(service), ...borrowedMounts(basis, service)]);
}

function atOnePath(all: readonly MountUse[]): readonly MountUse[] {
  const uses = new Map<string, MountUse>();
  for (const use of all) if (!uses.has(use.target)) uses.set(use.target, use);
  return [...uses.values()];
}

function ownMounts(service: Service): readonly MountUse[] {
  return service.volumes.map((mount, index) => {
    const path = pathTo(['services', service.name, 'volumes', index]);
    const target = containerPath(mount.target);
    return { service, owner: service, mount, path, written: path, target, readOnly: mount.read_only === true };
  });
}

/** `volumes_from: [x, y:ro]`: the mounts are copied, so that the same claims are mounted; each lender counts once. */
function borrowedMounts({ project }: Basis, service: Service): readonly MountUse[] {
  const found: MountUse[] = [];
  const seen = new Set([service.name]);
  // The last one is next: what a lender has borrowed itself comes before the next entry.
  const open = service.volumes_from
    .map((entry, index) => ({
      entry,
      path: pathTo(['services', service.name, 'volumes_from', index]),
      readOnly: false,
    }))
    .toReversed();
  for (let loan = open.pop(); loan; loan = open.pop()) {
    const lender = project.services[lenderOf(project, loan.entry) ?? ''];
    if (!lender || seen.has(lender.name)) continue;
    seen.add(lender.name);
    const { path } = loan;
    const readOnly = loan.readOnly || parseVolumesFrom(loan.entry).mode === 'ro';
    for (const use of ownMounts(lender)) found.push({ ...use, service, path, readOnly: use.readOnly || readOnly });
    open.push(...lender.volumes_from.map((entry) => ({ entry, path, readOnly })).toReversed());
  }
  return found;
}

/** The service that an entry of `volumes_from` means; undefined: it is a container that belongs to none of this project. */
function lenderOf(project: Project, entry: string): string | undefined {
  const from = parseVolumesFrom(entry);
  return from.kind === 'service' ? from.service : serviceOfContainer(project, from.container);
}

/** Says what `volumes_from` does not bring along. */
export function reportBorrowed(basis: Basis, service: Service): void {
  for (const [index, entry] of service.volumes_from.entries()) {
    const path = pathTo(['services', service.name, 'volumes_from', index]);
    const known = lenderOf(basis.project, entry);
    if (known === undefined || !basis.project.services[known]) {
      basis.ledger.dropped(
        path,
        'The container belongs to no service of the project',
        'Mount its volumes by their names',
      );
    } else {
      basis.ledger.approximated(
        path,
        'Pod.spec.volumes',
        `The mounts of "${known}" are mounted here as well; what only its image declares as a volume is not shared`,
      );
    }
  }
}

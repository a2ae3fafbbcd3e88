import { pathTo } from '../../account/key-path.ts';
import type { Basis } from '../facts/basis.ts';
import type { HostDirectory } from './directory.ts';

/** `other-db-1` with a service `db`: written for another project name, which `-p` would give it. Said once. */
export function hintAtOtherProject(basis: Basis, directory: HostDirectory): void {
  for (const service of basis.pods.emitted) {
    for (const [variable, value] of Object.entries(service.environment)) {
      const project = otherProject(basis, directory, value ?? '');
      if (project === undefined) continue;
      const path = pathTo(['services', service.name, 'environment', variable]);
      basis.ledger.note(
        `"${project}" is the name of another project: convert with -p ${project} if this is its file`,
        path,
      );
      return;
    }
  }
}

const containerName = /(?:^|\/\/|@)([A-Za-z0-9][\w-]*?)[-_]([A-Za-z0-9][\w.-]*?)[-_]\d+(?:$|[:/])/;

function otherProject(basis: Basis, directory: HostDirectory, value: string): string | undefined {
  const [, project = '', peer = ''] = containerName.exec(value.slice(0, 512)) ?? [];
  const known = Object.hasOwn(basis.project.services, peer) && project !== basis.project.name;
  return known && !directory.shared.has(`${project}-${peer}-1`.toLowerCase()) ? project : undefined;
}

import type { KubernetesContext } from '../facts/context.ts';
import { grouped } from '../../shared/grouped.ts';
import { listed } from '../objects/listed.ts';
import type { BindDecision } from './bind/bind.ts';
import { isPlaceholder } from './bind/file-kinds.ts';
import { containerPath, isBelow } from './container-path.ts';
import type { MountUse } from './mount-uses.ts';

/** Says where services shared a directory, of which one has the files in its image from now on, and others elsewhere. */
export function reportParted({ files, ledger }: KubernetesContext, binds: ReadonlyMap<MountUse, BindDecision>): void {
  // Nobody writes to configuration, and what is empty is the data of one of them.
  const placed = [...binds].filter(
    ([{ mount }, decision]) =>
      decision.kind === 'claim' &&
      !decision.file &&
      (files.names(containerPath(mount.source ?? '')) ?? []).some((name) => !isPlaceholder(name)),
  );
  for (const [use, decision] of binds) {
    if (decision.kind !== 'dropped' || decision.built !== true || use.readOnly) continue;
    const source = containerPath(use.mount.source ?? '');
    const others = placed.filter(
      ([other]) => other.service !== use.service && isBelow(source, containerPath(other.mount.source ?? '')),
    );
    const names = [...grouped(others, ([other]) => other.service.name).keys()];
    if (names.length > 0)
      ledger.note(
        `What "${use.service.name}" writes below ${use.target} does not reach ${listed(names)}, as it did by the same directory. ` +
          'Mount one named volume in all of them where that is needed',
        use.path,
      );
  }
}

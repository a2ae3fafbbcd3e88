import type { Origins, Path, Project } from '@transpose/core';
import { pathText, projectSettings, serviceSettings, volumeSettings } from '@transpose/core';
import type { LedgerNote } from './ledger.ts';
import type { Use } from './uses.ts';

/** What `x-transpose.accept` says of losses and differences. */
export interface Accepted {
  /** Why what becomes of a use is accepted: the reason of the nearest path that has one. */
  reasonAt(path: Path): string | undefined;
  /** A remark on each name that no use of the project has. */
  unused(uses: readonly Use[], origins: Origins): readonly LedgerNote[];
}

/** A name of `accept`; `text`: the path in the project that it means. */
interface Named {
  readonly at: Path;
  readonly written: string;
  readonly text: string;
  readonly reason: string;
}

/** Reads the settings of a project; undefined: nothing is accepted. */
export function acceptedIn(project: Project): Accepted | undefined {
  const named = [
    ...namesOf([], projectSettings(project).accept),
    ...Object.values(project.services).flatMap((one) => namesOf(['services', one.name], serviceSettings(one).accept)),
    ...Object.entries(project.volumes).flatMap(([name, one]) => namesOf(['volumes', name], volumeSettings(one).accept)),
  ];
  if (named.length === 0) return undefined;
  const reasons = new Map(named.map(({ text, reason }) => [text, reason]));
  return {
    reasonAt: (path) => textsOf(path).flatMap((text) => reasons.get(text) ?? [])[0],
    unused(uses, origins) {
      const used = new Set(uses.flatMap(({ path }) => textsOf(path)));
      return named
        .filter(({ text }) => !used.has(text))
        .map(({ at, written }) => {
          const message = `x-transpose.accept names "${written}", which the project does not use here`;
          const origin = origins.nearest(at);
          return { message, severity: 'cosmetic', path: at, ...(origin && { origin }) };
        });
    },
  };
}

/** Those of a service or volume are its own keys, those of the project whole paths. */
function namesOf(owner: Path, accept: Readonly<Record<string, string>> | undefined): readonly Named[] {
  return Object.entries(accept ?? {}).map(([written, reason]) => ({
    at: [...owner, 'x-transpose', 'accept', written],
    written,
    text: owner.length === 0 ? written : `${pathText(owner)}.${written}`,
    reason,
  }));
}

/** A path and those around it, the nearest first. */
const textsOf = (path: Path): readonly string[] => path.map((_, index) => pathText(path.slice(0, path.length - index)));

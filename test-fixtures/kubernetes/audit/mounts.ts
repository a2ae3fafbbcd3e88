import { entries, field, text } from '../fields.ts';
import type { Container, Mount } from './emitted.ts';
import type { Directory } from './names.ts';
import { sameText } from './names.ts';
import type { WantedMount, WantedService } from './reference.ts';
import type { Statement } from './statements.ts';
import { isNamed, isStated } from './statements.ts';

/** Files of the project by their absolute paths, as the reference names them. */
export type ProjectFiles = (path: string) => Uint8Array | undefined;

/** Who uses what, over all services: a volume has one claim, and no two sources have one place. */
export class Places {
  readonly #claims = new Map<string, string>();
  readonly #sources = new Map<string, string>();

  /** Why a claim cannot be that volume's; undefined: it can. */
  take(volume: string, claim: string): string | undefined {
    const known = this.#claims.get(volume) ?? claim;
    this.#claims.set(volume, known);
    return known === claim ? undefined : `volume ${volume} has two claims, ${known} and ${claim}`;
  }

  /** Why a source cannot lie at a place; undefined: it can. */
  put(source: string, place: string): string | undefined {
    const known = this.#sources.get(place) ?? source;
    this.#sources.set(place, known);
    return known === source ? undefined : `${known} and ${source} are one place, ${place}`;
  }
}

/** What is wrong with the mounts of a container. */
export function mountFaults(
  directory: Directory,
  service: WantedService,
  container: Container,
  places: Places,
  files: ProjectFiles,
  statements: readonly Statement[],
): readonly string[] {
  const { reference } = directory;
  return service.mounts.flatMap((wanted): readonly string[] => {
    const what = `${wanted.kind} ${wanted.source} at ${wanted.target}`;
    const stated =
      isStated(statements, 'services', service.key, ...wanted.at) ||
      isStated(statements, `${wanted.kind}s`, wanted.source);
    const mount = container.mounts.find(({ path }) => path === wanted.target);
    if (!mount) return stated ? [] : [`${what} is not mounted, and nothing is said of it`];
    if (mount.volume === undefined) return [`${what}: the Pod has no such volume`];
    const claim = text(mount.volume, 'persistentVolumeClaim', 'claimName');
    const host = text(mount.volume, 'hostPath', 'path');
    const faults: (string | undefined)[] = [];
    if (wanted.readOnly && (claim ?? host) !== undefined && !mount.readOnly) faults.push('it can be written');
    const isFile = wanted.kind === 'config' || wanted.kind === 'secret';
    if (!wanted.readOnly && mount.readOnly && !stated && !isFile)
      faults.push('it cannot be written, and nothing is said of it');
    const external = field(reference.data, 'volumes', wanted.source, 'external') === true;
    if (claim !== undefined && !directory.emitted.claims.has(claim) && !external && !isNamed(statements, claim))
      faults.push(`there is no claim ${claim}`);
    if (wanted.kind === 'volume') {
      const driver = field(reference.data, 'volumes', wanted.source, 'driver_opts');
      if (claim === undefined && driver === undefined && !stated) faults.push('it is not a claim');
      if (claim !== undefined) faults.push(places.take(wanted.source, claim));
    }
    if (wanted.kind === 'volume' || wanted.kind === 'bind') {
      const below = text(field(service.data, 'volumes', wanted.at[1] ?? ''), 'volume', 'subpath') ?? '';
      if (claim !== undefined) faults.push(places.put(`${wanted.source} ${below}`.trim(), `${claim}/${mount.subPath}`));
    }
    if (wanted.kind === 'tmpfs' && text(mount.volume, 'emptyDir', 'medium') !== 'Memory')
      faults.push('it is not in memory');
    if (wanted.kind === 'bind' && !stated && host !== wanted.source)
      faults.push('it is not a directory of a node, and nothing is said of it');
    if (isFile || (wanted.kind === 'bind' && claim === undefined))
      faults.push(contentFault(directory, wanted, mount, files));
    return faults.filter((fault) => fault !== undefined).map((fault) => `${what}: ${fault}`);
  });
}

/** Why the content of a mounted file is wrong, where it is known. */
function contentFault(
  directory: Directory,
  wanted: WantedMount,
  mount: Mount,
  files: ProjectFiles,
): string | undefined {
  const definition = field(directory.reference.data, `${wanted.kind}s`, wanted.source);
  const path = wanted.kind === 'bind' ? wanted.source : text(definition, 'file');
  const inline = text(definition, 'content');
  const expected = inline === undefined ? path && files(path) : new TextEncoder().encode(inline);
  if (!expected) return undefined;
  const found = contentOf(directory, mount);
  if (found === undefined) return `its content is in no object`;
  const same = sameText(directory, new TextDecoder().decode(expected), new TextDecoder().decode(found));
  return same === 'different' ? 'its content is another' : undefined;
}

function contentOf({ emitted }: Directory, { volume, subPath }: Mount): Uint8Array | undefined {
  for (const [kind, at, name] of [
    ['ConfigMap', 'configMap', text(volume, 'configMap', 'name')],
    ['Secret', 'secret', text(volume, 'secret', 'secretName')],
  ] as const) {
    if (name === undefined) continue;
    const listed = entries(volume, at, 'items').map(([, item]) => item);
    const key = listed.find((item) => text(item, 'path') === subPath);
    return emitted.content(kind, name, text(key, 'key') ?? subPath);
  }
  return undefined;
}

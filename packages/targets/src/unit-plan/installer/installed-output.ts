import type { OutputFile } from '../../target.ts';
import { withSecretVariables } from '../unit-secrets.ts';
import { installScript } from './install-script.ts';
import type { Installation, InstalledFile } from './installed-file.ts';
import { installerName } from './installed-file.ts';

/** All files of a target with its installer, and a `.gitignore` for those with secrets. */
export function installedOutput(given: Installation): readonly OutputFile[] {
  const placed = given.files.map((file) => withHostDirectory(given, file));
  const named = given.templateNames ? placed : placed.map((file) => filledIn(given, file));
  const installation = { ...given, files: withDistinctSources(named) };
  const omitted = installation.files.filter((file) => given.omitsSecrets && file.withoutSecrets !== undefined);
  if (omitted.length > 0) {
    const list = omitted.map(({ source }) => source).join(', ');
    given.ledger.note(
      `The secret values are left out: write ${list} beside ${installerName}; where there is an example, from that.`,
    );
  }
  const files = installation.files.flatMap(({ kind, source, content, outputMode, withoutSecrets }): OutputFile[] => {
    const omits = given.omitsSecrets && withoutSecrets !== undefined;
    if (omits)
      return withoutSecrets === '' ? [] : [{ path: `${source}.example`, content: withoutSecrets, mode: 0o644 }];
    const text = isUnit(kind) ? withSecretVariables(installation.markers, content) : content;
    return [{ path: source, content: text, mode: outputMode }];
  });
  const hidden = installation.files.filter((file) => file.outputMode === 0o600).map(({ source }) => `/${source}\n`);
  return [
    { path: installerName, content: installScript(installation), mode: 0o755 },
    ...files,
    ...(hidden.length === 0 ? [] : [{ path: '.gitignore', content: hidden.join(''), mode: 0o644 }]),
  ];
}

const isUnit = (kind: InstalledFile['kind']): boolean => kind === 'unit' || kind === 'quadlet';

function withHostDirectory({ hostDirectory, markers }: Installation, file: InstalledFile): InstalledFile {
  if (hostDirectory === undefined || !isUnit(file.kind)) return file;
  return { ...file, content: file.content.replaceAll(markers.directory, hostDirectory) };
}

/** Keys of `.build` files whose paths the generator reads before systemd fills anything in. */
const readAsPath = /^(?:File|SetWorkingDirectory)=/;

/**
 * A unit under the name that it has when installed, with the project's name, and specifiers of systemd for directories. Only
 * the project directory is left to the installer. Source: systemd.unit(5), "Specifiers".
 */
function filledIn({ plan, markers, scope }: Installation, file: InstalledFile): InstalledFile {
  if (!isUnit(file.kind)) return file;
  const name = (one: string): string => one.replaceAll(markers.project, plan.project);
  const config = `${scope === 'system' ? '/etc' : '%E'}/transpose/${plan.project}`;
  const lines = file.content.split('\n').map((line) => {
    const named = name(line);
    if (readAsPath.test(line)) return named;
    return named.replaceAll(markers.config, config).replaceAll(markers.home, '%h');
  });
  const folder = file.source.slice(0, file.source.indexOf('/'));
  return { ...file, content: lines.join('\n'), source: `${folder}/${name(file.name)}` };
}

/** Services may differ in the case of a letter alone, which some file systems take for one name. */
function withDistinctSources(files: readonly InstalledFile[]): readonly InstalledFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { source } = file;
    for (let number = 2; taken.has(source.toLowerCase()); number += 1)
      source = file.source.replace(/(\.[^./]*)?$/, `~${number}$1`);
    taken.add(source.toLowerCase());
    return { ...file, source };
  });
}

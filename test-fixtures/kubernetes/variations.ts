import { posix } from 'node:path';
import type { Host, LoadOptions, LoadResult, Project } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { LoadedVariation } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { overridesOf } from '../kustomize/overrides.ts';
import type { FoundProject } from './projects.ts';

/**
 * The environments of a project, and its profiles, where the kubernetes target takes them: the overrides beside its Compose
 * file (`compose.ENV.yaml`), else those of `overridesOf`.
 */
export function variationsOf({ host, loaded, loadOptions }: FoundProject): readonly LoadedVariation[] {
  const { project } = loaded;
  if (!project) return [];
  const base: LoadOptions = { ...loadOptions, files: project.files };
  const own = overridesBeside(host, project);
  return [
    ...own.flatMap(({ name, path }) => loadedWith(host, { ...base, files: [...project.files, path] }, 'overlay', name)),
    ...(own.length > 0 ? [] : overridesOf(project)).flatMap(({ name, text }) => {
      const path = posix.join(project.working_dir, `.override-${name}.yaml`);
      return loadedWith(withFile(host, path, text), { ...base, files: [...project.files, path] }, 'overlay', name);
    }),
    ...loaded.profiles.flatMap((name) =>
      loadedWith(host, { ...base, profiles: [...(loadOptions.profiles ?? []), name] }, 'profile', name),
    ),
  ];
}

function overridesBeside(host: Host, { working_dir: folder }: Project): readonly { name: string; path: string }[] {
  const listed = host.listFolder(folder);
  return (listed.ok ? listed.value : []).flatMap((file) => {
    const name = /^compose\.([a-z-]+)\.yaml$/.exec(file)?.[1];
    return name === undefined || name === 'override' ? [] : [{ name, path: posix.join(folder, file) }];
  });
}

/** What the kubernetes target writes; undefined where it refuses. */
export function objectsOf(host: Host, loaded: LoadResult): readonly unknown[] | undefined {
  const { files, diagnostics } = convert({ host, loaded, target: kubernetes, salt: 'kustomize' });
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return files.flatMap(({ objects }) => objects.map((one) => JSON.parse(JSON.stringify(one)) as unknown));
}

/** The same project with further files: a host that has them beside it. */
function withFile(host: Host, path: string, text: string): Host {
  const bytes = new TextEncoder().encode(text);
  return {
    ...host,
    readFile: (asked) => (asked === path ? { ok: true, value: bytes } : host.readFile(asked)),
    lstat: (asked) => (asked === path ? { kind: 'file', size: bytes.length, executable: false } : host.lstat(asked)),
    realPath: (asked) => (asked === path ? path : host.realPath(asked)),
  };
}

function loadedWith(
  host: Host,
  options: LoadOptions,
  kind: LoadedVariation['kind'],
  name: string,
): readonly LoadedVariation[] {
  const loaded = loadProject(host, options);
  return loaded.project && objectsOf(host, loaded) ? [{ kind, name, loaded }] : [];
}

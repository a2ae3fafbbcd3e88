import type { Build, Service } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import { dockerBytes } from './flags/amounts.ts';
import { csvLine } from './flags/csv.ts';
import type { PlanContext } from './context.ts';
import { dockerText, hostPath } from './context.ts';
import { planEnvironment } from './secrets/environment.ts';
import { labelFlags } from './flags/labels.ts';
import { nameOfImage } from './names.ts';
import { podmanBuildFlags } from './podman/podman-flags.ts';
import { joinTexts, text } from './text.ts';
import { isHarmless } from './handing-over.ts';
import type { BuildPlan, BuildSecret, Flag } from './types.ts';

/** Options whose values are items of a list of strings. */
const lists = {
  cache_from: '--cache-from',
  cache_to: '--cache-to',
  no_cache_filter: '--no-cache-filter',
  tags: '--tag',
  entitlements: '--allow',
} as const;

const switches = { no_cache: '--no-cache', pull: '--pull' } as const;
const strings = {
  target: '--target',
  network: '--network',
  provenance: '--provenance',
  sbom: '--sbom',
  isolation: '--isolation',
} as const;

/** How the image of a service is built, as `docker build` does it. Source: Compose Build Specification. */
export function planBuild(context: PlanContext, service: Service): BuildPlan | undefined {
  const build = service.build;
  if (!build) return undefined;
  const path = pathTo(['services', service.name, 'build']);
  const flags: Flag[] = [...nameFlags(context, service)];
  flags.push(...dockerfileFlag(context, build, path), ...platformFlag(context, service, build, path));
  flags.push(...keyFlags(context, build, path));
  for (const [name, value] of Object.entries(build.additional_contexts)) {
    const at = pathTo([...path, 'additional_contexts', name]);
    const source = value.startsWith('/') ? hostPath(context, at, value) : text(value);
    flags.push({ flag: '--build-context', value: text(`${name}=`, source), path: at });
  }
  for (const [host, addresses] of Object.entries(build.extra_hosts)) {
    for (const address of addresses)
      flags.push({
        flag: '--add-host',
        value: text(`${host}=${address}`),
        path: pathTo([...path, 'extra_hosts', host]),
      });
  }
  if (build.shm_size !== undefined && build.shm_size !== 0)
    flags.push({ flag: '--shm-size', value: text(dockerBytes(build.shm_size)), path: pathTo([...path, 'shm_size']) });
  for (const [name, { soft, hard }] of Object.entries(build.ulimits)) {
    flags.push({ flag: '--ulimit', value: text(`${name}=${soft}:${hard}`), path: pathTo([...path, 'ulimits', name]) });
  }
  const secrets = variableSecrets(context, service.name, build, path);
  flags.push(
    ...buildSecrets(context, build, path, secrets),
    ...sshFlags(context, build, path),
    ...labelFlags(context, pathTo([...path, 'labels']), build.labels),
  );
  return {
    context: isAbsolute(build.context)
      ? hostPath(context, pathTo([...path, 'context']), build.context)
      : text(build.context),
    flags: context.engine.name === 'podman' ? podmanBuildFlags(context, flags) : flags,
    args: planEnvironment(context, service.name, pathTo([...path, 'args']), build.args),
    secrets,
    ...(build.dockerfile_inline === undefined ? {} : { inline: text(build.dockerfile_inline) }),
    path,
  };
}

const isAbsolute = (path: string): boolean => path.startsWith('/');

/** The keys of `build` that are one option each. */
function keyFlags(context: PlanContext, build: Build, path: KeyPath): readonly Flag[] {
  const flags: Flag[] = [];
  for (const key of ['target', 'network', 'provenance', 'sbom', 'isolation'] as const) {
    const value = build[key];
    if (value !== undefined && value !== '')
      flags.push({
        flag: strings[key],
        value: key === 'target' || key === 'network' ? dockerText(context, pathTo([...path, key]), value) : text(value),
        path: pathTo([...path, key]),
      });
  }
  for (const key of ['no_cache', 'pull'] as const)
    if (build[key]) flags.push({ flag: switches[key], path: pathTo([...path, key]) });
  for (const key of ['cache_from', 'cache_to', 'no_cache_filter', 'tags', 'entitlements'] as const) {
    build[key].forEach((value, index) =>
      flags.push({
        flag: lists[key],
        value: key === 'tags' ? dockerText(context, pathTo([...path, key, index]), value) : text(value),
        path: pathTo([...path, key, index]),
      }),
    );
  }
  if (build.privileged)
    flags.push({ flag: '--allow', value: text('security.insecure'), path: pathTo([...path, 'privileged']) });
  return flags;
}

/** The image's name first, then the other names that services with an equal `build` use. */
function nameFlags(context: PlanContext, service: Service): readonly Flag[] {
  const users = context.builders.users.get(service.name) ?? [];
  const named = new Map<string, Flag>();
  for (const user of [service, ...users]) {
    const value = nameOfImage(context, user);
    const key = JSON.stringify(value);
    if (!named.has(key)) named.set(key, { flag: '--tag', value, path: pathTo(['services', user.name, 'image']) });
  }
  return [...named.values()];
}

/** The engine's command reads `--file` relative to where it runs, Compose relative to the context. */
function dockerfileFlag(context: PlanContext, build: Build, path: KeyPath): readonly Flag[] {
  if (build.dockerfile_inline !== undefined)
    return [{ flag: '--file', value: text('-'), path: pathTo([...path, 'dockerfile_inline']) }];
  if (build.dockerfile === undefined || build.dockerfile === 'Dockerfile') return [];
  const at = pathTo([...path, 'dockerfile']);
  if (isAbsolute(build.dockerfile))
    return [{ flag: '--file', value: hostPath(context, at, build.dockerfile), path: at }];
  const inside = text(build.dockerfile);
  const value = isAbsolute(build.context)
    ? joinTexts([hostPath(context, pathTo([...path, 'context']), build.context), inside], '/')
    : inside;
  return [{ flag: '--file', value, path: at }];
}

function platformFlag(context: PlanContext, service: Service, build: Build, path: KeyPath): readonly Flag[] {
  if (service.platform !== undefined) {
    const at = pathTo(['services', service.name, 'platform']);
    return [{ flag: '--platform', value: dockerText(context, at, service.platform), path: at }];
  }
  if (build.platforms.length === 0) return [];
  return [{ flag: '--platform', value: text(build.platforms.join(',')), path: pathTo([...path, 'platforms']) }];
}

function buildSecrets(
  context: PlanContext,
  build: Build,
  path: KeyPath,
  variables: readonly BuildSecret[],
): readonly Flag[] {
  return build.secrets.flatMap((reference, index): readonly Flag[] => {
    const at = pathTo([...path, 'secrets', index]);
    const secret = context.project.secrets[reference.source];
    const id = ['id', text(reference.target ?? reference.source)] as const;
    if (secret?.file !== undefined) {
      const source = hostPath(context, pathTo(['secrets', reference.source, 'file']), secret.file);
      return [{ flag: '--secret', value: csvLine([id, ['src', source]]), path: at }];
    }
    const variable = variables.find((one) => one.variable === secret?.environment);
    if (variable) return [{ flag: '--secret', value: csvLine([id, ['env', text(variable.name)]]), path: at }];
    context.ledger.dropped(
      at,
      'The build has no store of secrets; the step that asks for it fails.',
      'give the top-level secret a `file`',
    );
    return [];
  });
}

/** The secrets out of variables, each variable once: their values are in the environment of the engine's command alone. */
function variableSecrets(context: PlanContext, service: string, build: Build, path: KeyPath): readonly BuildSecret[] {
  const found = new Map<string, BuildSecret>();
  const names = new Set(Object.keys(build.args));
  for (const [index, { source }] of build.secrets.entries()) {
    const variable = context.project.secrets[source]?.environment;
    if (variable === undefined || found.has(variable)) continue;
    const at = pathTo(['secrets', source, 'environment']);
    const kept = context.variables?.keeps(at, variable) === true;
    const value = kept ? undefined : context.loaded.environment[variable];
    const entry = { variable, path: pathTo([...path, 'secrets', index, 'source']) };
    let name = variable;
    if (kept || value !== undefined)
      while (!isHarmless(name) || names.has(name)) name = `BUILD_${name.replaceAll(/\W/g, '_')}`;
    names.add(name);
    if (kept) found.set(variable, { ...entry, name, value: text({ of: 'variable', name: variable }), hidden: true });
    else if (value === undefined) found.set(variable, { ...entry, name, value: null });
    else {
      const secret = value === '' ? {} : { secret: context.secrets.put(variable, value, service, at) };
      found.set(variable, { ...entry, name, value: text(value), ...secret });
    }
  }
  return [...found.values()];
}

function sshFlags(context: PlanContext, build: Build, path: KeyPath): readonly Flag[] {
  return Object.entries(build.ssh).map(([id, source]): Flag => {
    const at = pathTo([...path, 'ssh', id]);
    const value =
      source === '' ? text(id) : text(`${id}=`, isAbsolute(source) ? hostPath(context, at, source) : source);
    return { flag: '--ssh', value, path: at };
  });
}

import type { Build, Mount, Named, Project, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../../container-plan/context.ts';
import { hostPath, inDirectory } from '../../container-plan/context.ts';
import type { Text } from '../../container-plan/text.ts';
import { fillText, literalOf } from '../../container-plan/text.ts';

/** The project without paths of the machine (law 10): `./data`, `../shared`, `~/.ssh`; what was written absolute stays. */
export function portableProject(context: PlanContext): Omit<Project, 'working_dir'> {
  const { working_dir, ...project } = context.project;
  return {
    ...project,
    files: project.files.map((file) =>
      file === '-' ? file : withoutDot(pathText(inDirectory(working_dir, file, true))),
    ),
    services: mapped(project.services, (service) => portableService(context, service)),
    volumes: mapped(project.volumes, (volume, name) => ({
      ...volume,
      driver_opts: mapped(volume.driver_opts, (value, key) =>
        key === 'device' ? portablePath(context, pathTo(['volumes', name, 'driver_opts', key]), value) : value,
      ),
    })),
    secrets: mapped(project.secrets, (secret, name) => withFile(context, pathTo(['secrets', name, 'file']), secret)),
    configs: mapped(project.configs, (config, name) => withFile(context, pathTo(['configs', name, 'file']), config)),
  };
}

/** A text of the plan as a path from the project directory. */
export function pathText(text: Text): string {
  const filled = fillText(text, ({ of }) => (of === 'directory' ? '.' : of === 'home' ? '~' : undefined));
  return (literalOf(filled) ?? '').replace(/^\.\/(?=\.\.(?:\/|$))/, '');
}

function portableService(context: PlanContext, service: Service): Service {
  const path = pathTo(['services', service.name]);
  const { build, develop, credential_spec: spec } = service;
  return {
    ...service,
    volumes: service.volumes.map((mount, index) =>
      portableMount(context, pathTo([...path, 'volumes', index, 'source']), mount),
    ),
    ...(build ? { build: portableBuild(context, pathTo([...path, 'build']), build) } : {}),
    ...(develop
      ? {
          develop: {
            ...develop,
            watch: develop.watch.map((watch, index) => ({
              ...watch,
              path: portablePath(context, pathTo([...path, 'develop', 'watch', index, 'path']), watch.path),
            })),
          },
        }
      : {}),
    ...(spec ? { credential_spec: withFile(context, pathTo([...path, 'credential_spec', 'file']), spec) } : {}),
  };
}

function portableBuild(context: PlanContext, path: KeyPath, build: Build): Build {
  const below = (key: string, values: Named<string>) =>
    mapped(values, (value, name) => portablePath(context, pathTo([...path, key, name]), value));
  return {
    ...build,
    context: portablePath(context, pathTo([...path, 'context']), build.context),
    additional_contexts: below('additional_contexts', build.additional_contexts),
    ssh: below('ssh', build.ssh),
  };
}

function portableMount(context: PlanContext, path: KeyPath, mount: Mount): Mount {
  if (mount.type !== 'bind' || mount.source === undefined) return mount;
  return { ...mount, source: portablePath(context, path, mount.source) };
}

function withFile<T extends { readonly file?: string }>(context: PlanContext, path: KeyPath, holder: T): T {
  return holder.file === undefined ? holder : { ...holder, file: portablePath(context, path, holder.file) };
}

const portablePath = (context: PlanContext, path: KeyPath, value: string): string =>
  value.startsWith('/') ? pathText(hostPath(context, path, value)) : value;

const withoutDot = (path: string): string => path.replace(/^\.\//, '');

/** A map with other values. It has no prototype either: users choose the names. */
function mapped<T, U>(values: Named<T>, change: (value: T, name: string) => U): Named<U> {
  const made = Object.create(null) as Record<string, U>;
  for (const [name, value] of Object.entries(values)) made[name] = change(value, name);
  return made;
}

import type { Origin, Service } from '@transpose/core';
import { imageBuilders } from '../shared/images/built-images.ts';
import { withImages } from '../shared/images/with-images.ts';
import { projectSettings, serviceSettings } from '@transpose/core';
import type { Conversion } from '../target.ts';
import type { Basis } from './facts/basis.ts';
import type { KubernetesContext } from './facts/context.ts';
import { findDependents } from './facts/dependents.ts';
import { deriveContext } from './facts/derive-context.ts';
import { envFileOf } from './configuration/env-files.ts';
import { readKompose } from './kompose/read-labels.ts';
import type { KomposeSettings } from './kompose/settings.ts';
import { namespaceOf } from './security/namespace.ts';
import { readOptions } from './options.ts';
import { withScale } from './facts/scale.ts';
import { noSecrets } from '../shared/secrets/project-secrets.ts';
import { readRoutes } from './routes/labels/read-routes.ts';
import { podGroups } from './facts/pod-groups.ts';

/** What is known of a project before any object is made. */
export function contextOf(conversion: Conversion): KubernetesContext {
  const { ledger, report, files } = conversion;
  const options = readOptions(conversion.options, report);
  const completed = withImages(conversion.base.project, conversion.images);
  const project = withScale(completed, options.scale, report);
  const kompose = readKompose(project);
  const settings = new Map<string, KomposeSettings>(
    Object.values(project.services).map((service) => [
      service.name,
      { ...kompose.of(service.name), ...serviceSettings(service) },
    ]),
  );
  const secrets = options.secrets === 'plain' ? noSecrets : conversion.secrets;
  const settingsOfService = (name: string) => settings.get(name) ?? {};
  const readings = readRoutes(project, options.route, ({ name }) => settingsOfService(name).kind !== undefined, {
    ...options,
    secrets,
  });
  const left = ({ provider, name }: Service) =>
    provider !== undefined || readings.replaced.has(name) || settingsOfService(name).kind === 'none';
  const pods = podGroups(project, left, ledger);
  const basis: Basis = {
    project,
    options,
    ledger,
    report,
    files,
    environment: conversion.base.loaded.environment,
    writtenAt: (path) => writtenText(conversion.base.loaded.origins.nearest(path)),
    envFileOf: (path) => envFileOf(conversion.base.loaded.origins.at(path)),
    secrets,
    namespace: namespaceOf(project, options, report),
    pods,
    readings,
    kompose,
    dependentsOf: findDependents(pods.emitted),
    builders: imageBuilders(project),
    images: conversion.images,
    projectSettings: projectSettings(project),
    settings: settingsOfService,
  };
  return deriveContext(basis);
}

function writtenText(origin: Origin | undefined): string {
  return origin ? origin.span.source.text.slice(origin.span.start, origin.span.end) : '';
}

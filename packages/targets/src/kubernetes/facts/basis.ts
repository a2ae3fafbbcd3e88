import type { Project, ProjectSettings, Report } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import type { TargetCode } from '../../account/codes.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import type { ImageBuilders } from '../../shared/images/built-images.ts';
import type { ImageLookup } from '../../shared/images/image-lookup.ts';
import type { ProjectFiles } from '../../shared/project-files.ts';
import type { ProjectSecrets } from '../../shared/secrets/project-secrets.ts';
import type { KubernetesOptions } from '../options.ts';
import type { KomposeReadings } from '../kompose/read-labels.ts';
import type { KomposeSettings } from '../kompose/settings.ts';
import type { RouteReadings } from '../routes/labels/read-routes.ts';
import type { Dependent } from './dependents.ts';
import type { PodGroups } from './pod-groups.ts';
import type { KubernetesField } from '../objects/field.ts';

/** What is known before any name is given: the input, and which services are in which Pod. */
export interface Basis {
  readonly project: Project;
  readonly options: KubernetesOptions;
  readonly ledger: CheckedLedger<KubernetesField>;
  readonly report: Report<TargetCode>;
  /** The only way to the content of the project's files. */
  readonly files: ProjectFiles;
  /** The variables that interpolation saw: what secrets and configs with `environment` are made of. */
  readonly environment: Readonly<Record<string, string>>;
  /** The text that is in the Compose file for the value at a path, or for the nearest around it. */
  writtenAt(path: KeyPath): string;
  /** The env file that the value at a path comes from. */
  envFileOf(path: KeyPath): string | undefined;
  /** What of the project is secret; nothing with `--secrets plain`. */
  readonly secrets: ProjectSecrets;
  /** Where the objects go; undefined with `--no-namespace`: the manifests name none. */
  readonly namespace: string | undefined;
  readonly pods: PodGroups;
  /** The services that depend on a service, in source order. */
  dependentsOf(service: string): readonly Dependent[];
  /** What labels and variables tell of routes. */
  readonly readings: RouteReadings;
  /** Which services use images that the project builds. */
  readonly builders: ImageBuilders;
  /** What is known of images by their configuration. */
  readonly images: ImageLookup;
  /** `x-transpose` at the top level. */
  readonly projectSettings: ProjectSettings;
  /** `x-transpose` of a service, and before it what its labels of kompose say. */
  settings(service: string): KomposeSettings;
  /** What labels of kompose say; of services it is part of their settings. */
  readonly kompose: KomposeReadings;
}

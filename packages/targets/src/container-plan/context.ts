import type { LoadResult, Project } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { ImageLookup } from '../shared/images/image-lookup.ts';
import type { ImageBuilders } from '../shared/images/built-images.ts';
import type { CronSchedule } from '../shared/cron.ts';
import type { ProjectSecrets } from '../shared/secrets/project-secrets.ts';
import type { Text } from './text.ts';
import { homeDirectory, projectDirectory, text } from './text.ts';
import type { Engine } from './engine.ts';
import type { SecretBox } from './secrets/secrets.ts';
import type { Variables } from './secrets/variables.ts';
import type { EngineField } from './engine-field.ts';

/** What the makers of a plan share. */
export interface PlanContext {
  readonly project: Project;
  readonly loaded: Pick<LoadResult, 'origins' | 'environment' | 'unsetLines'>;
  readonly ledger: CheckedLedger<EngineField>;
  /** What of the project is secret, and … */
  readonly hidden: ProjectSecrets;
  /** … the values that the plan keeps apart. */
  readonly secrets: SecretBox;
  readonly engine: Engine;
  readonly builders: ImageBuilders;
  /** What is known of images by their configuration. */
  readonly images: ImageLookup;
  /** When the services with `x-transpose.schedule` run. */
  readonly schedules: ReadonlyMap<string, CronSchedule>;
  /** Undefined: all variables are filled in. */
  readonly variables?: Variables;
}

/**
 * A value of the user that the engine's command takes as it is, as a word or as the end of one: its variables may stay
 * variables. What is a part of a list or of a specification with signs of its own (`SOURCE:TARGET`) is plain `text`.
 */
export function userText(context: Pick<PlanContext, 'variables'>, path: KeyPath, value: string): Text {
  return context.variables?.textAt(path, value) ?? text(value);
}

/** As {@link userText}, for options that Podman's command takes apart at commas, or does not take empty. */
export function dockerText(context: Pick<PlanContext, 'engine' | 'variables'>, path: KeyPath, value: string): Text {
  return context.engine.name === 'docker' ? userText(context, path, value) : text(value);
}

/** How the value at a path begins in its source; undefined where nothing is known of it. */
function written(context: Pick<PlanContext, 'loaded'>, path: KeyPath): string | undefined {
  const origin = context.loaded.origins.nearest(path);
  return origin?.span.source.text.slice(origin.span.start, origin.span.end).replace(/^["']/, '');
}

/**
 * A path on the host. The loader made it absolute with the directories of the machine that converts; those are taken
 * out again (law 10): what was written with `~` belongs to the home directory, what was written relative to the project
 * directory, and what was written absolute stays.
 */
export function hostPath(context: Pick<PlanContext, 'project' | 'loaded'>, path: KeyPath, value: string): Text {
  const source = written(context, path);
  const home = context.loaded.environment['HOME'];
  if (source?.startsWith('/') || source?.includes(value)) return text(value);
  if (source?.startsWith('~') && home && home !== '/' && (value === home || value.startsWith(`${home}/`))) {
    return text(homeDirectory, value.slice(home.length));
  }
  return inDirectory(context.project.working_dir, value, source?.startsWith('.') === true);
}

/** A path below a directory, or beside it where `outside` allows, as a path that starts with the directory. */
export function inDirectory(directory: string, value: string, outside: boolean): Text {
  const from = directory.split('/').filter((step) => step !== '');
  const to = value.split('/').filter((step) => step !== '');
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  if (!value.startsWith('/') || (same < from.length && !outside)) return text(value);
  const steps = [...from.slice(same).map(() => '..'), ...to.slice(same)];
  return steps.length === 0 ? text(projectDirectory) : text(projectDirectory, `/${steps.join('/')}`);
}

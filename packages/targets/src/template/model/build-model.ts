import { serviceNamed } from '../../container-plan/plan-index.ts';
import type { ComposeKeys, LoadResult, Named, Path, Project } from '@transpose/core';
import type { PlanContext } from '../../container-plan/context.ts';
import { docker } from '../../container-plan/engine.ts';
import { planWaits, startOrder } from '../../container-plan/order.ts';
import type { ProjectSecrets } from '../../shared/secrets/project-secrets.ts';
import { projectSecrets } from '../../shared/secrets/project-secrets.ts';
import { planContainers } from '../../container-plan/plan.ts';
import { secretBox } from '../../container-plan/secrets/secrets.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';
import { silentLedger } from '../../account/ledger.ts';
import { containerView } from './container-view.ts';
import type { DependencyEdge, TemplateModel, TemplateService } from './model.ts';
import { modelVersion } from './model-version.ts';
import { portableProject } from './portable.ts';
import type { Sources } from './sources.ts';
import { noBuilders } from '../../shared/images/built-images.ts';
import { noImages } from '../../shared/images/image-lookup.ts';
import { schedulesOf } from '../../shared/schedules.ts';
import { createSources } from './sources.ts';

export interface BuiltModel {
  readonly model: TemplateModel;
  /** What the parts that are not keys of the project are made of. */
  readonly sources: Sources;
  /** The places in the project whose values look secret. */
  readonly secretPaths: readonly Path[];
  /** The secret values. */
  readonly secretValues: readonly string[];
}

/** What templates see of a project. */
export function buildModel(
  project: Project,
  loaded: Pick<LoadResult, 'origins' | 'environment' | 'tree' | 'variables' | 'unsetLines'>,
  options: Named<string> = {},
  hidden: ProjectSecrets = projectSecrets({ ...loaded, project }),
): BuiltModel {
  const sources = createSources();
  const context: PlanContext = {
    project,
    loaded,
    // The plan's own remarks are about command lines, which templates need not print.
    ledger: silentLedger,
    hidden,
    secrets: secretBox(),
    engine: docker,
    builders: noBuilders,
    images: noImages,
    schedules: schedulesOf(project),
  };
  const plan = planContainers(project, loaded, silentLedger, hidden);
  const secretPaths = [...hidden.paths(), ...contentPaths(plan)];
  const portable = portableProject(context);
  const order = startOrder(project).map(({ name }) => name);
  const services = Object.create(null) as Record<string, TemplateService>;
  const dependencies: DependencyEdge[] = [];
  for (const name of order) {
    const service = portable.services[name];
    if (!service) continue;
    const waits = planWaits(project, service).map(({ path, ...wait }): DependencyEdge =>
      sources.of({ ...wait, service: name, needs: wait.service }, edgePaths(path), []),
    );
    dependencies.push(...waits);
    const planned = serviceNamed(plan, name);
    const container = planned && containerView(context, plan, planned, service, waits, sources, secretPaths);
    services[name] = { ...service, ...(container ? { container } : {}) };
  }
  const model: TemplateModel = sources.of(
    {
      model_version: modelVersion,
      notice: 'Written by transpose. To change it, change the Compose file and convert it again.',
      ...portable,
      services,
      start_order: order,
      dependencies,
      secret_values: plan.secrets.map(({ variable, value, path }) =>
        sources.of({ name: variable, value }, { value: [path] }, []),
      ),
      options,
    },
    { model_version: [], notice: [], files: [], start_order: [], dependencies: [], secret_values: [], options: [] },
  );
  return { model, sources, secretPaths, secretValues: plan.secrets.map(({ value }) => value) };
}

/** The keys behind an arrow. Its name alone tells nothing of the condition that is below it. */
function edgePaths(path: Path) {
  const below = (key: 'name' | keyof ComposeKeys['services']['depends_on']): readonly Path[] => [[...path, key]];
  return {
    needs: below('name'),
    condition: below('condition'),
    required: below('required'),
    restart: below('restart'),
  };
}

/** Where the secret contents of files are. */
function contentPaths(plan: ContainerPlan): readonly Path[] {
  const files = plan.services.flatMap((service) => service.files);
  return files.flatMap(({ secret, path }) => (secret === undefined ? [] : [topPath(plan, secret, path)]));
}

/** The content of a secret is at the top level. */
const topPath = (plan: ContainerPlan, secret: string | undefined, path: Path): Path =>
  plan.secrets.find(({ variable }) => variable === secret)?.path ?? path;

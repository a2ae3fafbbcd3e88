import type { Project } from '@transpose/core';
import { originsOf } from '@transpose/core';
import type { PlanContext } from '../container-plan/context.ts';
import { docker } from '../container-plan/engine.ts';
import { secretBox } from '../container-plan/secrets/secrets.ts';
import { imageBuilders } from '../shared/images/built-images.ts';
import { noImages } from '../shared/images/image-lookup.ts';
import { schedulesOf } from '../shared/schedules.ts';
import { testSecrets } from './secrets.ts';
import { testLedger } from './ledger.ts';

/** What the makers of a container plan share, for a project without a source. */
export function testPlanContext(
  project: Project,
  fields: Partial<PlanContext> = {},
): PlanContext & { readonly ledger: ReturnType<typeof testLedger> } {
  const context = {
    project,
    loaded: { origins: originsOf(undefined), environment: {}, unsetLines: [] },
    hidden: testSecrets(project),
    secrets: secretBox(),
    engine: docker,
    builders: imageBuilders(project),
    images: noImages,
    schedules: schedulesOf(project),
  };
  return { ...context, ...fields, ledger: testLedger() };
}

import type { SupportTable } from '../support.ts';
import { approximated } from '../support.ts';

type ServiceRows = Extract<SupportTable['services'], { readonly keys: unknown }>['keys'];

/** The row of `build` and all below it. */
export const buildSupport = approximated(
  'Container.image',
  'Kubernetes builds no images: the name of the image stands in the Pod',
  'Build and push it (docker compose build, docker compose push), or name its registry with --registry',
) satisfies ServiceRows['build'];

import type { Service } from '@transpose/core';
import type { Basis } from './context.ts';

/**
 * The image of a service: as written; of a service that is only built `PROJECT-SERVICE`, as Docker names it. Images
 * that the project builds get the registry in front, unless they name one.
 */
export function imageOf(basis: Basis, service: Service): string {
  const name = service.image?.text ?? `${basis.project.name}-${service.name}`.toLowerCase();
  const { registry } = basis.options;
  if (!service.build || registry === undefined || service.image?.registry !== undefined) return name;
  return `${registry}/${name}`;
}

/** `imagePullPolicy`; undefined where Kubernetes' own choice is Docker's. */
export function pullPolicyOf(basis: Basis, service: Service): string | undefined {
  const path = ['services', service.name, 'pull_policy'];
  switch (service.pull_policy) {
    case 'always':
    case 'refresh':
      return 'Always';
    case 'never':
      return 'Never';
    case 'missing':
    case 'if_not_present':
      return 'IfNotPresent';
    case 'build':
      basis.ledger.approximated(
        path,
        'Container.imagePullPolicy',
        'Kubernetes builds nothing: build and push the image before',
      );
      return 'IfNotPresent';
    case undefined:
    case '':
      break;
    default:
      basis.ledger.approximated(
        path,
        'Container.imagePullPolicy',
        'Kubernetes asks the registry at each start of a Pod',
      );
      return 'Always';
  }
  const { image } = service;
  const floating = image?.digest === undefined && (image?.tag === undefined || image.tag === 'latest');
  if (!service.build && !floating) return undefined;
  if (!service.build && image) {
    basis.ledger.note(
      `"${image.text}" names no version: nodes that start it later may run another one. Pin a tag or digest`,
      ['services', service.name, 'image'],
    );
  }
  return 'IfNotPresent';
}

/** Secrets with the credentials of registries. */
export function pullSecretsOf(
  basis: Basis,
  members: readonly Service[],
): readonly { readonly name: string }[] | undefined {
  const names = new Set([
    ...basis.options.imagePullSecrets,
    ...(basis.projectSettings.pullSecrets ?? []),
    ...members.flatMap((member) => basis.settings(member.name).pullSecrets ?? []),
  ]);
  return names.size === 0 ? undefined : [...names].map((name) => ({ name }));
}

import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { Basis } from '../facts/basis.ts';

/** The service whose `build` makes the image of a service; undefined: nothing of the project does. */
export function builderOf(
  { builders, project }: Pick<Basis, 'builders' | 'project'>,
  service: Service,
): Service | undefined {
  const name = builders.of.get(service.name);
  return name === undefined ? undefined : project.services[name];
}

/**
 * The image of a service: as written; of a service that is only built `PROJECT-SERVICE`, as Docker names it. Services with
 * equal builds share the image of the first. Images that the project builds get the registry in front, unless they name one.
 */
export function imageOf(basis: Pick<Basis, 'builders' | 'project' | 'options'>, service: Service): string {
  const builder = builderOf(basis, service);
  const owner = builder ?? service;
  const name = owner.image?.text ?? `${basis.project.name}-${owner.name}`.toLowerCase();
  const { registry } = basis.options;
  if (!builder || registry === undefined || owner.image?.registry !== undefined) return name;
  return `${registry}/${name}`;
}

/** Whether build.sh pushes the image that a service builds: its name, or `--registry`, says where to. */
export function isPushed({ options }: Basis, builder: Service): boolean {
  return options.registry !== undefined || (builder.image?.text.includes('/') ?? false);
}

/** `imagePullPolicy`; undefined where Kubernetes' own choice is Docker's. */
export function pullPolicyOf(basis: Basis, service: Service): string | undefined {
  const path = pathTo(['services', service.name, 'pull_policy']);
  const { pullPolicy } = basis.settings(service.name);
  if (pullPolicy !== undefined && service.pull_policy === undefined) return pullPolicy;
  switch (service.pull_policy) {
    case 'always':
    case 'refresh':
      return 'Always';
    case 'never':
      if (!builderOf(basis, service) || basis.options.registry === undefined) return 'Never';
      basis.ledger.approximated(
        path,
        'Container.imagePullPolicy',
        'The image is built here and pushed to the registry, so the nodes have to pull it',
      );
      return 'IfNotPresent';
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
  if (image && image.repository === undefined) return illegalName(basis, service, image.text);
  const built = builderOf(basis, service) !== undefined;
  const floating = image?.digest === undefined && (image?.tag === undefined || image.tag === 'latest');
  if (!built && !floating) return undefined;
  if (!built && image) {
    basis.ledger.note(
      `"${image.text}" names no version: nodes that start it later may run another one. Pin a tag or digest`,
      ['services', service.name, 'image'],
    );
  }
  return 'IfNotPresent';
}

/** A Pod with such a name stays in InvalidImageName: the API server does not look at it. */
function illegalName({ ledger }: Basis, { name }: Service, text: string): undefined {
  const why = text.endsWith(':') ? 'it has no tag behind its colon' : 'it is not REGISTRY/REPOSITORY:TAG in lower case';
  ledger.note(
    `"${text}" is not the name of an image, so "${name}" never starts: ${why}`,
    pathTo(['services', name, 'image']),
    'breaks',
  );
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

import type { KeyPath } from '../../account/key-path.ts';
import type { KubernetesField } from '../objects/field.ts';

/** The field of a Pod that the text of a path goes to. */
export function fieldOf(path: KeyPath): KubernetesField {
  switch (path[2]) {
    case 'environment':
      return 'Container.env';
    case 'entrypoint':
      return 'Container.command';
    case 'command':
      return 'Container.args';
    case 'healthcheck':
      return 'Container.readinessProbe.exec.command';
    case 'pre_start':
      return 'Pod.spec.initContainers';
    case 'post_start':
    case 'pre_stop':
      return 'Container.lifecycle';
    default:
      return 'ConfigMap.data';
  }
}

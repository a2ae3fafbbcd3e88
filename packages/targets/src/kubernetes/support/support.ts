import type { SupportTable } from '../../account/support.ts';
import { dropped, resolved } from '../../account/support.ts';
import { approximated, carried } from './rows.ts';
import { serviceSupport } from './service-support.ts';

const addresses = dropped('The cluster gives Pods their addresses', 'Use names instead of addresses');
const engine = dropped("It is for Docker's network driver; the cluster's network is the administrator's");

const table = {
  version: resolved('it has no effect'),
  name: carried('Namespace.metadata.name'),
  include: resolved('the included files are part of the project'),
  services: serviceSupport,
  models: dropped(
    'Kubernetes has no word for AI models',
    'Run an inference server as a service and name it in the environment',
  ),
  networks: {
    ...carried('NetworkPolicy.spec'),
    keys: {
      name: dropped('Networks have no names in a cluster: membership is a label of the Pod'),
      driver: engine,
      driver_opts: engine,
      ipam: addresses,
      external: dropped(
        'Networks of other projects do not exist in a cluster',
        'Reach Services of other namespaces by NAME.NAMESPACE, or by a name of x-transpose.externalNames',
      ),
      internal: carried('NetworkPolicy.spec.egress'),
      enable_ipv4: engine,
      enable_ipv6: engine,
      attachable: dropped('Whether others may join is decided by the labels of their Pods'),
      labels: dropped('Networks are not objects in a cluster: there is nothing to label'),
    },
  },
  volumes: {
    ...carried('PersistentVolumeClaim'),
    keys: {
      name: dropped('Claims are named by their key: one namespace holds one project'),
      driver: dropped("The cluster's StorageClass decides", 'Set x-transpose.storageClass'),
      driver_opts: carried('Pod.spec.volumes'),
      external: carried('PersistentVolumeClaim'),
      labels: carried('PersistentVolumeClaim.metadata.annotations'),
    },
  },
  secrets: {
    ...carried('Secret'),
    keys: {
      name: dropped('Secrets are named by their key: one namespace holds one project'),
      environment: carried('Secret.data'),
      file: carried('Secret.data'),
      external: approximated('Pod.spec.volumes[].secret', 'It has to be in the namespace'),
      labels: carried('Secret.metadata.annotations'),
      driver: dropped(
        'The cluster stores Secrets in its own way',
        'Use an operator that fills Secrets from your store',
      ),
      driver_opts: dropped('The cluster stores Secrets in its own way'),
      template_driver: dropped('Nothing fills in templates', 'Write the content out'),
    },
  },
  configs: {
    ...carried('ConfigMap'),
    keys: {
      name: dropped('ConfigMaps are named by their key: one namespace holds one project'),
      content: carried('ConfigMap.data'),
      environment: carried('ConfigMap.data'),
      file: carried('ConfigMap.data'),
      external: approximated('Pod.spec.volumes[].configMap', 'It has to be in the namespace'),
      labels: carried('ConfigMap.metadata.annotations'),
      template_driver: dropped('Nothing fills in templates', 'Write the content out'),
    },
  },
} as const satisfies SupportTable;

/** What the target does with each Compose key in general; the makers of objects say more of single uses. */
export const support = (): SupportTable => table;

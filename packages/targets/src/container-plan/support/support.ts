import type { SupportTable } from '../../account/support.ts';
import type { EngineField } from '../engine-field.ts';
import { dropped, resolved } from '../../account/support.ts';
import { carried } from './rows.ts';
import { swarm } from './deploy-support.ts';
import { noModels, serviceSupport } from './service-support.ts';

const notInStore = dropped('Secrets and configs are files here; there is no store that knows it.');
const external = dropped('A single engine has no store for it.', 'give it a `file`');

const table = {
  version: resolved('the loader'),
  name: carried('project'),
  include: resolved('the loader'),
  services: { ...carried('docker create'), keys: serviceSupport },
  models: noModels,
  networks: {
    ...carried('docker network create'),
    keys: {
      name: carried('docker network create'),
      driver: carried('--driver'),
      driver_opts: carried('--opt'),
      ipam: {
        ...carried('--subnet'),
        keys: {
          driver: carried('--ipam-driver'),
          config: {
            ...carried('--subnet'),
            keys: {
              subnet: carried('--subnet'),
              ip_range: carried('--ip-range'),
              gateway: carried('--gateway'),
              aux_addresses: carried('--aux-address'),
            },
          },
          options: carried('--ipam-opt'),
        },
      },
      internal: carried('--internal'),
      enable_ipv4: carried('--ipv4'),
      enable_ipv6: carried('--ipv6'),
      attachable: carried('--attachable'),
      labels: carried('--label'),
      external: carried('docker network inspect'),
    },
  },
  volumes: {
    ...carried('docker volume create'),
    keys: {
      name: carried('docker volume create'),
      driver: carried('--driver'),
      driver_opts: carried('--opt'),
      labels: carried('--label'),
      external: carried('docker volume inspect'),
    },
  },
  secrets: {
    ...carried('--mount'),
    keys: {
      name: notInStore,
      environment: carried('docker cp'),
      file: carried('--mount source='),
      labels: notInStore,
      driver: dropped(swarm),
      driver_opts: dropped(swarm),
      template_driver: dropped(swarm),
      external,
    },
  },
  configs: {
    ...carried('--mount'),
    keys: {
      name: notInStore,
      content: carried('docker cp'),
      environment: carried('docker cp'),
      file: carried('--mount source='),
      labels: notInStore,
      template_driver: dropped(swarm),
      external,
    },
  },
} satisfies SupportTable<EngineField>;

/** What the docker command line does with each key; targets that print it take these rows and say where they differ. */
export const commandLineSupport = (): SupportTable<EngineField> => table;

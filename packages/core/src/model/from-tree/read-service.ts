import { serviceKeys } from '../../keys/service.ts';
import { parseImageReference } from '../../values/image-ref.ts';
import type { Healthcheck } from '../healthcheck.ts';
import type { NetworkAttachment } from '../network.ts';
import type { Port } from '../port.ts';
import type { Entries, Reader } from './read.ts';
import {
  amountOf,
  extensionsOf,
  flagOf,
  listOf,
  namedListsOf,
  namedOf,
  namedTextsOf,
  namedValuesOf,
  numberOf,
  objectOf,
  or,
  recordReader,
  switchOf,
  textOf,
  textsOf,
  wordsOf,
} from './read.ts';
import { readBlkio } from './read-blkio.ts';
import { readBuild } from './read-build.ts';
import { readDeploy, readDeviceRequest } from './read-deploy.ts';
import { readMount } from './read-mount.ts';
import { readersBy } from './read-plain.ts';
import { readFileReference } from './read-resources.ts';
import type { Dependency, Device, Hook, Service, Watch } from '../service.ts';
import type { ImageReference } from '../values.ts';

/** Keys whose work is done before there is a model. */
const unread = ['env_file', 'extends', 'label_file', 'pull_refresh_after'] as const;

/** The fields by the rows of the key table: a row without a field does not compile here. */
type Fields = Pick<Service, Exclude<keyof typeof serviceKeys, (typeof unread)[number]>>;

type CredentialSpec = NonNullable<Service['credential_spec']>;
type Logging = NonNullable<Service['logging']>;
type Provider = NonNullable<Service['provider']>;
type ServiceModel = Service['models'][string];

function readImage(node: Entries, key: string): ImageReference | undefined {
  const image = textOf(node, key);
  return image === undefined ? undefined : parseImageReference(image);
}

const readCredentialSpec = recordReader<CredentialSpec>({ config: textOf, file: textOf, registry: textOf });
const readLogging = recordReader<Logging>({ driver: textOf, options: namedTextsOf });
const readProvider = recordReader<Provider>({ type: or(textOf, ''), options: namedListsOf });
const readServiceModel = recordReader<ServiceModel>({ endpoint_var: textOf, model_var: textOf });

const readDependency = recordReader<Dependency>({
  // One of the words that the key table knows.
  condition: or(textOf as Reader<Dependency['condition'] | undefined>, 'service_started'),
  required: or(flagOf, true),
  restart: or(flagOf, false),
});

const readHook = recordReader<Hook>({
  command: wordsOf,
  image: textOf,
  user: textOf,
  privileged: switchOf,
  working_dir: textOf,
  environment: namedValuesOf,
  per_replica: switchOf,
});

const readWatch = recordReader<Watch>({
  path: or(textOf, ''),
  action: or(textOf, ''),
  target: textOf,
  ignore: textsOf,
  include: textsOf,
  exec: objectOf(readHook),
  initial_sync: switchOf,
});

const readDevice = recordReader<Device>({
  source: or(textOf, ''),
  target: or(textOf, ''),
  permissions: or(textOf, ''),
});

const readHealthcheck = recordReader<Healthcheck>({
  test: wordsOf,
  interval: numberOf,
  timeout: numberOf,
  retries: numberOf,
  start_period: numberOf,
  start_interval: numberOf,
  disable: switchOf,
});

const readAttachment = recordReader<NetworkAttachment>({
  aliases: textsOf,
  ipv4_address: textOf,
  ipv6_address: textOf,
  link_local_ips: textsOf,
  mac_address: textOf,
  driver_opts: namedTextsOf,
  priority: amountOf,
  gw_priority: amountOf,
  interface_name: textOf,
});

const readPort = recordReader<Port>({
  name: textOf,
  target: or(numberOf, 0),
  published: textOf,
  protocol: or(textOf, 'tcp'),
  host_ip: textOf,
  mode: or(textOf, 'ingress'),
  app_protocol: textOf,
});

const readFields = recordReader(
  readersBy<Fields, typeof serviceKeys>(serviceKeys, unread, {
    blkio_config: objectOf(readBlkio),
    build: objectOf(readBuild),
    configs: listOf(readFileReference),
    credential_spec: objectOf(readCredentialSpec),
    depends_on: namedOf(readDependency),
    deploy: objectOf(readDeploy),
    develop: objectOf(recordReader<NonNullable<Service['develop']>>({ watch: listOf(readWatch) })),
    devices: listOf(readDevice),
    gpus: listOf(readDeviceRequest),
    healthcheck: objectOf(readHealthcheck),
    image: readImage,
    logging: objectOf(readLogging),
    models: namedOf(readServiceModel),
    networks: namedOf(readAttachment),
    ports: listOf(readPort),
    post_start: listOf(readHook),
    pre_start: listOf(readHook),
    pre_stop: listOf(readHook),
    provider: objectOf(readProvider),
    secrets: listOf(readFileReference),
    volumes: listOf(readMount),
  }),
);

export function readService(node: Entries, name: string): Service {
  return { ...readFields(node), name, extensions: extensionsOf(node) };
}

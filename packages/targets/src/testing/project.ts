import type { Project, Service } from '@transpose/core';

/** A service with nothing given but `fields`; the image is `NAME:1`. */
export function testService(name: string, fields: Partial<Service> = {}): Service {
  return {
    name,
    annotations: {},
    cap_add: [],
    cap_drop: [],
    configs: [],
    depends_on: {},
    device_cgroup_rules: [],
    devices: [],
    dns: [],
    dns_opt: [],
    dns_search: [],
    environment: {},
    expose: [],
    external_links: [],
    extra_hosts: {},
    gpus: [],
    group_add: [],
    image: { text: `${name}:1`, repository: name, tag: '1' },
    labels: {},
    links: [],
    models: {},
    networks: fields.network_mode === undefined ? { default: testAttachment } : {},
    ports: [],
    post_start: [],
    pre_start: [],
    pre_stop: [],
    profiles: [],
    secrets: [],
    security_opt: [],
    storage_opt: {},
    sysctls: {},
    tmpfs: [],
    ulimits: {},
    volumes: [],
    volumes_from: [],
    extensions: {},
    ...fields,
  };
}

const testAttachment = { aliases: [], link_local_ips: [], driver_opts: {} };

/** A project `shop` in `/project` with these services. */
export function testProject(services: readonly Service[], fields: Partial<Project> = {}): Project {
  return {
    name: 'shop',
    working_dir: '/project',
    files: ['/project/compose.yaml'],
    services: Object.fromEntries(services.map((service) => [service.name, service])),
    networks: {
      default: {
        name: 'shop_default',
        external: false,
        driver_opts: {},
        ipam: { config: [], options: {} },
        internal: false,
        attachable: false,
        labels: {},
      },
    },
    volumes: {},
    secrets: {},
    configs: {},
    models: {},
    extensions: {},
    ...fields,
  };
}

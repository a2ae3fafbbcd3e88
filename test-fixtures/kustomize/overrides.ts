import type { Project } from '@transpose/core';

/** A Compose file that changes a project in one way, as an environment would. */
export interface Override {
  readonly name: string;
  readonly text: string;
}

/** For the services of a project: what people write into `compose.prod.yaml`. */
export function overridesOf(project: Project): readonly Override[] {
  const services = Object.values(project.services);
  const [first, ...others] = services;
  if (!first) return [];
  const override = (name: string, body: object): Override => ({ name, text: JSON.stringify(body) });
  const onFirst = (name: string, body: object) => override(name, { services: { [first.name]: body } });
  const last = others.at(-1);
  const image = services.find((one) => one.image !== undefined && one.build === undefined);
  const variable = Object.keys(first.environment)[0] ?? 'MODE';
  const isNeeded = (name: string) =>
    services.some((one) => Object.hasOwn(one.depends_on, name) || one.volumes_from.length > 0);
  const removable = others.find(({ name, network_mode, pid, ipc }) => {
    const joins = services.some(
      (one) => [one.network_mode, one.pid, one.ipc].includes(`service:${name}`) || one.links.length > 0,
    );
    return !isNeeded(name) && !joins && [network_mode, pid, ipc].every((mode) => mode === undefined);
  });
  return [
    ...(image
      ? [override('image', { services: { [image.name]: { image: `${image.image?.repository ?? 'nginx'}:9.9` } } })]
      : []),
    onFirst('environment', {
      environment: { [variable]: 'other', ADDED: '{{ .Release.Name }} $$(X) %h', SEEN: '$$(ADDED)' },
    }),
    onFirst('command', { command: ['run', '--now', 'a b'], labels: { 'example.com/tier': 'front' } }),
    ...(first.deploy?.mode === undefined && first.container_name === undefined
      ? [
          onFirst('replicas', {
            deploy: { replicas: 3, resources: { limits: { memory: '300M' }, reservations: { cpus: '0.2' } } },
          }),
        ]
      : []),
    onFirst('port', { ports: ['18080:18080', '18053:53/udp'], healthcheck: { test: ['CMD', 'true'], interval: '7s' } }),
    override('volume', {
      services: { [first.name]: { volumes: ['added-data:/added/data'] } },
      volumes: { 'added-data': {} },
    }),
    override('config', {
      services: { [first.name]: { configs: [{ source: 'added', target: '/added.conf' }] } },
      configs: { added: { content: 'a {{ b }}\n' } },
    }),
    override('service', {
      services: { 'added-service': { image: 'redis:8', environment: { PASSWORD: 'hunter2hunter2' } } },
    }),
    ...(removable ? [{ name: 'removed', text: `services:\n  ${JSON.stringify(removable.name)}: !reset null\n` }] : []),
    ...(last
      ? [
          {
            name: 'reset',
            text: `services:\n  ${JSON.stringify(last.name)}: {environment: !reset null, restart: "no"}\n`,
          },
        ]
      : []),
    override('name', { name: 'another-name' }),
  ];
}

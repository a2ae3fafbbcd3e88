import { loadProject, memoryHost } from '@transpose/core';
import { buildModel, convert, targets } from '@transpose/targets';
import { describe, expect, it } from 'vitest';

/** Names that every object of JavaScript has without having been given them. */
const members = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'then', 'toJSON'];

/** A project with one name in each position that takes a free text or a name. */
const positions: Readonly<Record<string, (name: string) => object>> = {
  'names of all things': (name) => ({
    services: {
      [name]: {
        image: 'a:1',
        networks: { [name]: { aliases: [name], driver_opts: { [name]: name } } },
        volumes: [{ type: 'volume', source: name, target: `/${name}` }],
        secrets: [name],
        configs: [{ source: name, target: `/c/${name}` }],
        environment: { [name]: name },
        labels: { [name]: name },
        annotations: { [name]: name },
        extra_hosts: { [name]: '10.0.0.1' },
        sysctls: { [name]: name },
        ulimits: { nofile: 1 },
        profiles: [name],
      },
      web: { image: 'b:1', depends_on: [name], network_mode: `service:${name}` },
    },
    networks: { [name]: { driver_opts: { [name]: name }, labels: { [name]: name } } },
    volumes: { [name]: { driver_opts: { [name]: name }, labels: { [name]: name } } },
    secrets: { [name]: { environment: name } },
    configs: { [name]: { content: name } },
  }),
  values: (name) => ({
    services: {
      web: {
        image: name.toLowerCase().replace(/[^a-z]/g, ''),
        hostname: name,
        domainname: name,
        user: name,
        runtime: name,
        platform: `linux/${name}`,
        isolation: name,
        ipc: name,
        pid: name,
        uts: name,
        userns_mode: name,
        cgroup_parent: name,
        stop_signal: name,
        command: [name],
        entrypoint: [name],
        working_dir: `/${name}`,
        cap_add: [name],
        security_opt: [name, `${name}:${name}`],
        group_add: [name],
        dns_search: [name],
        dns_opt: [name],
        logging: { driver: name, options: { [name]: name } },
        expose: ['80'],
        healthcheck: { test: ['CMD', name] },
        deploy: {
          mode: 'replicated',
          placement: {
            constraints: [`${name}==${name}`, `node.labels.${name}==x`, `${name}!=x`],
            preferences: [{ spread: name }],
          },
          resources: { reservations: { generic_resources: [{ discrete_resource_spec: { kind: name, value: 1 } }] } },
        },
        ports: [{ target: 80, published: '80', mode: name, app_protocol: name, name }],
        volumes: [{ type: 'bind', source: `./${name}`, target: '/b', bind: { propagation: name, selinux: 'z' } }],
        build: { context: '.', args: { [name]: name }, network: name, target: name, platforms: [`linux/${name}`] },
        post_start: [{ command: [name], environment: { [name]: name } }],
      },
    },
    networks: { default: { driver: name } },
    volumes: { data: { driver: name, driver_opts: { type: name } } },
  }),
  variables: (name) => ({
    services: {
      web: {
        image: 'a:1',
        command: [`\${${name}}`, `\${${name}:-x}`, `\${${name}+x}`],
        environment: [name, `A=\${${name}-y}`],
        env_file: './web.env',
      },
    },
  }),
  settings: (name) => ({
    services: {
      web: { image: 'a:1', labels: { [`kompose.${name}`]: name }, 'x-transpose': { kind: name, [name]: name } },
    },
    'x-transpose': { [name]: name },
    [`x-${name}`]: { [name]: name },
  }),
};

describe.each(Object.entries(positions))('members of Object.prototype as %s', (_, projectWith) => {
  it.each(members)('%s is a name like any other', (name) => {
    const host = memoryHost({
      files: {
        '/project/compose.yaml': JSON.stringify({ name: 'shop', ...projectWith(name) }),
        '/project/web.env': `${name}=1\nB=\${${name}}\n`,
        [`/project/${name}/f.conf`]: name,
        '/project/Dockerfile': `FROM a\nARG ${name}\nCOPY . /${name}\n`,
      },
      cwd: '/project',
    });
    const loaded = loadProject(host, { profiles: ['*'] });
    expect(
      loaded.diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ message, path }) => `${path?.join('.')}: ${message}`),
    ).toEqual([]);
    if (!loaded.project) return;
    expect(JSON.stringify(buildModel(loaded.project, loaded))).not.toMatch(/native code/);
    for (const target of targets) {
      const { files, account, diagnostics } = convert({ host, loaded, target });
      const text = JSON.stringify([files, account.entries.map(({ support }) => support), diagnostics]);
      expect(text, `${target.name}`).not.toMatch(/native code|\[object |undefined/);
    }
  });
});

import { loadProject, memoryHost, nodeAt } from '@transpose/core';
import type { Account, OptionValues } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

/**
 * Known mistakes of the best known converter, each with the smallest input that shows it. What it gets wrong is in the
 * title; the expectation is what is right.
 */

// Tests read into objects of every kind.
// oxlint-disable-next-line typescript/no-explicit-any
type Manifest = any;

interface Converted {
  readonly objects: readonly Manifest[];
  readonly account: Account;
  /** The object of a kind and name. */
  get(kind: string, name: string): Manifest;
  /** The Pod of a workload. */
  pod(name: string): Manifest;
  /** The container of a service. */
  container(name: string): Manifest;
}

function converted(
  services: string,
  files: Readonly<Record<string, string>> = {},
  options: OptionValues = {},
): Converted {
  const entries = Object.entries(files).map(([path, content]) => [`/shop/${path}`, content]);
  const host = memoryHost({
    files: { ...Object.fromEntries(entries), '/shop/compose.yaml': services },
    cwd: '/shop',
    env: { HOME: '/root', TOKEN: 'token-of-the-shell' },
  });
  const loaded = loadProject(host);
  const result = convert({ host, loaded, target: kubernetes, options, layout: 'stream' });
  expect([...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
  const objects = result.files.flatMap(({ content }) =>
    parseAllDocuments(content, { version: '1.1' }).map((document): Manifest =>
      'toJS' in document ? document.toJS() : {},
    ),
  );
  const workload = (name: string) =>
    objects.find(
      ({ kind, metadata }) =>
        /Deployment|DaemonSet|StatefulSet|Job/.test(kind) && metadata.labels['app.kubernetes.io/name'] === name,
    );
  const pod = (name: string) => workload(name)?.spec.template.spec;
  return {
    objects,
    account: result.account,
    get: (kind, name) => objects.find((object) => object.kind === kind && object.metadata.name === name),
    pod,
    container: (name) =>
      objects
        .flatMap(({ spec }) => [
          ...(spec?.template?.spec.initContainers ?? []),
          ...(spec?.template?.spec.containers ?? []),
        ])
        .find((container) => container.name === name),
  };
}

const ports = (service: Manifest): readonly string[] =>
  (service?.spec.ports ?? []).map(
    ({ port, targetPort, protocol = 'TCP' }: Manifest) => `${port}:${targetPort}/${protocol}`,
  );
const env = (container: Manifest): Readonly<Record<string, string>> =>
  Object.fromEntries((container.env ?? []).map(({ name, value }: Manifest) => [name, value]));
const mount = (container: Manifest, path: string): Manifest =>
  container.volumeMounts?.find(({ mountPath }: Manifest) => mountPath === path);
const lost = ({ account }: Converted): readonly string[] =>
  account.entries.filter(({ support }) => support.kind === 'dropped').map(({ key }) => key);
const decoded = (secret: Manifest, key: string): string => atob(secret.data[key]);

describe('ports and names', () => {
  it('1: a port that is published and exposed is there once', () => {
    const { get } = converted('services: {web: {image: a:1, ports: ["80:80"], expose: ["80"]}}');
    expect(ports(get('Service', 'web'))).toEqual(['80:80/TCP']);
  });

  it('2: a name that is not a DNS label is one legal name everywhere, in references as well', () => {
    const all = converted(
      'services: {my_web: {image: a:1, ports: ["80"]}, app: {image: b:1, environment: {URL: "http://my_web/x"}}}',
    );
    const service = all.get('Service', 'my-web');
    expect(all.get('Deployment', 'my-web').spec.template.metadata.labels).toMatchObject(service.spec.selector);
    expect(env(all.container('app'))['URL']).toBe('http://my-web/x');
  });

  it('3: peers reach the container port, also when another is published', () => {
    const { get } = converted('services: {web: {image: a:1, ports: ["8080:80"]}}');
    expect(ports(get('Service', 'web'))).toEqual(['80:80/TCP']);
    expect(ports(get('Service', 'web-published'))).toEqual(['8080:80/TCP']);
  });

  it('4: a service without ports can be reached', () => {
    const { get } = converted('services: {redis: {image: "redis:8"}, thing: {image: a:1}}');
    expect(ports(get('Service', 'redis'))).toEqual(['6379:6379/TCP']);
    expect(get('Service', 'thing').spec.clusterIP).toBe('None');
  });

  it('27: names that become equal are told apart, the same way each time', () => {
    const { objects } = converted('services: {a.b: {image: a:1}, a-b: {image: b:1}}');
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata, spec }) => [metadata.name, spec.template.spec.containers[0].image])).toEqual([
      ['a-b-2', 'a:1'],
      ['a-b', 'b:1'],
    ]);
  });

  it('26: illegal host names, container names and keys are made legal', () => {
    const long = 'x'.repeat(80);
    const { objects } = converted(
      `services: {1st: {image: a:1, hostname: web.example.com, container_name: My_App.1}, trail_: {image: b:1}, ${long}: {image: c:1}}`,
    );
    for (const { metadata } of objects) expect(metadata.name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
  });

  it('28: ranges are expanded, and two addresses of one port are one port', () => {
    const { get } = converted(
      'services: {a: {image: a:1, expose: ["3000-3002"]}, b: {image: b:1, ports: ["127.0.0.1:8080:80", "10.0.0.1:8080:80"]}, c: {image: c:1, ports: ["8080-8081:80"]}}',
    );
    expect(ports(get('Service', 'a'))).toEqual(['3000:3000/TCP', '3001:3001/TCP', '3002:3002/TCP']);
    expect(ports(get('Service', 'b'))).toEqual(['80:80/TCP']);
    expect(ports(get('Service', 'c'))).toEqual(['80:80/TCP']);
  });

  it('41: tcp and udp of one number are behind the service’s own name', () => {
    const { get } = converted('services: {dns: {image: a:1, ports: ["53:53/tcp", "53:53/udp"]}}');
    expect(ports(get('Service', 'dns'))).toEqual(['53:53/TCP', '53:53/UDP']);
  });
});

describe('commands, health and order', () => {
  it('5: a shell line runs in a shell', () => {
    const { container } = converted(
      'services: {a: {image: a:1, healthcheck: {test: curl -f http://localhost || exit 1}}}',
    );
    expect(container('a').readinessProbe.exec.command).toEqual(['/bin/sh', '-c', 'curl -f http://localhost || exit 1']);
    expect(container('a').livenessProbe).toBeUndefined();
  });

  it('6: a healthcheck without a test, or none at all, is not a probe', () => {
    const all = converted(
      'services: {a: {image: a:1, healthcheck: {interval: 10s}}, b: {image: b:1, healthcheck: {test: ["NONE"]}}}',
    );
    expect(all.container('a').readinessProbe).toBeUndefined();
    expect(all.container('b').readinessProbe).toBeUndefined();
    expect(lost(all)).toContain('services.healthcheck.interval');
  });

  it('7: dollars arrive', () => {
    const { container } = converted(
      'services: {a: {image: a:1, command: ["sh", "-c", "echo $$DB $${DB} $$(date) 5$$"]}}',
    );
    expect(container('a').args[2]).toBe('echo $DB ${DB} $$(date) 5$');
  });

  it('24: what runs once is a Job, what restarts on failure is not an error', () => {
    const all = converted(`services:
  migrate: {image: a:1, restart: "no"}
  server: {image: b:1, restart: "on-failure:3"}
  app: {image: c:1, depends_on: {migrate: {condition: service_completed_successfully}}}
`);
    const job = all.objects.find(({ kind }) => kind === 'Job');
    expect(job.spec).toMatchObject({ backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } });
    expect(all.get('Deployment', 'server')).toBeDefined();
    expect(JSON.stringify(all.pod('app').initContainers)).toContain(`job/${job.metadata.name}`);
  });

  it('33: a service in another’s network is a container of its Pod, with its volumes; host is the node’s', () => {
    const all = converted(`services:
  vpn: {image: a:1}
  app: {image: b:1, network_mode: "service:vpn", volumes: ["data:/data"]}
  node: {image: c:1, network_mode: host}
volumes: {data: {}}
`);
    const pod = all.pod('vpn');
    const app = all.container('app');
    expect(pod.volumes.map(({ name }: Manifest) => name)).toContain(mount(app, '/data').name);
    expect(all.get('Deployment', 'app')).toBeUndefined();
    expect(all.pod('node').hostNetwork).toBe(true);
  });
});

describe('environment, secrets and configs', () => {
  it('8: environment beats env_file', () => {
    const { container } = converted('services: {a: {image: a:1, env_file: a.env, environment: {A: fromenv}}}', {
      'a.env': 'A=fromfile\nB=b\n',
    });
    expect(env(container('a'))).toEqual({ A: 'fromenv', B: 'b' });
  });

  it('9: values are left alone', () => {
    const value = 'cat /run/secrets/My_Key > Out_File';
    const { container } = converted(
      `services: {a: {image: a:1, environment: {MYCMD: "${value}"}, secrets: [My_Key]}}\nsecrets: {My_Key: {file: k}}`,
      { k: 'v' },
    );
    expect(env(container('a'))['MYCMD']).toBe(value);
  });

  it('10: secrets are files at their own paths, several of them', () => {
    const { container, get } = converted(
      'services: {a: {image: a:1, secrets: [db_password, api_key]}}\nsecrets: {db_password: {file: a}, api_key: {file: b}}',
      { a: 'x', b: 'y' },
    );
    expect(mount(container('a'), '/run/secrets/db_password').subPath).toBeDefined();
    expect(mount(container('a'), '/run/secrets/api_key').subPath).toBeDefined();
    expect(get('Secret', 'db-password')).toBeDefined();
  });

  it('11: targets are exact', () => {
    const { container } = converted(
      'services: {a: {image: a:1, secrets: [{source: s, target: /etc/App_Certs/Server_Key.pem}]}}\nsecrets: {s: {file: a}}',
      { a: 'x' },
    );
    expect(mount(container('a'), '/etc/App_Certs/Server_Key.pem')).toBeDefined();
  });

  it('12: secrets of the environment have their value, external ones their name', () => {
    const all = converted(
      'services: {a: {image: a:1, secrets: [own, there]}}\nsecrets: {own: {environment: TOKEN}, there: {external: true, name: of-the-cluster}}',
    );
    expect(Object.keys(all.get('Secret', 'own').data).map((key) => decoded(all.get('Secret', 'own'), key))).toEqual([
      'token-of-the-shell',
    ]);
    expect(all.get('Secret', 'of-the-cluster')).toBeUndefined();
    expect(JSON.stringify(all.pod('a').volumes)).toContain('"of-the-cluster"');
  });

  it('13: one volume at two targets is one volume', () => {
    const { pod, container } = converted(
      'services: {a: {image: a:1, volumes: ["data:/x", "data:/y"]}}\nvolumes: {data: {}}',
    );
    expect(pod('a').volumes).toHaveLength(1);
    expect(container('a').volumeMounts.map(({ mountPath }: Manifest) => mountPath)).toEqual(['/x', '/y']);
  });

  it('14: the text of files is data', () => {
    const content = 'kind: Deployment\nstatus:\n  x: 1\nspec: {}\n';
    const { get } = converted('services: {a: {image: a:1, configs: [c]}}\nconfigs: {c: {file: c.yaml}}', {
      'c.yaml': content,
    });
    expect(Object.values(get('ConfigMap', 'c').data)).toEqual([content]);
  });

  it('31: one config in two services at two places, and two configs of one file', () => {
    const all = converted(
      `services:
  a: {image: a:1, configs: [{source: inline_conf, target: /a}, two]}
  b: {image: b:1, configs: [{source: inline_conf, target: /b}]}
configs: {inline_conf: {content: "x"}, two: {file: f}, three: {file: f}}
`,
      { f: 'f' },
    );
    expect(all.get('ConfigMap', 'inline-conf')).toBeDefined();
    expect(all.get('ConfigMap', 'two')).toBeDefined();
    expect(mount(all.container('a'), '/a').subPath).toBe(mount(all.container('b'), '/b').subPath);
  });

  it('32: configs are mounted in every kind of workload', () => {
    const { container } = converted(
      'services: {a: {image: a:1, deploy: {mode: global}, configs: [c]}}\nconfigs: {c: {content: "x"}}',
    );
    expect(mount(container('a'), '/c')).toBeDefined();
  });

  it('29 and 30: env files may have any name, and may be missing when they may', () => {
    const { container } = converted(
      'services: {a: {image: a:1, env_file: [a/x.env, a-x.env, {path: none.env, required: false}]}, b: {image: b:1, env_file: Prod_Vars.ENV}}',
      { 'a/x.env': 'A=1\n', 'a-x.env': 'B=2\n', 'Prod_Vars.ENV': 'C=3\n' },
    );
    expect(env(container('a'))).toEqual({ A: '1', B: '2' });
    expect(env(container('b'))).toEqual({ C: '3' });
  });
});

describe('volumes', () => {
  it('15: a binary file is encoded once', () => {
    const host = memoryHost({
      files: {
        '/shop/compose.yaml': 'services: {a: {image: a:1, configs: [c]}}\nconfigs: {c: {file: c.bin}}',
        '/shop/c.bin': new Uint8Array([255, 0, 1]),
      },
      cwd: '/shop',
    });
    const { files } = convert({ host, loaded: loadProject(host), target: kubernetes, layout: 'stream' });
    expect(files[0]?.content).toContain('/wAB');
  });

  it('16: what is too large for a ConfigMap is none', () => {
    const { objects } = converted('services: {a: {image: a:1, volumes: ["./big.json:/big.json:ro"]}}', {
      'big.json': 'x'.repeat(2_000_000),
    });
    expect(objects.filter(({ kind }) => kind === 'ConfigMap')).toEqual([]);
  });

  it('17: files outside the project and .env files do not end up in a ConfigMap', () => {
    const { objects } = converted('services: {a: {image: a:1, volumes: [".:/app", "/etc/x:/x"]}}', {
      '.env': 'PASSWORD=hunter2hunter2\n',
    });
    expect(JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'))).not.toContain('hunter2hunter2');
  });

  it('18: a folder of configuration keeps its sub-folders', () => {
    const { get, pod } = converted('services: {a: {image: a:1, volumes: ["./conf:/etc/a:ro"]}}', {
      'conf/assets/a.conf': '1',
      'conf/b.conf': '2',
    });
    const [volume] = pod('a').volumes;
    expect(volume.configMap.items.map(({ path }: Manifest) => path)).toEqual(['assets/a.conf', 'b.conf']);
    expect(Object.keys(get('ConfigMap', volume.configMap.name).data)).toHaveLength(2);
  });

  it('19: a folder that is written to is a claim', () => {
    const { pod } = converted('services: {a: {image: a:1, volumes: ["./data:/var/lib/a"]}}', { 'data/x.bin': 'x' });
    expect(pod('a').volumes[0].persistentVolumeClaim).toBeDefined();
  });

  it('20: one claim serves readers and writers', () => {
    const { objects, container } = converted(
      'services: {a: {image: a:1, volumes: ["data:/d:ro"]}, b: {image: b:1, volumes: ["data:/d"]}}\nvolumes: {data: {}}',
    );
    const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    expect(claims.map(({ spec }) => spec.accessModes)).toEqual([['ReadWriteOnce']]);
    expect([mount(container('a'), '/d').readOnly, mount(container('b'), '/d').readOnly]).toEqual([true, undefined]);
  });

  it('21: replicas that share a claim share a node', () => {
    const { pod } = converted(
      'services: {a: {image: a:1, deploy: {replicas: 3}, volumes: ["data:/d"]}}\nvolumes: {data: {}}',
    );
    expect(pod('a').affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  it('22: a claim has one name everywhere', () => {
    const { get, pod } = converted('services: {a: {image: a:1, volumes: ["named_Vol:/d"]}}\nvolumes: {named_Vol: {}}');
    expect(get('PersistentVolumeClaim', pod('a').volumes[0].persistentVolumeClaim.claimName)).toBeDefined();
  });

  it('23: Recreate has no steps, and steps are never both zero', () => {
    const { get } = converted(`services:
  a: {image: a:1, volumes: ["data:/d"], deploy: {update_config: {parallelism: 2}}}
  b: {image: b:1, deploy: {update_config: {parallelism: 0, order: stop-first}}}
volumes: {data: {}}
`);
    expect(get('Deployment', 'a').spec.strategy).toEqual({ type: 'Recreate' });
    expect(get('Deployment', 'b').spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: '100%' });
  });
});

describe('objects', () => {
  it('25: labels that Kubernetes takes nowhere are reported, not written', () => {
    const all = converted(
      'services: {a: {image: a:1, labels: {"a b/c/d": x}, deploy: {labels: {"org.example.rule": "Host(`a.example`)"}}}}',
    );
    expect(all.get('Deployment', 'a').metadata.annotations).toEqual({
      'org.example.rule': 'Host(`a.example`)',
    });
    expect(lost(all)).toContain('services.labels');
  });

  it('34: networks keep apart what shares none, and published ports stay open', () => {
    const all = converted(`services:
  web: {image: a:1, ports: ["80:80"], networks: [front, back]}
  db: {image: b:1, networks: [back]}
networks: {front: {}, back: {internal: true}}
`);
    const policies = all.objects.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.some(({ spec }) => spec.policyTypes.includes('Egress'))).toBe(true);
    expect(
      policies.some(({ spec }) =>
        spec.ingress?.some(({ from, ports: open }: Manifest) => from === undefined && open?.[0].port === 80),
      ),
    ).toBe(true);
  });

  it('36: the Namespace comes first and is in none', () => {
    const { objects } = converted('services: {a: {image: a:1}}', {}, { namespace: 'prod' });
    expect(objects[0]).toMatchObject({ kind: 'Namespace', metadata: { name: 'prod' } });
    expect(objects[0].metadata.namespace).toBeUndefined();
    expect(objects.slice(1).every(({ metadata }) => metadata.namespace === 'prod')).toBe(true);
  });

  it('40: members of one Pod keep their own limits and mounts', () => {
    const { container } = converted(`services:
  a: {image: a:1, mem_limit: 64m}
  b: {image: b:1, network_mode: "service:a", volumes: ["data:/d"]}
volumes: {data: {}}
`);
    expect(container('a').resources.limits.memory).toBe('64Mi');
    expect(container('a').volumeMounts).toBeUndefined();
    expect(container('b').resources).toBeUndefined();
    expect(container('b').volumeMounts).toHaveLength(1);
  });

  it.each([
    ['Deployment', ''],
    ['StatefulSet', ''],
    ['DaemonSet', ''],
    ['Job', ''],
    ['CronJob', ', schedule: "0 3 * * *"'],
  ])('35: every kind of controller gives a workload, and another spelling is an error: %s', (kind, more) => {
    const { objects } = converted(`services: {a: {image: a:1, x-transpose: {kind: ${kind}${more}}}}`);
    expect(objects.map((object) => object.kind)).toContain(kind);
    const host = memoryHost({
      files: { '/shop/compose.yaml': `services: {a: {image: a:1, x-transpose: {kind: ${kind.toLowerCase()}}}}` },
      cwd: '/shop',
    });
    const result = convert({ host, loaded: loadProject(host), target: kubernetes });
    expect(result.files).toEqual([]);
    expect(result.diagnostics.map(({ hint }) => hint)).toEqual([`did you mean \`${kind}\`?`]);
  });

  it('37: braces are text', () => {
    const text = '{{ .Values.x }} {{- "}}" -}} ${{ github.ref }}';
    const { container, get } = converted(
      `services: {a: {image: a:1, environment: {T: '${text.replace('$', '$$$$')}'}, configs: [c]}}\nconfigs: {c: {file: c.tpl}}`,
      { 'c.tpl': text },
    );
    expect(env(container('a'))['T']).toBe(text);
    expect(Object.values(get('ConfigMap', 'c').data)).toEqual([text]);
  });

  it('38: what is read without its variables keeps them', () => {
    const host = memoryHost({
      files: { '/shop/compose.yaml': 'services: {a: {image: a:1, ports: ["${PORT:-80}:80"]}}' },
      cwd: '/shop',
    });
    const loaded = loadProject(host, { interpolate: false });
    expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const ports = nodeAt(loaded.tree, ['services', 'a', 'ports', 0]);
    expect(ports).toMatchObject({ kind: 'scalar', value: '${PORT:-80}:80' });
  });

  it('39 and 42: the same input gives the same bytes, and nothing about the machine', () => {
    const input =
      'services: {a: {image: a:1, secrets: [x, y], environment: {B: 1, A: 2}}}\nsecrets: {x: {file: x}, y: {file: y}}';
    const once = converted(input, { x: '1', y: '2' });
    const again = converted(input, { x: '1', y: '2' });
    expect(JSON.stringify(again.objects)).toBe(JSON.stringify(once.objects));
    expect(JSON.stringify(once.objects)).not.toContain('/shop');
    expect(once.account.notes.filter(({ message }) => message.includes('stat'))).toEqual([]);
  });
});

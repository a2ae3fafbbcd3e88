import { busyboxImage } from '../engine/images.ts';

/** A small project of odd features; one feature, or a few that belong together. */
export interface OddProject {
  readonly name: string;
  readonly compose: string;
  /** More files of the project, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Lines of sh that make what is there already: external networks and volumes. `$ENGINE` is the engine's command. */
  readonly before?: string;
  /** The way whose engine refuses it, which the account says. */
  readonly refusedBy?: string;
}

/** An image that declares a volume, a user, a healthcheck, a port and a working directory. */
export const fullImage = 'localhost/full:1';
export const fullImageChanges = [
  'VOLUME /data',
  'USER 65534:65534',
  'EXPOSE 8080',
  'WORKDIR /tmp',
  'ENV FROM_IMAGE=yes',
  'LABEL of=image',
  'ENTRYPOINT ["/bin/sh", "-c"]',
  'CMD ["exec sleep infinity"]',
];

const project = (name: string, services: string, files?: OddProject['files'], before?: string): OddProject => ({
  name,
  compose: `x-s: &s { image: "${busyboxImage}", command: [sleep, infinity], stop_signal: SIGKILL }\n${services}`,
  ...(files === undefined ? {} : { files }),
  ...(before === undefined ? {} : { before }),
});

export const oddProjects: readonly OddProject[] = [
  project('plain', 'services: { a: { <<: *s } }'),
  project(
    'env',
    `services:
  a: { <<: *s, environment: { EMPTY: "", SPACES: "  a  b ", QUOTES: "'\\"\`", DOLLAR: "$$HOME $\${X}", LINES: "a\\nb", UNI: "ü€", HASH: "a#b", dotted.name: x, EQUALS: "a=b=c", UNSET: } }`,
  ),
  project(
    'envfile',
    `services:
  a: { <<: *s, env_file: [one.env, { path: absent.env, required: false }, { path: raw.env, format: raw }], environment: { ONE: over } }`,
    { 'one.env': 'ONE=1\nTWO="two words" # note\nTHREE=$ONE\n', 'raw.env': 'RAW="kept" # kept\n' },
  ),
  project('words', `services: { a: { <<: *s, entrypoint: [sh, -c], command: ["exec sleep infinity", "x y", "$$1"] } }`),
  project('string', `services: { a: { <<: *s, entrypoint: sh -c, command: "'exec sleep \\"infinity\\"' 'a b'" } }`),
  project(
    'user',
    `services: { a: { <<: *s, user: "1000:1001", group_add: ["1002", "44"] }, b: { <<: *s, user: "7" } }`,
  ),
  project(
    'caps',
    `services: { a: { <<: *s, cap_add: [NET_ADMIN], cap_drop: [CHOWN, KILL] }, b: { <<: *s, cap_drop: [ALL] } }`,
  ),
  project('allcaps', `services: { a: { <<: *s, cap_add: [ALL] } }`),
  project(
    'security',
    `services:
  a: { <<: *s, security_opt: ["no-new-privileges:true", "seccomp:unconfined"] }
  b: { <<: *s, security_opt: ["seccomp:./profile.json"] }`,
    { 'profile.json': '{"defaultAction": "SCMP_ACT_ALLOW"}' },
  ),
  project('privileged', `services: { a: { <<: *s, privileged: true } }`),
  project('readonly', `services: { a: { <<: *s, read_only: true, tmpfs: [/run, "/scratch:size=1m,mode=1770"] } }`),
  project(
    'tmpfs',
    `services:
  a: { <<: *s, tmpfs: "/run:uid=1000,gid=1001,noexec" }
  b: { <<: *s, volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 2m, mode: 0750 } }] }`,
  ),
  project(
    'ipc',
    `services: { a: { <<: *s, ipc: shareable, shm_size: 8m }, b: { <<: *s, ipc: "service:a" }, c: { <<: *s, ipc: host }, d: { <<: *s, ipc: private } }`,
  ),
  project('ulimits', `services: { a: { <<: *s, ulimits: { nofile: { soft: 100, hard: 200 }, nproc: 64, core: 0 } } }`),
  project(
    'sysctls',
    `services: { a: { <<: *s, sysctls: { net.core.somaxconn: 999, net.ipv4.tcp_syncookies: "0", kernel.msgmax: 9000 } } }`,
  ),
  project(
    'devices',
    `services: { a: { <<: *s, devices: ["/dev/null:/dev/nothing:r", /dev/zero], device_cgroup_rules: ["c 1:3 rwm"] } }`,
  ),
  project(
    'ports',
    `services:
  a: { <<: *s, ports: ["18081:80", "127.0.0.1:18082:81/udp", "18083-18085:83-85", { target: 90, published: "18090", host_ip: 127.0.0.1 }], expose: ["7000", "7001/udp"] }`,
  ),
  project('scale', `services: { a: { <<: *s, scale: 3, ports: ["18101-18103:80"] } }`),
  project(
    'networks',
    `services:
  a: { <<: *s, networks: { one: { aliases: [x, y.z, Upper], ipv4_address: 10.91.1.9 }, two: { mac_address: "02:42:0a:5b:02:09", driver_opts: { com.docker.network.endpoint.sysctls: "net.ipv4.conf.IFNAME.log_martians=1" } } } }
  b: { <<: *s, networks: [two] }
networks:
  one: { ipam: { config: [{ subnet: 10.91.1.0/24, gateway: 10.91.1.200, ip_range: 10.91.1.0/25, aux_addresses: { host1: 10.91.1.5 } }] } }
  two: { internal: true, labels: { of: two }, driver_opts: { com.docker.network.driver.mtu: "1400" } }`,
  ),
  project(
    'priorities',
    `services:
  a: { <<: *s, networks: { low: { priority: 1 }, high: { priority: 100, gw_priority: 1 } } }
networks: { low: , high: { enable_ipv4: true, attachable: true } }`,
  ),
  project(
    'ipv6',
    `services: { a: { <<: *s } }\nnetworks: { default: { enable_ipv6: true, ipam: { config: [{ subnet: "fd00:91::/64" }] } } }`,
  ),
  project('hostnet', `services: { a: { <<: *s, network_mode: host }, b: { <<: *s, network_mode: none } }`),
  project('sharednet', `services: { a: { <<: *s, ports: ["18110:80"] }, b: { <<: *s, network_mode: "service:a" } }`),
  project('bridge', `services: { a: { <<: *s, network_mode: bridge, extra_hosts: ["up:host-gateway"] } }`),
  project('pid', `services: { a: { <<: *s, pid: host }, b: { <<: *s }, c: { <<: *s, pid: "service:b" } }`),
  project(
    'volumes',
    `services:
  a: { <<: *s, volumes: ["data:/data", "/anonymous", "data:/ro:ro", { type: volume, source: data, target: /nocopy, volume: { nocopy: true } }, "named:/named"] }
volumes: { data: { labels: { of: data } }, named: { name: odd-own-name, driver_opts: { type: tmpfs, device: tmpfs, o: "size=1m" } } }`,
  ),
  project(
    'binds',
    `services:
  a: { <<: *s, volumes: ["./there:/there", "./file.txt:/etc/file.txt:ro", "./made:/made", { type: bind, source: ./there, target: /shared, bind: { propagation: private } }, { type: bind, source: ./made2, target: /made2, bind: { create_host_path: true } }, "./there/sub:/sub:rw,rprivate"] }`,
    { 'there/sub/x': '1\n', 'file.txt': 'text\n' },
  ),
  project(
    'volumesfrom',
    `services: { a: { <<: *s, volumes: ["data:/d", /anon] }, b: { <<: *s, volumes_from: ["a:ro"] } }\nvolumes: { data: }`,
  ),
  project(
    'configs',
    `services:
  a: { <<: *s, configs: [inline, { source: file, target: /etc/file, mode: 0440, uid: "7", gid: "8" }] }
configs: { inline: { content: "a $$b\\n" }, file: { file: ./c.txt } }`,
    { 'c.txt': 'content\n' },
  ),
  project(
    'secrets',
    `services:
  a: { <<: *s, secrets: [one, { source: two, target: renamed, mode: 0400 }], environment: { DB_PASSWORD: "s3 cr$$et" } }
secrets: { one: { file: ./one.txt }, two: { file: ./two.txt } }`,
    { 'one.txt': 'first', 'two.txt': 'second\n' },
  ),
  project(
    'health',
    `services:
  a: { <<: *s, healthcheck: { test: [CMD, "true"], interval: 1s, timeout: 2s, retries: 4, start_period: 3s, start_interval: 1s } }
  b: { <<: *s, healthcheck: { test: "test -d /tmp && echo \\"a b\\"", interval: 1s } }
  c: { <<: *s, healthcheck: { disable: true } }
  d: { <<: *s, depends_on: { a: { condition: service_healthy }, b: { condition: service_healthy } } }`,
  ),
  project(
    'oneshot',
    `services:
  job: { <<: *s, command: ["true"] }
  web: { <<: *s, depends_on: { job: { condition: service_completed_successfully } } }`,
  ),
  project(
    'links',
    `services: { a: { <<: *s, links: ["b:other", b], extra_hosts: ["h1=10.0.0.9", "h2:::1"] }, b: { <<: *s } }`,
  ),
  project(
    'dns',
    `services: { a: { <<: *s, dns: [10.0.0.53, 10.0.0.54], dns_search: [one.example, two.example], dns_opt: ["ndots:3", "use-vc"], hostname: own, domainname: dom.example } }`,
  ),
  project(
    'logging',
    `services: { a: { <<: *s, logging: { driver: json-file, options: { max-size: 1m, max-file: "3", labels: x } } }, b: { <<: *s, logging: { driver: none } } }`,
  ),
  project(
    'deploy',
    `services: { a: { <<: *s, deploy: { replicas: 2, resources: { limits: { cpus: "0.5", memory: 64M, pids: 50 }, reservations: { memory: 32M } }, restart_policy: { condition: on-failure, max_attempts: 3 }, labels: { of: swarm } } } }`,
  ),
  project(
    'limits',
    `services: { a: { <<: *s, cpu_shares: 512, cpuset: "0", cpu_quota: 50000, cpu_period: 100000, mem_limit: 64m, mem_reservation: 32m, oom_score_adj: 100, oom_kill_disable: true, pids_limit: 40 } }`,
  ),
  project(
    'restart',
    `services: { a: { <<: *s, restart: always }, b: { <<: *s, restart: "on-failure:2" }, c: { <<: *s, restart: unless-stopped }, d: { <<: *s, restart: "no" } }`,
  ),
  project(
    'labels',
    `services: { a: { <<: *s, labels: { a.b/c: "x y", empty: "", eq: "a=b", q: "'\\"" }, annotations: { note: of-container } } }`,
  ),
  project('terminal', `services: { a: { <<: *s, stdin_open: true, tty: true } }`),
  { ...project('workdir', `services: { a: { <<: *s, working_dir: /new/dir } }`), refusedBy: 'quadlet' },
  project('init', `services: { a: { <<: *s, init: true, stop_signal: SIGUSR1, stop_grace_period: 1s } }`),
  project(
    'host',
    `services: { a: { <<: *s, uts: host, userns_mode: host, cgroup: host }, b: { <<: *s, cgroup: private } }`,
  ),
  project(
    'named',
    `services: { a: { <<: *s, container_name: odd-named }, b: { <<: *s, network_mode: "container:odd-named", depends_on: [a] } }`,
  ),
  project('platform', `services: { a: { <<: *s, platform: linux/amd64, runtime: runc, attach: false } }`),
  project(
    'hooks',
    `services: { a: { <<: *s, post_start: [{ command: [sh, -c, "echo $$ME >/tmp/hook"], environment: { ME: hook }, user: root, working_dir: /tmp }], pre_stop: [{ command: ["true"] }] } }`,
  ),
  project(
    'profiles',
    `services: { a: { <<: *s, depends_on: { b: { condition: service_started, required: false } } }, b: { <<: *s, profiles: [p] } }`,
  ),
  project(
    'image',
    `services: { a: { image: "${fullImage}", stop_signal: SIGKILL }, b: { image: "${fullImage}", stop_signal: SIGKILL, user: "0", command: ["sleep 999999"], working_dir: /var, expose: [9090] } }`,
  ),
  project(
    'external',
    `services: { a: { <<: *s, networks: [n], volumes: ["vol:/v"] } }
networks: { n: { external: true, name: odd-network } }
volumes: { vol: { external: true, name: odd-volume } }`,
    {},
    '$ENGINE network create odd-network && $ENGINE volume create odd-volume',
  ),
  project(
    'ownnames',
    `services: { a: { <<: *s, networks: [n], volumes: ["vol:/v"] } }\nnetworks: { n: { name: Odd-Free } }\nvolumes: { vol: { name: Odd_free.v } }`,
  ),
  project(
    'subpath',
    `services: { a: { <<: *s, volumes: [{ type: volume, source: v, target: /v, volume: { subpath: in/side } }] } }\nvolumes: { v: { external: true, name: odd-sub } }`,
    {},
    '$ENGINE volume create odd-sub && mkdir -p "$($ENGINE volume inspect --format "{{.Mountpoint}}" odd-sub)/in/side"',
  ),
  project('mac', `services: { a: { <<: *s, mac_address: "02:42:0a:0a:0a:0a" } }`),
  project(
    'tiers',
    `services:
  web: { <<: *s, networks: [front], depends_on: { api: { condition: service_healthy, restart: true } } }
  api: { <<: *s, networks: [front, back], healthcheck: { test: [CMD, "true"], interval: 1s }, depends_on: [db] }
  db: { <<: *s, networks: { back: { aliases: [database] } }, volumes: ["data:/d"] }
networks: { front: , back: { internal: true } }
volumes: { data: }`,
  ),
];

import { loadProject, memoryHost } from '@transpose/core';
import { describe, expect, it } from 'vitest';
import { convert } from '../../convert.ts';
import { dockerRun } from '../../docker-run/index.ts';
import { quadlet } from '../../quadlet/index.ts';
import { systemd } from '../../systemd/index.ts';
import type { OptionValues, Target } from '../../target.ts';

const compose = `
name: shop
services:
  web: { image: nginx, tmpfs: [/run, "/tmp:exec"], volumes: [{ type: tmpfs, target: /t }], working_dir: /srv, read_only: true }
  db: { image: postgres, cap_drop: [MKNOD], sysctls: { net.ipv4.ip_unprivileged_port_start: 80 }, shm_size: 1g, pids_limit: 9, working_dir: /data/x, volumes: [data:/data] }
  host: { image: a, network_mode: host }
volumes: { data: }
`;

function written(target: Target, options: OptionValues = {}) {
  const host = memoryHost({ files: { '/project/compose.yaml': compose }, cwd: '/project' });
  const { files, account } = convert({ host, loaded: loadProject(host), target, options });
  const of = (service: string) => String(files.find(({ path }) => path.includes(`shop-${service}-1`))?.content);
  return { files, of, notes: account.notes.map(({ message }) => message) };
}

describe('what Podman does otherwise', () => {
  it.each([
    ['quadlet', quadlet, {}],
    ['systemd', systemd, { engine: 'podman' }],
    ['docker-run', dockerRun, { engine: 'podman', style: 'short' }],
  ] as const)('is said once by %s', (_, target, options) => {
    const { notes } = written(target, options);
    const about = (word: string) => notes.filter((note) => note.includes(word));
    expect(about('--docker-defaults gives')).toEqual([expect.stringMatching(/NET_RAW.*2048.*1024.*tmpfs/)]);
    expect(about('/dev read-only')).toHaveLength(1);
    expect(about('working_dir')).toEqual([expect.stringMatching(/: web \(\/srv\)\.?$/)]);
  });

  it('is said of Podman only, and a working directory not where it is made', () => {
    expect(written(systemd).notes.join()).not.toContain('Podman');
    expect(written(dockerRun, { engine: 'podman' }).notes.join()).not.toContain('working_dir');
  });

  it('is as Docker does it with --docker-defaults', () => {
    const { of, notes } = written(quadlet, { 'docker-defaults': true });
    expect(notes.join()).not.toContain('NET_RAW');
    const entries = (service: string) =>
      of(service)
        .split('\n')
        .filter((line) => /^(?:AddCap|Pids|Sysctl|ShmSize|Tmpfs|Mount|PodmanArgs=--hosts)/.test(line));
    expect(entries('web')).toEqual([
      'Tmpfs=/dev/shm:rw,nosuid,nodev,noexec,size=64m',
      'PodmanArgs=--hosts-file none',
      'AddCapability=AUDIT_WRITE',
      'AddCapability=MKNOD',
      'AddCapability=NET_RAW',
      'PidsLimit=-1',
      'Sysctl=net.ipv4.ip_unprivileged_port_start=0',
      'Mount=type=tmpfs,target=/t,noexec',
      'Tmpfs=/run:noexec',
      'Tmpfs=/tmp:exec',
    ]);
    expect(entries('db')).toEqual([
      'ShmSize=1g',
      'PidsLimit=9',
      'Sysctl=net.ipv4.ip_unprivileged_port_start=80',
      'PodmanArgs=--hosts-file none',
      'AddCapability=AUDIT_WRITE',
      'AddCapability=NET_RAW',
    ]);
    expect(entries('host').join()).not.toMatch(/Sysctl|hosts-file/);
  });

  it('leaves the network of a pod alone', () => {
    const { of } = written(quadlet, { 'docker-defaults': true, pod: true });
    expect(of('web')).not.toMatch(/Sysctl|hosts-file/);
  });
});

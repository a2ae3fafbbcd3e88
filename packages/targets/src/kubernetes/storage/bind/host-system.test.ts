import { expect, test } from 'vitest';
import { bound } from '../../testing/bound.ts';

test.each([
  ['/dev/dri:/dev/dri', 'hostPath'],
  ['/proc:/host/proc:ro', 'hostPath'],
  ['/:/rootfs:ro', 'hostPath'],
  ['/:/rootfs', 'hostPath'],
  ['/etc/os-release:/host/etc/os-release', 'hostPath'],
  ['/etc:/host/etc', 'claim'],
  ['/opt/vc/lib:/opt/vc/lib', 'hostPath'],
  ['/opt/vault:/opt/vault', 'claim'],
  ['/var/lib/docker/volumes:/volumes', 'hostPath'],
  ['/etc:/host/etc:ro', 'hostPath'],
  ['/etc/nginx/conf.d:/etc/nginx/conf.d:ro', 'claim'],
  ['/var/log:/var/log:ro', 'hostPath'],
  ['/var/log/app:/var/log', 'claim'],
  ['/var/run/docker.sock:/var/run/docker.sock', 'dropped'],
  ['/run/user/1000/podman/podman.sock:/x.sock', 'dropped'],
  ['/etc/localtime:/etc/localtime:ro', 'dropped'],
  ['/etc/ssl/certs:/etc/ssl/certs:ro', 'hostPath'],
  ['/usr/bin/docker:/usr/bin/docker', 'dropped'],
  ['/usr/share/zoneinfo/UTC:/etc/localtime:ro', 'dropped'],
])('a path of the machine: %s', (volume, what) => {
  const { web, lines } = bound([volume]);
  const [found] = web.volumes;
  expect(found === undefined ? 'dropped' : found.hostPath ? 'hostPath' : 'claim').toBe(what);
  if (found?.hostPath) expect(found.hostPath.type).toBeUndefined();
  expect(lines.some((line) => line.includes('services.web.volumes[0]'))).toBe(true);
});

test('propagation asks for a privileged container', () => {
  const mounts = (web: string) => bound(['/dev:/dev:rshared'], { web }).web.volumeMounts;
  expect(mounts('image: x')[0]?.mountPropagation).toBe('HostToContainer');
  expect(mounts('image: x, privileged: true')[0]?.mountPropagation).toBe('Bidirectional');
});

test('--bind-mounts', () => {
  expect(bound(['/srv/x:/x'], { options: { 'bind-mounts': 'host-path' } }).web.volumes).toEqual([
    { name: 'host-srv-x', hostPath: { path: '/srv/x', type: 'DirectoryOrCreate' } },
  ]);
  const { report } = bound(['/srv/x:/x'], { options: { 'bind-mounts': 'error' } });
  expect(report.diagnostics.map(({ message }) => message)).toEqual([
    '"/srv/x" lies outside the project (--bind-mounts error)',
  ]);
});
